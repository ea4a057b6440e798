// The real clock, except that a test can skip what it does not want to wait for.
import { type Clock, systemClock } from '../../electron/core/clock.ts';

type Timer = { readonly dueMs: number; readonly run: () => void };

export class SkippingClock implements Clock {
  #skippedMs = 0;
  readonly #timers = new Set<Timer>();

  stamp(): string {
    return systemClock.stamp();
  }

  monotonicMs(): number {
    return performance.now() + this.#skippedMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const callOff = () => {
      clearTimeout(handle);
      this.#timers.delete(timer);
    };
    const run = () => {
      callOff();
      action();
    };
    const handle = setTimeout(run, delayMs);
    const timer = { dueMs: this.monotonicMs() + delayMs, run };
    this.#timers.add(timer);
    return callOff;
  }

  watch(): () => void {
    return () => {};
  }

  /** Moves time on at once; what becomes due by it runs in order. */
  skip(byMs: number): void {
    this.#skippedMs += byMs;
    const nowMs = this.monotonicMs();
    const due = [...this.#timers].filter(({ dueMs }) => dueMs <= nowMs);
    for (const timer of due.sort((a, b) => a.dueMs - b.dueMs)) {
      if (this.#timers.has(timer)) timer.run();
    }
  }
}
