// What an approval waits for: to be seen, to be decided about, or for its sale to complete itself when
// the void window ends. Promises: one wait at a time; its end is tried until the store can note it.
import { type Clock, stampDistanceMs } from '../clock.ts';
import type { Log } from '../log.ts';
import { mayPass, storeTroubleMs } from '../store/safe/disk-trouble.ts';

/** How long an approval that nobody decided on is kept before it is voided, in milliseconds. */
const undecidedMs = 10 * 60_000;

type Parts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly voidWindowMs: number;
  /** The time is up: what happens to it, or to its sale. */
  readonly onDue: (transactionId: string, event: 'completed' | 'leftUndecided') => void;
  readonly onChange: () => void;
  /** Something we cannot go on from: stop here and let recovery settle it. */
  readonly onBroken: (error: unknown) => void;
};

type Pending = {
  readonly transactionId: string;
  readonly kind: 'unshown' | 'confirms' | 'ask';
  readonly dueMs: number;
  readonly callOff: () => void;
};

export class Completion {
  readonly #parts: Parts;
  #pending: Pending | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What is waited for. */
  get pending(): Readonly<Pick<Pending, 'transactionId' | 'kind' | 'dueMs'>> | null {
    return this.#pending;
  }

  /** Somebody has to see it, or to decide. When nobody does within `mostMs` at the latest, it is voided. */
  ask(kind: 'unshown' | 'ask', transactionId: string, mostMs = undecidedMs): void {
    this.#wait(kind, transactionId, Math.min(undecidedMs, mostMs));
  }

  /** The store would not note that its sale completed: that is tried again. */
  tryAgain(transactionId: string): void {
    this.#wait('confirms', transactionId, storeTroubleMs);
  }

  /** It confirms itself when the void window ends, which began at `shownAt` or begins now. */
  confirm(transactionId: string, shownAt?: string): void {
    this.#wait('confirms', transactionId, this.#parts.voidWindowMs, shownAt);
  }

  /** The transaction has come to its end: there is nothing to wait for. */
  forget(transactionId: string): void {
    if (this.#pending?.transactionId !== transactionId) return;
    this.#pending.callOff();
    this.#pending = null;
  }

  stop(): void {
    this.#pending?.callOff();
  }

  // Time that passed while the till was off counts, as far as the wall clock can be believed.
  #wait(kind: Pending['kind'], transactionId: string, wholeMs: number, since?: string): void {
    const { clock, log } = this.#parts;
    const passedMs = since === undefined ? 0 : stampDistanceMs(since, clock.stamp());
    const leftMs = Math.min(Math.max(wholeMs - passedMs, 0), wholeMs);
    this.#pending?.callOff();
    const callOff = clock.after(leftMs, () => {
      try {
        this.#parts.onDue(transactionId, kind === 'confirms' ? 'completed' : 'leftUndecided');
      } catch (error) {
        if (!mayPass(error)) return this.#parts.onBroken(error);
        // No room, or read-only: a new start would meet the same. It stays approved until it can be
        // written, and the cashier can still do otherwise.
        log.error('notCompletedYet', error);
        this.#wait(kind, transactionId, storeTroubleMs);
        this.#parts.onChange();
      }
    });
    this.#pending = { transactionId, kind, dueMs: clock.monotonicMs() + leftMs, callOff };
  }
}
