// The payment on the counter, from the store and from what is under way. Reads only.
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import type { Money } from '../../../src-shared/domain/money.ts';
import { isPartApproval, type Payment } from '../../../src-shared/services/qr/payment.ts';
import type { Clock } from '../clock.ts';
import type { Till } from '../counter/till.ts';
import type { Store } from '../store/store.ts';
import { adviceStateOf } from '../store/tables/advices.ts';
import { currentPayment, findSale, keptReason } from '../store/tables/payments.ts';
import { reasonView } from './reason-view.ts';

/** The payment on the counter as a window sees it. */
export function currentPaymentView(
  store: Store,
  till: Till,
  clock: Clock,
): CurrentPaymentView | null {
  const payment = currentPayment(store)?.payment;
  if (!payment) return null;
  const shared = {
    paymentId: payment.id,
    saleNumber: payment.saleNumber,
    attempt: payment.attempt,
    amount: payment.amount,
  };
  const leftMs = (dueMs: number) => Math.max(0, Math.round(dueMs - clock.monotonicMs()));
  switch (payment.state) {
    case 'requestingCode':
      return { ...shared, state: payment.state };
    case 'awaitingCustomer': {
      const live = till.live?.paymentId === payment.id ? till.live : null;
      return {
        ...shared,
        state: payment.state,
        qrCode: live?.codeVisible ? payment.code.qrCode : null,
        answerWithinMs: live ? leftMs(live.deadlineMs) : 0,
        answerTimeMs: till.answerTimeMs,
      };
    }
    case 'approved': {
      const pending = till.pending;
      return {
        ...shared,
        state: payment.state,
        ...approvalView(payment),
        isPart: isPartApproval(payment),
        completion: { kind: pending?.kind ?? 'ask', withinMs: leftMs(pending?.dueMs ?? 0) },
      };
    }
    case 'paid':
      return {
        ...shared,
        state: payment.state,
        ...approvalView(payment),
        remaining: findSale(store, payment.saleNumber)?.remaining ?? nothingOf(payment),
      };
    default:
      return {
        ...shared,
        state: payment.state,
        reason: reasonView(keptReason(store, payment.reason)),
        decidedAt: payment.decidedAt,
        reversal: adviceStateOf(store, payment.id) ?? 'none',
        taken: findSale(store, payment.saleNumber)?.taken ?? nothingOf(payment),
      };
  }
}

function nothingOf({ amount }: Payment): Money {
  return { amountMinor: 0, currency: amount.currency };
}

function approvalView(payment: Extract<Payment, { state: 'approved' | 'paid' }>) {
  return {
    approved: payment.approval.approved ?? { amountMinor: 0, currency: payment.amount.currency },
    partner: payment.approval.partner.name,
    approvedAt: payment.approvedAt,
  };
}
