// Carries transactions out: sends what a step asks for, judges the answer and has it decided, until there
// is nothing to send. Promises: a request leaves only after the commit that records it (the book's), it
// leaves once, and it is known at each moment whether the one with the financial effect is on its way.
import type { Profile } from '../../../src-shared/contract/profile.ts';
import type { TakenTender } from '../../../src-shared/domain/advice.ts';
import { isEnded, type SaleCall } from '../../../src-shared/domain/transaction.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { addressed } from '../wire/addressed.ts';
import type { Answer } from '../wire/client.ts';
import type { Judged } from '../wire/judged.ts';
import type { Endpoint } from './endpoint.ts';
import type { Entry, TransactionBook } from './transaction-book.ts';

type Parts = {
  readonly book: TransactionBook;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly profile: Profile;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
  /** Something was decided and stored. */
  readonly onEntry: (entry: Entry) => void;
  /** Something we cannot go on from: stop here and let recovery settle it. */
  readonly onBroken: (error: unknown) => void;
};

/** A transaction whose request is under way. */
type Live = {
  readonly id: string;
  readonly abort: AbortController;
  /** The request with the financial effect has left, and its answer is not in. */
  isAtFarEnd: boolean;
  deadlineMs: number;
  /** How long that answer may take, in milliseconds. */
  readonly wholeMs: number;
};

export class Runner {
  readonly #parts: Parts;
  readonly #live = new Map<string, Live>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The request of a transaction under way. */
  liveOf(id: string): Readonly<Pick<Live, 'isAtFarEnd' | 'deadlineMs' | 'wholeMs'>> | null {
    return this.#live.get(id) ?? null;
  }

  /** Goes on with what has been written. */
  follow(entry: Entry): void {
    const { id } = entry.transaction;
    this.#afterwards(entry);
    if (!entry.sends) return;
    const { service } = this.#endpointOf(entry);
    const isRequest = (name: string) => service.operations[name]?.role === 'request';
    // Where something is looked up first, the time of the request that follows is told from the start.
    const { operation } = entry.sends;
    const request = isRequest(operation)
      ? operation
      : (Object.keys(service.operations).find(isRequest) ?? operation);
    const wholeMs = service.deadlineMs(request, this.#parts.profile);
    const abort = new AbortController();
    const live: Live = { id, abort, isAtFarEnd: false, deadlineMs: 0, wholeMs };
    this.#live.set(id, live);
    this.#run(entry, live).catch(this.#parts.onBroken);
  }

  /** As the book's, with what follows from it. */
  tell(id: string, call: SaleCall, tenders?: readonly TakenTender[]): Entry | null {
    const entry = this.#parts.book.tell(id, call, tenders);
    if (entry) this.#afterwards(entry);
    return entry;
  }

  /** Stops where it stands. What is under way is settled by the next start. */
  stop(): void {
    for (const { abort } of this.#live.values()) abort.abort();
  }

  async #run(first: Entry, live: Live): Promise<void> {
    const { book, log } = this.#parts;
    for (let entry: Entry | null = first; entry?.sends; ) {
      const { operation, request } = entry.sends;
      const answer = await this.#send(entry, operation, request, live);
      // A stop or a cancel has been decided already; what the aborted call says is no answer.
      if (live.abort.signal.aborted) return;
      live.isAtFarEnd = false;
      const judged = this.#judge(entry, operation, answer, request);
      entry = book.take(live.id, { operation, judged });
      if (entry) this.#afterwards(entry);
      if (entry?.doubt) log.info('odd', { transactionId: live.id, doubt: entry.doubt });
    }
  }

  #send(entry: Entry, operation: string, request: string, live: Live): Promise<Answer> {
    const { clock, profile } = this.#parts;
    const { client, service, queue } = this.#endpointOf(entry);
    const known = service.operations[operation];
    const deadlineMs = service.deadlineMs(operation, profile);
    if (!known) throw new Error(`${service.name} has no ${operation}`);
    const message = addressed(known, request);
    if (known.role !== 'request') {
      return client.send(message, { deadlineMs, signal: live.abort.signal });
    }
    live.deadlineMs = clock.monotonicMs() + deadlineMs;
    this.#parts.onChange();
    return client.send(message, {
      deadlineMs,
      ownConnection: true,
      signal: live.abort.signal,
      onSent: () => {
        if (this.#live.get(live.id) !== live || live.abort.signal.aborted) return;
        live.isAtFarEnd = true;
        this.#parts.onChange();
        queue.goOn();
      },
      onLate: (raw) => {
        // After a sleep the answer may be here before the time is judged to be up.
        live.isAtFarEnd = false;
        const judged = service.judge(operation, { ...raw, sent: true }, request, profile);
        this.#keepLate(entry, operation, judged);
      },
    });
  }

  // A late answer changes no decision: if the store will not have it, the transaction goes on without.
  #keepLate(entry: Entry, operation: string, judged: Judged): void {
    const { book, log } = this.#parts;
    const { id } = entry.transaction;
    try {
      if (book.keepLate(id, operation, judged)) this.#endpointOf(entry).queue.sendOnceMore(id);
    } catch (error) {
      log.error('lateAnswerNotKept', error);
    }
    this.#parts.onChange();
  }

  #judge(entry: Entry, operation: string, answer: Answer, request: string): Judged {
    const { log, profile } = this.#parts;
    const { service, link } = this.#endpointOf(entry);
    const judged = service.judge(operation, answer, request, profile);
    link.learn(judged);
    log.info('answer', {
      operation,
      status: judged.status,
      silence: judged.silence,
      errorType: judged.errorType,
    });
    return judged;
  }

  #afterwards(entry: Entry): void {
    const { log, onChange, onEntry } = this.#parts;
    const { transaction, event, owes, sends } = entry;
    const { id, phase, step } = transaction;
    // An interface that is set up no more has none: what is owed there stands for a person.
    const queue = this.#parts.endpoints[transaction.service]?.queue;
    log.info('transaction', { transactionId: id, event, phase, step });
    onEntry(entry);
    const live = this.#live.get(id);
    if (live && !sends) {
      live.isAtFarEnd = false;
      // Otherwise the call has ended, or is only listened to for a late answer.
      if (event === 'cancelled') live.abort.abort();
      this.#live.delete(id);
    }
    onChange();
    if (owes) queue?.lookAnew();
    if (isEnded(phase)) queue?.goOn();
  }

  #endpointOf({ transaction }: Entry): Endpoint {
    const endpoint = this.#parts.endpoints[transaction.service];
    if (!endpoint) throw new Error(`no endpoint of ${transaction.service}`);
    return endpoint;
  }
}
