// The QR interface as the engine carries it out: the rules (src-shared/services/qr), the messages and the
// meaning of answers put together.
import type { SaleCall } from '../../../../src-shared/domain/transaction.ts';
import { assertNever, invariant } from '../../../../src-shared/result.ts';
import {
  type QrOperation,
  qrAdviceOperations,
  qrInterface,
  qrSettledBy,
} from '../../../../src-shared/services/qr/operations.ts';
import type { Payment, PaymentId } from '../../../../src-shared/services/qr/payment.ts';
import { doubtAboutCode } from '../../../../src-shared/services/qr/qr-text.ts';
import { type PaymentEvent, transition } from '../../../../src-shared/services/qr/transition.ts';
import type { Service, Step } from '../../engine/service.ts';
import { usernameOf } from '../../set-up/credentials.ts';
import { codeEvent, judge, paymentEvent } from './classify.ts';
import {
  adviceMessage,
  createQrCodeRequest,
  paymentRequest,
  sentPaymentRequest,
} from './messages.ts';
import { keptPayment, readPayment } from './payment-row.ts';

/** How long a code may take to come, in milliseconds: a queue stands before the counter. */
const codeDeadlineMs = 15_000;

/** A payment, and whether a reversal undid it. */
export type QrState = { readonly payment: Payment; readonly isUndone: boolean };

export const qrService: Service<QrState, PaymentEvent> = {
  name: 'qr',
  kind: 'payment',
  operations: qrInterface.operations,
  adviceOperation: (kind) => qrAdviceOperations[kind],
  settledBy: qrSettledBy,

  endpoint(profile) {
    const { qr } = profile.interfaces;
    return {
      baseUrl: qr.baseUrl,
      username: usernameOf(profile),
      connectMs: qr.connectSeconds * 1_000,
      adviceDeadlineMs: qr.answerSeconds * 1_000,
      repeatOn503: profile.repeatAdviceOn503,
    };
  },

  begin({ id, lookupId, saleId, saleNumber, attempt, amount, at }): Step<QrState> {
    const payment: Payment = {
      id: id as PaymentId,
      saleId,
      saleNumber,
      attempt,
      amount,
      codeRequestId: lookupId,
      startedAt: at,
      state: 'requestingCode',
    };
    return { state: { payment, isUndone: false }, owes: null, sends: 'createQrCode' };
  },

  decide({ payment, isUndone }, event, profile, at) {
    const step = transition(payment, event, profile, at);
    if (!step) return null;
    const undone = isUndone || step.owes?.kind === 'reversal';
    const sends = event.type === 'codeIssued' ? 'pay' : null;
    return { state: { payment: step.payment, isUndone: undone }, owes: step.owes, sends };
  },

  onSale: ({ payment }, call) => eventOfCall(payment, call),

  // A code is issued for one payment.
  unlessUsed: (event, isUsed) =>
    event.type === 'codeIssued' && isUsed(event.code.tranId)
      ? { type: 'codeNotIssued', reason: { code: 'codeUnsafe' } }
      : event,

  read: (row) => ({ payment: readPayment(row), isUndone: row.phase === 'undone' }),
  keep: ({ payment, isUndone }, redact) => keptPayment(payment, isUndone, redact),

  message(operation, { payment }, event, profile, at) {
    if (operation === 'createQrCode') return createQrCodeRequest(profile, payment, at);
    invariant(operation === 'pay' && payment.state === 'awaitingCustomer', 'a payment has a code');
    const received = event?.type === 'codeIssued' ? event.thirdPartyIdentifiers : [];
    return paymentRequest(profile, payment, received, at);
  },
  deadlineMs(operation, { interfaces: { qr } }) {
    const answerMs = qr.answerSeconds * 1_000;
    return operation === 'pay' ? answerMs : Math.min(codeDeadlineMs, answerMs);
  },
  judge: (operation, answer, request, { trustBare404 }) =>
    judge(operation as QrOperation, answer, request, isAdvice(operation) && trustBare404),
  meaning: (operation, judged) => (operation === 'pay' ? paymentEvent(judged) : codeEvent(judged)),

  advice(advice, sent, { payment }, at) {
    const request = sentPaymentRequest.parse(JSON.parse(sent));
    return adviceMessage(advice, request, 'approval' in payment ? payment.approval : null, at);
  },

  doubt: ({ payment }) =>
    payment.state === 'awaitingCustomer' ? doubtAboutCode(payment.code) : null,
};

function isAdvice(operation: string): boolean {
  return Object.values(qrAdviceOperations).includes(operation as QrOperation);
}

function eventOfCall(payment: Payment, call: SaleCall): PaymentEvent {
  switch (call) {
    case 'completed':
      return { type: 'completed' };
    case 'abandoned':
      return { type: payment.state === 'approved' ? 'voided' : 'cancelled' };
    case 'shown':
    case 'leftUndecided':
    case 'restarted':
      return { type: call };
    default:
      return assertNever(call);
  }
}
