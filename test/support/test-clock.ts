// A clock that stands still until the test moves it, and chance that the test can foresee.
import { randomUUID } from 'node:crypto';
import type { Chance, Clock, TimeNotice } from '../../electron/core/clock.ts';

type Timer = { readonly dueMs: number; readonly action: () => void };

export class TestClock implements Clock {
  #nowMs = 1_000;
  readonly #timers = new Set<Timer>();
  readonly #listeners = new Set<(notice: TimeNotice) => void>();
  #sleptMs = 0;
  /** The wall clock's distance from the monotonic one, and its zone. */
  #wallAheadMs = Date.parse('2026-03-14T08:00:00.000Z');
  #offset = '+00:00';

  stamp(): string {
    const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(this.#offset) ?? [];
    const eastMs = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
    const local = new Date(this.wallMs + eastMs).toISOString().slice(0, -1);
    return `${local}${this.#offset}`;
  }

  get wallMs(): number {
    return this.#wallAheadMs + this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { dueMs: this.#nowMs + Math.max(delayMs, 0), action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  watch(listener: (notice: TimeNotice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Moves time on, running in order whatever becomes due. Ends a sleep first. */
  advance(byMs: number): void {
    const awayMs = this.#sleptMs;
    this.#sleptMs = 0;
    if (awayMs > 0) {
      this.#runUntil(this.#nowMs);
      this.#tell({ kind: 'resumed', awayMs });
    }
    this.#runUntil(this.#nowMs + byMs);
  }

  #runUntil(untilMs: number): void {
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
    this.#sleptMs += forMs;
  }

  /** Sets the wall clock, and its zone when given (`+02:00`). No wait knows of it. */
  setWall(wallMs: number, offset = this.#offset): void {
    const byMs = wallMs - this.wallMs;
    this.#wallAheadMs += byMs;
    this.#offset = offset;
    if (byMs !== 0) this.#tell({ kind: 'wallClockJumped', byMs });
  }

  #tell(notice: TimeNotice): void {
    for (const listener of this.#listeners) listener(notice);
  }
}

/** Real ids; every draw is the same, so that a wait is always that part of its ceiling. */
export function steadyChance(draw: number): Chance {
  return { uuid: () => randomUUID(), draw: () => draw };
}
