// Writes what was decided about payments, and is the only one to do so. Promises: the answer, the
// next state, the advice it owes and the request it leads to are one commit, durable before anything
// that follows from it is sent or shown.
import type { Profile } from '../../../src-shared/contract/profile.ts';
import type { OwedAdvice } from '../../../src-shared/domain/advice.ts';
import type { Money } from '../../../src-shared/domain/money.ts';
import { invariant } from '../../../src-shared/result.ts';
import { qrAdviceOperations } from '../../../src-shared/services/qr/operations.ts';
import type {
  Payment,
  PaymentId,
  RequestingCode,
} from '../../../src-shared/services/qr/payment.ts';
import {
  type PaymentEvent,
  type Step,
  transition,
} from '../../../src-shared/services/qr/transition.ts';
import type { Chance, Clock } from '../clock.ts';
import {
  adviceMessage,
  createQrCodeRequest,
  paymentRequest,
  sentPaymentRequest,
} from '../services/qr/messages.ts';
import type { Store } from '../store/store.ts';
import { addAdvice } from '../store/tables/advices.ts';
import { reviveReversalOf } from '../store/tables/closings.ts';
import { addExchange, noteAnswer, requestOf } from '../store/tables/exchanges.ts';
import {
  addSale,
  currentPayment,
  findPayment,
  findSale,
  isIdTaken,
  isTransactionOfAnother,
  markLeft,
  savePayment,
} from '../store/tables/payments.ts';
import type { Judged } from '../wire/judged.ts';

/** How often an id is drawn anew before the source of chance is given up. */
const idDraws = 16;

type Parts = {
  readonly store: Store;
  readonly profile: Profile;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly runId: string;
};

/** The answer to a request of a payment, kept with what it leads to. */
export type RequestAnswer = { readonly operation: 'createQrCode' | 'pay'; readonly judged: Judged };

/** What was written: the next state, what it owes, and the text of the payment request, if it leads to one. */
export type Entry = NonNullable<Step> & { readonly payRequest: string };

export class PaymentBook {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The payment on the counter: the newest that has not been left. */
  get counter(): Payment | undefined {
    return currentPayment(this.#parts.store)?.payment;
  }

  /** What is still to pay on a sale, or undefined when there is none with this number. */
  remainingOf(saleNumber: string): Money | undefined {
    return findSale(this.#parts.store, saleNumber)?.remaining;
  }

  /** Opens a payment of a new sale, or the next attempt at `saleNumber`, with its code request. */
  begin(amount: Money, saleNumber?: string): { payment: RequestingCode; request: string } {
    const { store, profile, clock } = this.#parts;
    const at = clock.stamp();
    return store.commitNew('begin', () => {
      markLeft(store, at);
      const attempts = saleNumber === undefined ? 0 : findSale(store, saleNumber)?.attempts;
      const id = this.#newId();
      const payment: RequestingCode = {
        id: id as PaymentId,
        saleNumber: saleNumber ?? addSale(store, amount, at),
        attempt: (attempts ?? 0) + 1,
        amount,
        codeRequestId: this.#newId(id),
        startedAt: at,
        state: 'requestingCode',
      };
      const request = createQrCodeRequest(profile, payment, at);
      savePayment(store, payment, null, at);
      addExchange(store, { paymentId: payment.id, operation: 'createQrCode', request, at });
      return { payment, request };
    });
  }

  /** Applies an event, or returns null when it changes nothing; the answer is kept either way. */
  apply(id: PaymentId, event: PaymentEvent, answer?: RequestAnswer): Entry | null {
    const { store, profile, clock } = this.#parts;
    const at = clock.stamp();
    return store.commit(event.type, () => {
      const stored = findPayment(store, id);
      invariant(stored, 'a payment that is acted on is in the store');
      const step = transition(stored.payment, this.#unlessUsed(id, event), profile, at);
      if (answer) noteAnswer(store, id, answer.operation, answer.judged, at, step === null);
      if (!step) return null;
      savePayment(store, step.payment, step.owes, at);
      if (step.owes) this.#owe(step.payment, step.owes, at);
      if (step.payment.state !== 'awaitingCustomer') return { ...step, payRequest: '' };
      const received = event.type === 'codeIssued' ? event.thirdPartyIdentifiers : [];
      const payRequest = paymentRequest(profile, step.payment, received, at);
      addExchange(store, { paymentId: id, operation: 'pay', request: payRequest, at });
      return { ...step, payRequest };
    });
  }

  /**
   * Keeps an answer that came after the payment had been judged. It changes nothing; but unless it
   * is an explained refusal, money may have moved after its reversal had been taken or closed, so
   * that is repeated, or stands among the exceptions again. True when it may be.
   */
  keepLate(id: PaymentId, judged: Judged): boolean {
    const { store, clock } = this.#parts;
    const at = clock.stamp();
    const isHarmless = judged.outcome === 'failed' && judged.explained;
    store.commit('lateAnswer', () => {
      noteAnswer(store, id, 'pay', judged, at, true);
      if (!isHarmless) reviveReversalOf(store, id, at);
    });
    return !isHarmless;
  }

  /** The result has been seen: the counter is free. */
  leave(): void {
    const { store, clock } = this.#parts;
    store.commit('leave', () => markLeft(store, clock.stamp()));
  }

  // A code is issued for one payment. One that comes again is somebody's copy of an answer, and he may
  // have a copy of the approval that followed it as well. Asked within the commit that takes the code.
  #unlessUsed(id: PaymentId, event: PaymentEvent): PaymentEvent {
    const { store } = this.#parts;
    return event.type === 'codeIssued' && isTransactionOfAnother(store, event.code.tranId, id)
      ? { type: 'codeNotIssued', reason: { code: 'codeUnsafe' } }
      : event;
  }

  // A source of chance that repeats itself must not give two messages one id: the intermediary would
  // take the second for the first. Asked of the store, within the commit that uses it.
  #newId(butNot?: string): string {
    const { store, chance } = this.#parts;
    for (let draw = 0; draw < idDraws; draw += 1) {
      const id = chance.uuid();
      if (id !== butNot && !isIdTaken(store, id)) return id;
    }
    throw new Error(`no new id in ${idDraws} draws: the random source repeats itself`);
  }

  #owe(payment: Payment, owes: OwedAdvice, at: string): void {
    const { store, runId } = this.#parts;
    // From the request as it was sent: the profile may have changed since.
    const text = requestOf(store, payment.id, 'pay');
    invariant(text, 'only a payment whose request was recorded owes an advice');
    const request = sentPaymentRequest.parse(JSON.parse(text));
    const approval = 'approval' in payment ? payment.approval : null;
    const id = this.#newId();
    const advice = {
      id,
      payment_id: payment.id,
      interface: 'qr',
      operation: qrAdviceOperations[owes.kind],
      kind: owes.kind,
      reason: owes.kind === 'reversal' ? owes.reason : null,
      body: adviceMessage({ id, owes }, request, approval, at),
    };
    addAdvice(store, advice, at, runId);
  }
}
