// Delivers what is owed. Promises: every owed advice is repeated with the same id and bytes until a
// final answer; a stuck one never blocks another; a final refusal goes to the exceptions list and
// stays there, as does one that only ever meets something foreign; an answer about our credentials,
// or a row of bare refusals or foreign answers, pauses the queue instead of burning it. The store is
// the queue: nothing here is lost with the process. Each interface has one.
import {
  type AdviceVerdict,
  judgeAdvice,
  type SettledBy,
} from '../../../src-shared/domain/advice.ts';
import { type RetrySchedule, retryDelayMs } from '../../../src-shared/domain/retry-schedule.ts';
import type { Chance, Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { storeTroubleMs } from '../store/safe/disk-trouble.ts';
import type { Store } from '../store/store.ts';
import {
  dueAdvices,
  lastDueMs,
  nextDueMs,
  noteAttempt,
  oweAgain,
  type StoredAdvice,
} from '../store/tables/advices.ts';
import { noteAdviceAttempt } from '../store/tables/exchanges.ts';
import type { Judged } from '../wire/judged.ts';
import type { Link } from '../wire/link.ts';
import { Breaker } from './breaker.ts';
import { ForeignRows } from './foreign-rows.ts';

/** What a service brings to have its advices delivered. */
export type AdviceService = {
  readonly name: string;
  /** Sends the advice once. Never rejects; `sent` is false when no byte of it left. */
  deliver(advice: StoredAdvice, signal: AbortSignal): Promise<Judged & { sent: boolean }>;
  readonly repeatOn503: boolean;
  readonly settledBy: SettledBy;
  /** How long a repeat waits, by the operation that is repeated. */
  retry(operation: string): RetrySchedule;
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
  readonly service: AdviceService;
  readonly link: Link;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly runId: string;
  /** Called after each attempt. */
  readonly onChange: () => void;
};

export class AdviceQueue {
  readonly #parts: Parts;
  /** Advices on their way or with a result that has not been noted yet, each with its transaction. */
  readonly #busy = new Map<string, string>();
  /** Transactions with a late answer while their advice was busy: the far end may have had it too soon. */
  readonly #overtaken = new Set<string>();
  /** Advices that were sent in this run, and the disk would not note it. */
  readonly #sentUnnoted = new Set<string>();
  readonly #sending = new Set<Promise<void>>();
  /** Read as due and not launched yet, the longest due first. */
  #ready: StoredAdvice[] = [];
  #results: Result[] = [];
  #callOffNote: (() => void) | null = null;
  readonly #abort = new AbortController();
  readonly #breaker = new Breaker();
  readonly #foreignRows = new ForeignRows();
  /** Until when the disk advises against sending. */
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

  /** Something new is owed: it goes before what was read as due earlier. */
  lookAnew(): void {
    this.#ready = [];
    this.wake();
  }

  /** The link or the credentials are back: everything is due. The breaker does not forget by that. */
  resume(): void {
    this.#breaker.forgetHolds();
    this.#makeAllDue();
    this.wake();
  }

  /** A person wants it tried now, whatever was learnt. */
  sendNow(): void {
    this.#breaker.forget();
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
    const put = this.#parts.store.commit('sendAgain', () => oweAgain(this.#parts.store, adviceId));
    if (put) this.lookAnew();
    return put;
  }

  /**
   * An answer to this transaction came late, and money may have moved since its advice was sent: one
   * that is busy goes out once more, whatever it is answered. Others do by what the store says.
   */
  sendOnceMore(transactionId: string): void {
    if ([...this.#busy.values()].includes(transactionId)) this.#overtaken.add(transactionId);
    this.lookAnew();
  }

  /** Why nothing is being sent, if so. */
  get paused(): 'noConnection' | 'credentialsRefused' | 'refusedInARow' | null {
    const { state } = this.#parts.link;
    if (state === 'noConnection' || state === 'credentialsRefused') return state;
    return this.#breaker.opened > 0 ? 'refusedInARow' : null;
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
    const { store, service, clock } = this.#parts;
    const aheadMs = Math.ceil(lastDueMs(store, service.name) - clock.monotonicMs());
    this.#aheadMs = Math.max(this.#aheadMs, aheadMs);
  }

  #nextDueMs(nowMs: number): number | undefined {
    const { store, service } = this.#parts;
    const dueMs = nextDueMs(store, service.name, nowMs + this.#aheadMs);
    return dueMs === undefined ? undefined : dueMs - this.#aheadMs;
  }

  get #closedUntilMs(): number {
    return Math.max(this.#breaker.pausedUntilMs, this.#diskTroubleUntilMs, this.#givesWayUntilMs);
  }

  #openLanes(nowMs: number): number {
    if (nowMs < this.#closedUntilMs || this.#parts.link.state === 'noConnection') return 0;
    // After a refusal one goes ahead of the others until it is known how the far end answers.
    return this.#breaker.isTrusted ? lanes : 1;
  }

  #nextDue(nowMs: number): StoredAdvice | undefined {
    if (this.#ready.length === 0) {
      // What is noted is not read again.
      if (this.#results.length > readAtOnce / 2) this.#commitResults();
      const { store, service } = this.#parts;
      const due = dueAdvices(
        store,
        service.name,
        nowMs + this.#aheadMs,
        readAtOnce + this.#busy.size,
      );
      this.#ready = due.filter(({ id }) => !this.#busy.has(id));
    }
    return this.#ready.shift();
  }

  #launch(advice: StoredAdvice): void {
    this.#busy.set(advice.id, advice.transaction_id);
    const attempt = this.#attempt(advice).finally(() => {
      this.#sending.delete(attempt);
      this.wake();
    });
    this.#sending.add(attempt);
  }

  async #attempt(advice: StoredAdvice): Promise<void> {
    const { clock, link, log, service } = this.#parts;
    const sentAt = clock.stamp();
    const answer = await service.deliver(advice, this.#abort.signal);
    // A stop is not an answer: the next run repeats the advice.
    if (this.#abort.signal.aborted) return;
    const nowMs = clock.monotonicMs();
    const verdict = judgeAdvice({
      kind: advice.kind,
      outcome: answer.outcome,
      status: answer.status,
      foreign: this.#foreignRows.learn(advice.id, answer, nowMs),
      errorType: answer.errorType,
      sentBefore:
        advice.sends > 0 ||
        advice.owed_in_run !== this.#parts.runId ||
        this.#sentUnnoted.has(advice.id),
      repeatOn503: service.repeatOn503,
      settledBy: service.settledBy,
    });
    // Should a person send it again, it is counted anew.
    if (verdict === 'attention') this.#foreignRows.forget(advice.id);
    this.#results.push({ advice, answer, verdict, sentAt, at: clock.stamp() });
    if (this.#results.length >= noteAtOnce) this.#noteResults();
    else this.#callOffNote ??= clock.after(noteWithinMs, () => this.#noteInTime());
    link.learn(answer);
    const opens = this.#breaker.learn(advice.id, verdict, answer, nowMs);
    if (opens) log.info('breakerOpen', { times: this.#breaker.opened });
    // What is delivered is told by the batch: what came of each stands in its sale's timeline.
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
      const note = () => {
        for (const result of results) this.#note(result, nowMs);
      };
      store.commit('results', note, { recordLater: true });
      for (const { advice } of results) this.#sentUnnoted.delete(advice.id);
      const delivered = results.filter(({ verdict }) => verdict === 'delivered').length;
      if (delivered > 0) log.info('advicesDelivered', { count: delivered });
    } catch (error) {
      // Not noted is not lost: what was answered stays owed and goes out again.
      for (const { advice, answer } of results) if (answer.sent) this.#sentUnnoted.add(advice.id);
      log.error('advicesNotNoted', error);
      this.#diskTroubleUntilMs = nowMs + storeTroubleMs;
    }
    for (const { advice } of results) {
      this.#busy.delete(advice.id);
      this.#overtaken.delete(advice.transaction_id);
    }
    this.#parts.onChange();
    return true;
  }

  #note({ advice, answer, verdict, sentAt, at }: Result, nowMs: number): void {
    const { store, chance, service } = this.#parts;
    const retry = service.retry(advice.operation);
    const waitMs =
      verdict === 'repeat' ? retryDelayMs(retry, advice.attempts + 1, chance.draw()) : 0;
    const isOvertaken = verdict === 'delivered' && this.#overtaken.has(advice.transaction_id);
    noteAttempt(store, advice, {
      state: verdict === 'repeat' || verdict === 'hold' || isOvertaken ? 'owed' : verdict,
      dueMs: nowMs + this.#aheadMs + waitMs,
      sent: answer.sent,
      at,
    });
    noteAdviceAttempt(store, advice, answer, sentAt, at);
  }
}
