// What the cashier can do. Promises: a request leaves only after the commit that records it (the
// book's), it leaves once, and the code is visible only between the last byte of the payment request
// and the first of: answer, time up, cancel.
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Profile } from '../../../src-shared/contract/profile.ts';
import { money } from '../../../src-shared/domain/money.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';
import { qrInterface } from '../../../src-shared/services/qr/operations.ts';
import {
  type AwaitingCustomer,
  isPartApproval,
  type Payment,
  type PaymentId,
  type RequestingCode,
} from '../../../src-shared/services/qr/payment.ts';
import { doubtAboutCode } from '../../../src-shared/services/qr/qr-text.ts';
import type { PaymentEvent } from '../../../src-shared/services/qr/transition.ts';
import type { Clock } from '../clock.ts';
import type { AdviceQueue } from '../engine/advice-queue.ts';
import type { Entry, PaymentBook, RequestAnswer } from '../engine/payment-book.ts';
import type { Log } from '../log.ts';
import { codeEvent, judge, paymentEvent } from '../services/qr/classify.ts';
import { isOfDisk } from '../store/safe/disk-trouble.ts';
import type { Store } from '../store/store.ts';
import { openPayments, setAside } from '../store/tables/payments.ts';
import type { Answer, IntermediaryClient } from '../wire/client.ts';
import type { Judged } from '../wire/judged.ts';
import type { Link } from '../wire/link.ts';
import { Completion } from './completion.ts';

/** How long a code may take to come, in milliseconds: a queue stands before the counter. */
const codeDeadlineMs = 15_000;

type Parts = {
  readonly store: Store;
  readonly book: PaymentBook;
  readonly client: IntermediaryClient;
  readonly queue: AdviceQueue;
  readonly link: Link;
  readonly profile: Profile;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
  /** Something we cannot go on from: stop here and let recovery settle it. */
  readonly onBroken: (error: unknown) => void;
};

/** The payment whose request is under way. */
type Live = {
  readonly paymentId: PaymentId;
  readonly abort: AbortController;
  codeVisible: boolean;
  deadlineMs: number;
};

type Done = Result<null, Failure>;
const done = succeed(null);

export class Till {
  readonly #parts: Parts;
  #live: Live | null = null;
  readonly #completion: Completion;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#completion = new Completion({
      ...parts,
      voidWindowMs: parts.profile.completion.voidWindowSeconds * 1_000,
      onDue: (paymentId, type) => this.#apply(paymentId, { type }),
    });
  }

  /** The payment request under way, for the snapshot. */
  get live(): Readonly<Pick<Live, 'paymentId' | 'codeVisible' | 'deadlineMs'>> | null {
    return this.#live;
  }

  /** What the approved payment waits for, for the snapshot. */
  get pending(): Completion['pending'] {
    return this.#completion.pending;
  }

  /** How long the customer has for each payment, in milliseconds. */
  get answerTimeMs(): number {
    return this.#parts.profile.interfaces.qr.answerSeconds * 1_000;
  }

  /**
   * At the start: whatever was under way is settled. A code that was being fetched is forgotten; a
   * payment that was waiting is not paid and owes a reversal; an approval goes on where it stood if
   * it had been shown, and is asked about if not (design §3, qr.md §9).
   */
  recover(): void {
    const { store } = this.#parts;
    for (const { payment } of openPayments(store)) {
      try {
        this.#recover(payment);
      } catch (error) {
        if (isOfDisk(error)) throw error;
        // Its rows contradict each other. A person has to look at it; the others are settled.
        setAside(store, payment.id, error);
      }
    }
  }

  /** Starts a payment of a new sale, or another attempt at the rest of `saleNumber`. */
  startPayment(amountMinor: number, saleNumber?: string): Done {
    const { book, profile, store } = this.#parts;
    const amount = money(amountMinor, profile.currency);
    const most = money(profile.maxAmountMinor, profile.currency);
    if (amountMinor > most.amountMinor) {
      return fail({ code: 'tooMuch', most });
    }
    const { counter } = book;
    if (counter && !isResult(counter)) {
      return fail({ code: 'otherPaymentOpen' });
    }
    if (saleNumber !== undefined) {
      const remaining = book.remainingOf(saleNumber);
      if (!remaining) return fail({ code: 'unknownSale' });
      // In another currency, should the profile have another one since, it is no part of the rest.
      if (remaining.currency !== amount.currency || amountMinor > remaining.amountMinor) {
        return fail({ code: 'moreThanRest', rest: remaining });
      }
    }
    if (!store.hasRoom()) {
      return fail({ code: 'diskFull' });
    }
    const started = book.begin(amount, saleNumber);
    this.#parts.queue.giveWay();
    this.#parts.onChange();
    this.#take(started.payment, started.request).catch(this.#parts.onBroken);
    return done;
  }

  /** The cashier calls the payment off. If money moved meanwhile, the reversal gives it back. */
  cancelPayment(paymentId: string): Done {
    const counter = this.#counter(paymentId);
    if (counter?.state !== 'requestingCode' && counter?.state !== 'awaitingCustomer') {
      return fail({ code: 'tooLateToCancel' });
    }
    this.#apply(counter.id, { type: 'cancelled' });
    return done;
  }

  /** The approval stands on the screen: from now on it confirms itself when the window ends. */
  approvalShown(paymentId: string): Done {
    const counter = this.#counter(paymentId);
    if (counter?.state !== 'approved' || this.pending?.kind !== 'unshown') return done;
    this.#apply(counter.id, { type: 'shown' });
    if (isPartApproval(counter)) this.#completion.ask('ask', counter.id);
    else this.#completion.confirm(counter.id);
    this.#parts.onChange();
    return done;
  }

  /** The sale is done: an approved payment is completed, a result is left. */
  nextSale(paymentId: string): Done {
    const counter = this.#counter(paymentId);
    if (!counter || counter.state === 'requestingCode' || counter.state === 'awaitingCustomer') {
      return fail({ code: 'notFinished' });
    }
    if (counter.state === 'approved') {
      this.#apply(counter.id, { type: 'completed' });
      // After a part payment the rest of the sale is still to be taken.
      if (isPartApproval(counter)) return done;
    }
    this.#parts.book.leave();
    this.#parts.onChange();
    return done;
  }

  /** Gives the money of an approved, unconfirmed payment back. */
  voidPayment(paymentId: string): Done {
    const counter = this.#counter(paymentId);
    if (counter?.state !== 'approved') {
      return fail({ code: 'tooLateToVoid' });
    }
    try {
      this.#apply(counter.id, { type: 'voided' });
    } catch (error) {
      // Void was pressed: what the store refused to note must not confirm itself.
      this.#completion.ask('ask', counter.id);
      throw error;
    }
    return done;
  }

  /** Stops where it stands. A payment under way is settled by the next start. */
  stop(): void {
    this.#completion.stop();
    this.#live?.abort.abort();
  }

  #recover(payment: Payment): void {
    if (payment.state !== 'approved') this.#apply(payment.id, { type: 'restarted' });
    else if (payment.shownAt === null || isPartApproval(payment)) {
      // Somebody has to be asked first, however long the till was off.
      this.#completion.ask('ask', payment.id);
    } else {
      this.#completion.confirm(payment.id, payment.shownAt);
    }
  }

  #counter(paymentId: string): Payment | undefined {
    const payment = this.#parts.book.counter;
    return payment?.id === paymentId ? payment : undefined;
  }

  async #take(payment: RequestingCode, request: string): Promise<void> {
    const { client } = this.#parts;
    const live: Live = {
      paymentId: payment.id,
      abort: new AbortController(),
      codeVisible: false,
      deadlineMs: 0,
    };
    this.#live = live;
    const answer = await client.send(
      { ...qrInterface.operations.createQrCode, body: request },
      {
        deadlineMs: Math.min(codeDeadlineMs, this.answerTimeMs),
        signal: live.abort.signal,
      },
    );
    if (this.#isStopped(live)) return;
    const judged = this.#judge('createQrCode', answer, request);
    const step = this.#apply(payment.id, codeEvent(judged), { operation: 'createQrCode', judged });
    if (step?.payment.state !== 'awaitingCustomer') return;
    const doubt = doubtAboutCode(step.payment.code);
    if (doubt) this.#parts.log.info('oddCode', { paymentId: payment.id, doubt });
    await this.#awaitCustomer(step.payment, step.payRequest, live);
  }

  async #awaitCustomer(payment: AwaitingCustomer, request: string, live: Live): Promise<void> {
    const { client, clock } = this.#parts;
    live.deadlineMs = clock.monotonicMs() + this.answerTimeMs;
    this.#parts.onChange();
    const answer = await client.send(
      { ...qrInterface.operations.pay, body: request },
      {
        deadlineMs: this.answerTimeMs,
        ownConnection: true,
        signal: live.abort.signal,
        onSent: () => {
          if (this.#live !== live || live.abort.signal.aborted) return;
          live.codeVisible = true;
          this.#parts.onChange();
          this.#parts.queue.goOn();
        },
        onLate: (raw) => {
          // After a sleep the answer may be here before the time is judged to be up.
          live.codeVisible = false;
          this.#keepLate(payment.id, judge('pay', { ...raw, sent: true }, request));
        },
      },
    );
    if (this.#isStopped(live)) return;
    live.codeVisible = false;
    const judged = this.#judge('pay', answer, request);
    this.#apply(payment.id, paymentEvent(judged), { operation: 'pay', judged });
  }

  // A late answer changes no decision: if the store will not have it, the payment goes on without.
  #keepLate(id: PaymentId, judged: Judged): void {
    const { book, queue, log } = this.#parts;
    try {
      if (book.keepLate(id, judged)) queue.sendOnceMore(id);
    } catch (error) {
      log.error('lateAnswerNotKept', error);
    }
    this.#parts.onChange();
  }

  // A stop or a cancel has been decided already; what the aborted call says is no answer.
  #isStopped(live: Live): boolean {
    return live.abort.signal.aborted;
  }

  #judge(operation: 'createQrCode' | 'pay', answer: Answer, request: string): Judged {
    const judged = judge(operation, answer, request);
    this.#parts.link.learn(judged);
    this.#parts.log.info('answer', {
      operation,
      status: judged.status,
      silence: judged.silence,
      errorType: judged.errorType,
    });
    return judged;
  }

  // Decided and stored by the book; what follows from it happens after the commit.
  #apply(id: PaymentId, event: PaymentEvent, answer?: RequestAnswer): Entry | null {
    const entry = this.#parts.book.apply(id, event, answer);
    if (entry) {
      this.#parts.log.info('payment', {
        paymentId: id,
        event: event.type,
        state: entry.payment.state,
      });
      this.#afterwards(entry, event);
    }
    return entry;
  }

  #afterwards({ payment, owes }: Entry, event: PaymentEvent): void {
    if (payment.state === 'approved' && payment.shownAt === null) {
      this.#completion.ask('unshown', payment.id);
    }
    if (isResult(payment)) this.#completion.forget(payment.id);
    if (payment.state !== 'awaitingCustomer' && this.#live?.paymentId === payment.id) {
      this.#live.codeVisible = false;
      // Otherwise the call has ended, or is only listened to for a late answer.
      if (event.type === 'cancelled') this.#live.abort.abort();
      this.#live = null;
    }
    this.#parts.onChange();
    if (owes) this.#parts.queue.lookAnew();
    if (isResult(payment)) this.#parts.queue.goOn();
  }
}

function isResult(payment: Payment): boolean {
  return payment.state === 'paid' || payment.state === 'notPaid';
}
