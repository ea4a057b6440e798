// A clock that stands still until the test moves it, and chance that the test can foresee.
import { randomUUID } from 'node:crypto';
import type { Chance, Clock } from '../../electron/core/clock.ts';

type Timer = { readonly dueMs: number; readonly action: () => void };

export class TestClock implements Clock {
  #nowMs = 1_000;
  readonly #timers = new Set<Timer>();
  readonly #base = Date.parse('2026-03-14T08:00:00.000Z');

  stamp(): string {
    return `${new Date(this.#base + this.#nowMs).toISOString().slice(0, -1)}+00:00`;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { dueMs: this.#nowMs + Math.max(delayMs, 0), action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves time on, running in order whatever becomes due. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      const [next] = [...this.#timers]
        .filter(({ dueMs }) => dueMs <= untilMs)
        .sort((a, b) => a.dueMs - b.dueMs);
      if (!next) break;
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.action();
    }
    this.#nowMs = untilMs;
  }

  /** Time passes while nothing runs, as in a computer that sleeps. What is due waits for `advance`. */
  suspend(forMs: number): void {
    this.#nowMs += forMs;
  }
}

/** Real ids; every draw is the same, so that a wait is always that part of its ceiling. */
export function steadyChance(draw: number): Chance {
  return { uuid: () => randomUUID(), draw: () => draw };
}
