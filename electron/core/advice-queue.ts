// Delivers what is owed. Promises: every owed advice is repeated with the same id and bytes until a
// final answer; a stuck one never blocks another; a final refusal goes to the exceptions list and
// stays there; an answer about our credentials, or a row of bare refusals, pauses the queue instead
// of burning it. The store is the queue: nothing here is lost with the process.
import { type AdviceVerdict, judgeAdvice } from '../../src-shared/domain/advice.ts';
import {
  adviceRetry,
  breakerRetry,
  retryCeilingMs,
  retryDelayMs,
} from '../../src-shared/domain/retry-schedule.ts';
import type { Chance, Clock } from './clock.ts';
import type { Judged } from './intermediary/classify.ts';
import type { Line } from './intermediary/line.ts';
import type { Log } from './log.ts';
import {
  dueAdvices,
  makeAllDue,
  nextDueMs,
  noteAttempt,
  oweAgain,
  type StoredAdvice,
} from './store/advices.ts';
import { noteAdviceAttempt } from './store/exchanges.ts';
import type { Store } from './store/open.ts';

/** What a service (QR now, others later) brings to have its advices delivered. */
export type AdviceService = {
  /** Sends the advice once. Never rejects; `sent` is false when no byte of it left. */
  deliver(advice: StoredAdvice, signal: AbortSignal): Promise<Judged & { sent: boolean }>;
  readonly repeatOn503: boolean;
};

/** How many advices are on their way at the same time. */
const lanes = 4;
/** Final refusals in a row, without an ErrorDetail, that open the breaker. */
const breakerLimit = 3;
/** Pause after the store refused to note a result, in milliseconds. */
const storeTroubleMs = 5_000;

type Parts = {
  readonly store: Store;
  readonly services: Readonly<Record<string, AdviceService>>;
  readonly line: Line;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly runId: string;
  /** Called after each attempt. */
  readonly onChange: () => void;
};

export class AdviceQueue {
  readonly #parts: Parts;
  readonly #inFlight = new Map<string, Promise<void>>();
  readonly #abort = new AbortController();
  #bareRefusals = 0;
  #breakerOpened = 0;
  #pausedUntilMs = 0;
  #callOffTimer = () => {};

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Everything owed is due: what an earlier run waited for has no meaning in this one. */
  start(): void {
    makeAllDue(this.#parts.store);
    this.wake();
  }

  /** Sends what is due, as far as lanes are free. */
  wake(): void {
    const { store, clock } = this.#parts;
    if (this.#abort.signal.aborted) return;
    this.#callOffTimer();
    const nowMs = clock.monotonicMs();
    const free = this.#openLanes(nowMs) - this.#inFlight.size;
    if (free > 0) {
      dueAdvices(store, nowMs, lanes + this.#inFlight.size)
        .filter(({ id }) => !this.#inFlight.has(id))
        .slice(0, free)
        .forEach((advice) => this.#launch(advice));
    }
    const nextMs = nowMs < this.#pausedUntilMs ? this.#pausedUntilMs : nextDueMs(store, nowMs);
    if (nextMs !== undefined) this.#callOffTimer = clock.after(nextMs - nowMs, () => this.wake());
  }

  /** Makes everything due and tries it: a person asked, or the line or the credentials are back. */
  sendNow(): void {
    this.#breakerOpened = 0;
    this.#bareRefusals = 0;
    this.#pausedUntilMs = 0;
    makeAllDue(this.#parts.store);
    this.wake();
  }

  /** Puts an advice from the exceptions list back to be repeated. False when it is not there. */
  sendAgain(adviceId: string): boolean {
    const put = this.#parts.store.transact(() => oweAgain(this.#parts.store, adviceId));
    if (put) this.wake();
    return put;
  }

  /** Why nothing is being sent, if so. */
  get paused(): 'noConnection' | 'credentialsRefused' | 'refusedInARow' | null {
    const { state } = this.#parts.line;
    if (state === 'noConnection' || state === 'credentialsRefused') return state;
    return this.#breakerOpened > 0 ? 'refusedInARow' : null;
  }

  isInFlight(adviceId: string): boolean {
    return this.#inFlight.has(adviceId);
  }

  /** Stops sending and waits until no attempt is left. What is owed stays owed. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.#callOffTimer();
    await Promise.all(this.#inFlight.values());
  }

  #openLanes(nowMs: number): number {
    const { state } = this.#parts.line;
    if (state === 'noConnection' || state === 'credentialsRefused') return 0;
    if (nowMs < this.#pausedUntilMs) return 0;
    return this.#breakerOpened > 0 ? 1 : lanes;
  }

  #launch(advice: StoredAdvice): void {
    const attempt = this.#attempt(advice).finally(() => {
      this.#inFlight.delete(advice.id);
      this.wake();
      this.#parts.onChange();
    });
    this.#inFlight.set(advice.id, attempt);
  }

  async #attempt(advice: StoredAdvice): Promise<void> {
    const { clock, line, log, services } = this.#parts;
    const sentAt = clock.stamp();
    const service = services[advice.interface];
    if (!service) throw new Error(`No service delivers advices of ${advice.interface}`);
    const answer = await service.deliver(advice, this.#abort.signal);
    // A stop is not an answer: the next run repeats the advice.
    if (this.#abort.signal.aborted) return;
    const verdict = judgeAdvice({
      kind: advice.kind,
      outcome: answer.outcome,
      status: answer.status,
      errorType: answer.errorType,
      sentBefore: advice.sends > 0 || advice.owed_in_run !== this.#parts.runId,
      repeatOn503: service.repeatOn503,
    });
    try {
      this.#note(advice, answer, verdict, sentAt);
    } catch (error) {
      // Not noted is not lost: it stays owed and goes out again, which the protocol allows.
      log.error('adviceNotNoted', error);
      this.#pausedUntilMs = clock.monotonicMs() + storeTroubleMs;
    }
    this.#watchForBareRefusals(verdict === 'attention' && !answer.explained, answer);
    line.learn(answer);
    log.info('advice', {
      adviceId: advice.id,
      operation: advice.operation,
      status: answer.status,
      silence: answer.silence,
      errorType: answer.errorType,
      verdict,
    });
  }

  #note(
    advice: StoredAdvice,
    answer: Judged & { sent: boolean },
    verdict: AdviceVerdict,
    sentAt: string,
  ): void {
    const { store, clock, chance } = this.#parts;
    const at = clock.stamp();
    const waitMs =
      verdict === 'repeat' ? retryDelayMs(adviceRetry, advice.attempts + 1, chance.draw()) : 0;
    store.transact(() => {
      noteAttempt(store, advice.id, {
        state: verdict === 'repeat' || verdict === 'hold' ? 'owed' : verdict,
        dueMs: clock.monotonicMs() + waitMs,
        sent: answer.sent,
        at,
      });
      noteAdviceAttempt(store, advice, answer, sentAt, at);
    });
  }

  // A maintenance page answers every advice with the same bare refusal. Three in a row are enough
  // to believe that it speaks about the path and not about each advice.
  #watchForBareRefusals(refused: boolean, answer: Judged): void {
    if (!refused) {
      if (answer.outcome !== 'unknown') this.#bareRefusals = 0;
      if (answer.outcome === 'successful') this.#breakerOpened = 0;
      return;
    }
    this.#bareRefusals += 1;
    if (this.#bareRefusals < breakerLimit) return;
    this.#breakerOpened += 1;
    this.#pausedUntilMs =
      this.#parts.clock.monotonicMs() + retryCeilingMs(breakerRetry, this.#breakerOpened);
    this.#parts.log.info('breakerOpen', { times: this.#breakerOpened });
  }
}
