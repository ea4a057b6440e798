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
  lastDueMs,
  nextDueMs,
  noteAttempt,
  oweAgain,
  parkAdvice,
  type StoredAdvice,
} from './store/advices.ts';
import { noteAdviceAttempt } from './store/exchanges.ts';
import type { Store } from './store/store.ts';

/** What a service (QR now, others later) brings to have its advices delivered. */
export type AdviceService = {
  /** Sends the advice once. Never rejects; `sent` is false when no byte of it left. */
  deliver(advice: StoredAdvice, signal: AbortSignal): Promise<Judged & { sent: boolean }>;
  readonly repeatOn503: boolean;
};

/** How many advices are on their way at the same time. */
const lanes = 4;
/** How many due advices are read from the store at once. */
const readAtOnce = 1_000;
/** Results are noted together: when this many have come, after this long, or when nothing is sent. */
const noteAtOnce = 1_000;
const noteWithinMs = 250;
/** How long the queue stands back at most for a sale whose code is being fetched, in milliseconds. */
const giveWayMs = 1_000;
/** Final refusals in a row, without an ErrorDetail, that open the breaker. */
const breakerLimit = 3;
/** Pause after the store refused to note a result, in milliseconds. */
const storeTroubleMs = 5_000;

/** What came of one attempt, until it is noted. */
type Result = {
  readonly advice: StoredAdvice;
  readonly answer: Judged & { sent: boolean };
  readonly verdict: AdviceVerdict;
  readonly sentAt: string;
  readonly at: string;
};

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
  /** Advices on their way or with a result that has not been noted yet. */
  readonly #busy = new Set<string>();
  readonly #sending = new Set<Promise<void>>();
  /** Read as due and not launched yet, the longest due first. */
  #ready: StoredAdvice[] = [];
  #results: Result[] = [];
  #callOffNote: (() => void) | null = null;
  readonly #abort = new AbortController();
  /** False from a bare refusal or a pause until something else is answered. */
  #isTrusted = true;
  #bareRefusals = 0;
  #breakerOpened = 0;
  #holds = 0;
  /** Until when answers advise against sending, and until when the disk does. */
  #pausedUntilMs = 0;
  #diskTroubleUntilMs = 0;
  #givesWayUntilMs = 0;
  /** How far the time that `due_ms` counts on is ahead of the clock. */
  #aheadMs = 0;
  #callOffTimer = () => {};

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Everything owed is due: what an earlier run waited for has no meaning in this one. */
  start(): void {
    this.#makeAllDue();
    this.wake();
  }

  /** Sends what is due, as far as lanes are free. */
  wake(): void {
    const { clock } = this.#parts;
    if (this.#abort.signal.aborted) return;
    this.#callOffTimer();
    const nowMs = clock.monotonicMs();
    while (this.#sending.size < this.#openLanes(nowMs)) {
      const advice = this.#nextDue(nowMs);
      if (!advice) break;
      this.#launch(advice);
    }
    if (this.#sending.size === 0 && nowMs >= this.#givesWayUntilMs) this.#noteResults();
    // With every lane taken, the next answer wakes the queue.
    if (this.#sending.size >= lanes) return;
    const openMs = this.#closedUntilMs;
    const nextMs = nowMs < openMs ? openMs : this.#nextDueMs(nowMs);
    if (nextMs !== undefined) this.#callOffTimer = clock.after(nextMs - nowMs, () => this.wake());
  }

  /** The line or the credentials are back: everything is due. The breaker does not forget by that. */
  resume(): void {
    if (this.#holds > 0) this.#pausedUntilMs = 0;
    this.#holds = 0;
    this.#makeAllDue();
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

  /** A sale begins: until `goOn` (or for a second) nothing new is sent, so that its code is not late. */
  giveWay(): void {
    this.#givesWayUntilMs = this.#parts.clock.monotonicMs() + giveWayMs;
  }

  /** The sale has its code, or will have none. */
  goOn(): void {
    if (this.#givesWayUntilMs === 0) return;
    this.#givesWayUntilMs = 0;
    this.wake();
  }

  /** Puts an advice from the exceptions list back to be repeated. False when it is not there. */
  sendAgain(adviceId: string): boolean {
    const put = this.#parts.store.transact('sendAgain', () =>
      oweAgain(this.#parts.store, adviceId),
    );
    if (put) this.wake();
    return put;
  }

  /** Why nothing is being sent, if so. */
  get paused(): 'noConnection' | 'credentialsRefused' | 'refusedInARow' | null {
    const { state } = this.#parts.line;
    if (state === 'noConnection' || state === 'credentialsRefused') return state;
    return this.#breakerOpened > 0 ? 'refusedInARow' : null;
  }

  /** How long until an advice goes out again, in milliseconds; null when it is on its way. */
  waitMs({ id, due_ms: dueMs }: StoredAdvice): number | null {
    if (this.#busy.has(id)) return null;
    return Math.max(0, Math.round(dueMs - this.#aheadMs - this.#parts.clock.monotonicMs()));
  }

  /** Stops sending and waits until no attempt is left. What is owed stays owed. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.#callOffTimer();
    await Promise.all(this.#sending);
    this.#noteResults();
  }

  // Moves the time that waits count on and not the waits: however much is owed, nothing is written.
  #makeAllDue(): void {
    const { store, clock } = this.#parts;
    const aheadMs = Math.ceil(lastDueMs(store) - clock.monotonicMs());
    this.#aheadMs = Math.max(this.#aheadMs, aheadMs);
  }

  #nextDueMs(nowMs: number): number | undefined {
    const dueMs = nextDueMs(this.#parts.store, nowMs + this.#aheadMs);
    return dueMs === undefined ? undefined : dueMs - this.#aheadMs;
  }

  get #closedUntilMs(): number {
    return Math.max(this.#pausedUntilMs, this.#diskTroubleUntilMs, this.#givesWayUntilMs);
  }

  #openLanes(nowMs: number): number {
    if (nowMs < this.#closedUntilMs || this.#parts.line.state === 'noConnection') return 0;
    // After a refusal one goes ahead of the others until it is known how the far end answers.
    return this.#isTrusted ? lanes : 1;
  }

  #nextDue(nowMs: number): StoredAdvice | undefined {
    if (this.#ready.length === 0) {
      // What is noted is not read again.
      if (this.#results.length > readAtOnce / 2) this.#commitResults();
      const due = dueAdvices(
        this.#parts.store,
        nowMs + this.#aheadMs,
        readAtOnce + this.#busy.size,
      );
      this.#ready = due.filter(({ id }) => !this.#busy.has(id));
    }
    return this.#ready.shift();
  }

  #launch(advice: StoredAdvice): void {
    this.#busy.add(advice.id);
    const attempt = this.#attempt(advice).finally(() => {
      this.#sending.delete(attempt);
      this.wake();
    });
    this.#sending.add(attempt);
  }

  async #attempt(advice: StoredAdvice): Promise<void> {
    const { clock, line, log, services, store } = this.#parts;
    const sentAt = clock.stamp();
    const service = services[advice.interface];
    if (!service) {
      log.error('advice', new Error(`no service delivers advices of ${advice.interface}`));
      store.transact('park', () => parkAdvice(store, advice.id));
      this.#busy.delete(advice.id);
      this.#parts.onChange();
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
    this.#results.push({ advice, answer, verdict, sentAt, at: clock.stamp() });
    if (this.#results.length >= noteAtOnce) this.#noteResults();
    else this.#callOffNote ??= clock.after(noteWithinMs, () => this.#noteInTime());
    line.learn(answer);
    this.#learn(verdict, answer);
    // What is delivered is told by the batch: what came of each stands in its payment's timeline.
    if (verdict === 'delivered') return;
    log.info('advice', {
      adviceId: advice.id,
      operation: advice.operation,
      status: answer.status,
      silence: answer.silence,
      errorType: answer.errorType,
      verdict,
    });
  }

  // Nor does the disk keep a sale waiting for its code.
  #noteInTime(): void {
    const { clock } = this.#parts;
    const leftMs = this.#givesWayUntilMs - clock.monotonicMs();
    if (leftMs <= 0) this.#noteResults();
    else this.#callOffNote = clock.after(leftMs, () => this.#noteInTime());
  }

  // Several results, one commit: a lane does not wait for the disk. A crash before it costs nothing
  // but a repeat with the same id and bytes, which the protocol allows.
  #noteResults(): void {
    if (!this.#commitResults()) return;
    // A repeat that waits has its time from now on.
    this.wake();
  }

  #commitResults(): boolean {
    const { store, clock, log } = this.#parts;
    const results = this.#results;
    this.#callOffNote?.();
    this.#callOffNote = null;
    if (results.length === 0) return false;
    this.#results = [];
    const nowMs = clock.monotonicMs();
    try {
      store.transact('results', () => {
        for (const result of results) this.#note(result, nowMs);
      });
    } catch (error) {
      // Not noted is not lost: what was answered stays owed and goes out again.
      log.error('advicesNotNoted', error);
      this.#diskTroubleUntilMs = nowMs + storeTroubleMs;
    }
    const delivered = results.filter(({ verdict }) => verdict === 'delivered').length;
    if (delivered > 0) log.info('advicesDelivered', { count: delivered });
    for (const { advice } of results) this.#busy.delete(advice.id);
    this.#parts.onChange();
    return true;
  }

  #note({ advice, answer, verdict, sentAt, at }: Result, nowMs: number): void {
    const { store, chance } = this.#parts;
    const waitMs =
      verdict === 'repeat' ? retryDelayMs(adviceRetry, advice.attempts + 1, chance.draw()) : 0;
    noteAttempt(store, advice, {
      state: verdict === 'repeat' || verdict === 'hold' ? 'owed' : verdict,
      dueMs: nowMs + this.#aheadMs + waitMs,
      sent: answer.sent,
      at,
    });
    noteAdviceAttempt(store, advice, answer, sentAt, at);
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
