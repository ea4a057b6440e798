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
  parkAdvice,
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
  /** False from a bare refusal or a pause until something else is answered. */
  #isTrusted = true;
  #bareRefusals = 0;
  #breakerOpened = 0;
  #holds = 0;
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

  /** The line or the credentials are back: everything is due. The breaker does not forget by that. */
  resume(): void {
    if (this.#holds > 0) this.#pausedUntilMs = 0;
    this.#holds = 0;
    makeAllDue(this.#parts.store);
    this.wake();
  }

  /** A person wants it tried now, whatever was learnt. */
  sendNow(): void {
    this.#breakerOpened = 0;
    this.#bareRefusals = 0;
    this.#holds = 0;
    this.#pausedUntilMs = 0;
    this.resume();
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
    if (this.#parts.line.state === 'noConnection' || nowMs < this.#pausedUntilMs) return 0;
    // After a refusal one goes ahead of the others until it is known how the far end answers.
    return this.#isTrusted ? lanes : 1;
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
    const { clock, line, log, services, store } = this.#parts;
    const sentAt = clock.stamp();
    const service = services[advice.interface];
    if (!service) {
      log.error('advice', new Error(`no service delivers advices of ${advice.interface}`));
      store.transact(() => parkAdvice(store, advice.id));
      return;
    }
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
    line.learn(answer);
    this.#learn(verdict, answer);
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
  // to believe that it speaks about the path and not about each advice. A refusal of credentials
  // holds everything back at once; one advice tries again now and then.
  #learn(verdict: AdviceVerdict, answer: Judged): void {
    if (verdict === 'hold') {
      this.#holds += 1;
      this.#pause(this.#holds);
      return;
    }
    if (answer.outcome === 'unknown') return;
    const isBareRefusal = verdict === 'attention' && !answer.explained;
    this.#isTrusted = !isBareRefusal;
    if (!isBareRefusal) {
      this.#bareRefusals = 0;
      this.#breakerOpened = 0;
      this.#holds = 0;
      this.#pausedUntilMs = 0;
      return;
    }
    this.#bareRefusals += 1;
    if (this.#bareRefusals < breakerLimit) return;
    this.#breakerOpened += 1;
    this.#pause(this.#breakerOpened);
    this.#parts.log.info('breakerOpen', { times: this.#breakerOpened });
  }

  #pause(times: number): void {
    const { clock } = this.#parts;
    this.#isTrusted = false;
    this.#pausedUntilMs = clock.monotonicMs() + retryCeilingMs(breakerRetry, times);
  }
}
