// Time for deadlines and waits. Promises: sleep of the computer counts, a jump of the wall clock does
// not, no timer fires early, and after a sleep everything that became due runs at once and in the
// order in which it became due, before anybody is told of the sleep.
import type { TimeNotice } from './clock.ts';

/** Where time comes from; milliseconds throughout. */
export type TimeSources = {
  /** Never goes back. May stand still while the computer sleeps (Linux) or go on. */
  awakeMs(): number;
  /** Goes on while the computer sleeps. May be coarse. The same as `awakeMs` where that goes on. */
  bootMs(): number;
  /** What the computer believes the time to be. Only compared with itself. */
  wallMs(): number;
  /** Calls `action` once, some time after `delayMs`; returns how to call it off. */
  once(delayMs: number, action: () => void): () => void;
  /** Calls `action` again and again, but keeps no process alive for it. */
  every(intervalMs: number, action: () => void): void;
};

type Timer = { readonly dueMs: number; readonly action: () => void };
type Listener = (notice: TimeNotice) => void;

/** How often the clocks are compared, in milliseconds. */
const lookEveryMs = 1_000;
/** Two looks this far apart: the computer slept, or this process was not given its turn. */
const awayAfterMs = 4_000;
/** What the boot clock must be ahead to be believed: more than its coarseness. */
const sleepWorthCountingMs = 500;
/** How far the wall clock may drift between two looks without a word about it. */
const wallDriftMostMs = 2_000;
/** The longest wait a Node timer can hold; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

export class SteadyTime {
  readonly #sources: TimeSources;
  readonly #timers = new Set<Timer>();
  readonly #listeners = new Set<Listener>();
  /** How far the boot clock was ahead at the start, and how long the computer has slept since. */
  readonly #bootAheadMs: number;
  #sleptMs = 0;
  /** How far the wall clock was ahead of the awake one when the boot clock was asked last. */
  #askedAtMs = Number.NaN;
  #armed: { readonly dueMs: number; readonly callOff: () => void } | null = null;
  #isWatching = false;
  #lookedMs = 0;
  #wallAheadMs = 0;

  constructor(sources: TimeSources) {
    this.#sources = sources;
    // In this order here and the other way round below: whatever comes between two readings makes
    // the sleep seem shorter, never longer, so that no timer fires early.
    const awakeMs = sources.awakeMs();
    this.#bootAheadMs = sources.bootMs() - awakeMs;
  }

  /** Milliseconds since some fixed moment, sleep included; never goes back. */
  nowMs(): number {
    const awakeMs = this.#sources.awakeMs();
    // The boot clock costs a file read, and every message asks for the time. A sleep always carries
    // the wall clock along, so where that went no further, there was none; a look makes sure.
    const wallAheadMs = this.#sources.wallMs() - awakeMs;
    if (Math.abs(wallAheadMs - this.#askedAtMs) < sleepWorthCountingMs / 2) {
      return awakeMs + this.#sleptMs;
    }
    this.#askedAtMs = wallAheadMs;
    return this.#askBoot();
  }

  #askBoot(): number {
    const bootMs = this.#sources.bootMs();
    const awakeMs = this.#sources.awakeMs();
    const sleptMs = bootMs - awakeMs - this.#bootAheadMs;
    if (sleptMs - this.#sleptMs >= sleepWorthCountingMs) {
      this.#sleptMs = sleptMs;
      // Whoever asked is the first to run after a sleep; what became due is the next.
      if (this.#isWatching) queueMicrotask(() => this.#look());
    }
    return awakeMs + this.#sleptMs;
  }

  /** Calls `action` once after `delayMs`; returns how to call it off. */
  after(delayMs: number, action: () => void): () => void {
    this.#startWatching();
    const nowMs = this.nowMs();
    const timer = { dueMs: nowMs + Math.max(delayMs, 0), action };
    this.#timers.add(timer);
    if (!this.#armed || timer.dueMs < this.#armed.dueMs) this.#arm(timer.dueMs, nowMs);
    return () => {
      this.#timers.delete(timer);
      // What is left fires later and finds out; nothing left must not keep the process alive.
      if (this.#timers.size === 0) this.#disarm();
    };
  }

  /** Tells of sleep and of jumps of the wall clock; returns how to stop listening. */
  watch(listener: Listener): () => void {
    this.#startWatching();
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // A Node timer alone is not enough: it may count only the time awake (Linux), or be looked at late
  // because the system waits out what it was told before the sleep (macOS, Windows).
  #startWatching(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    this.#lookedMs = this.nowMs();
    this.#wallAheadMs = this.#sources.wallMs() - this.#lookedMs;
    this.#sources.every(lookEveryMs, () => this.#look());
  }

  #look(): void {
    const nowMs = this.#askBoot();
    const wallAheadMs = this.#sources.wallMs() - nowMs;
    const awayMs = nowMs - this.#lookedMs;
    const byMs = wallAheadMs - this.#wallAheadMs;
    this.#lookedMs = nowMs;
    this.#wallAheadMs = wallAheadMs;
    this.#runDue();
    if (awayMs >= awayAfterMs) this.#tell({ kind: 'resumed', awayMs });
    if (Math.abs(byMs) > wallDriftMostMs) this.#tell({ kind: 'wallClockJumped', byMs });
  }

  #tell(notice: TimeNotice): void {
    for (const listener of this.#listeners) listener(notice);
  }

  #runDue(): void {
    const nowMs = this.nowMs();
    try {
      for (let next = this.#earliest(); next && next.dueMs <= nowMs; next = this.#earliest()) {
        this.#timers.delete(next);
        next.action();
      }
    } finally {
      const next = this.#earliest();
      if (next) this.#arm(next.dueMs, this.nowMs());
      else this.#disarm();
    }
  }

  /** The one that is due first; of two at the same moment the one that was set first. */
  #earliest(): Timer | undefined {
    let earliest: Timer | undefined;
    for (const timer of this.#timers) {
      if (!earliest || timer.dueMs < earliest.dueMs) earliest = timer;
    }
    return earliest;
  }

  // One timer of Node's for all of ours. It may fire a little early: then it is set again.
  #arm(dueMs: number, nowMs: number): void {
    this.#disarm();
    const delayMs = Math.min(Math.max(Math.ceil(dueMs - nowMs), 0), longestTimerMs);
    const callOff = this.#sources.once(delayMs, () => {
      this.#armed = null;
      this.#runDue();
    });
    this.#armed = { dueMs, callOff };
  }

  #disarm(): void {
    this.#armed?.callOff();
    this.#armed = null;
  }
}
