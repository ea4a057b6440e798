// The payment on the counter, from the store and from what is under way. Reads only.
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { isPartApproval, type Payment } from '../../../src-shared/services/qr/payment.ts';
import { type Clock, stampDistanceMs } from '../clock.ts';
import type { Till } from '../counter/till.ts';
import { keptReason } from '../services/kept-reason.ts';
import { readPayment } from '../services/qr/payment-row.ts';
import { readRows } from '../store/safe/unreadable.ts';
import type { Store } from '../store/store.ts';
import type { StoredSale } from '../store/tables/sales.ts';
import { qrParts } from './payment-row.ts';
import { reasonView } from './reason-view.ts';

/** The newest QR payment of the sale on the counter, as a window sees it. */
export function currentPaymentView(
  store: Store,
  sale: StoredSale,
  till: Till,
  clock: Clock,
): CurrentPaymentView | null {
  const [part] = qrParts(sale.parts).slice(-1);
  const [payment] = part
    ? readRows(store, 'transactions', [part.row], () => readPayment(part.row))
    : [];
  if (!part || !payment || isOvertaken(payment, sale)) return null;
  const { leftMinor, partsMinor, cardMinor, cashMinor } = till.sales.balance(sale);
  const money = (amountMinor: number) => ({ amountMinor, currency: payment.amount.currency });
  const shared = {
    paymentId: payment.id,
    saleId: payment.saleId,
    saleNumber: payment.saleNumber,
    attempt: part.attempt,
    amount: payment.amount,
  };
  const leftMs = (dueMs: number) => Math.max(0, Math.round(dueMs - clock.monotonicMs()));
  switch (payment.state) {
    case 'requestingCode':
      return { ...shared, state: payment.state };
    case 'awaitingCustomer': {
      const live = till.liveOf(payment.id);
      return {
        ...shared,
        state: payment.state,
        qrCode: live?.isAtFarEnd ? payment.code.qrCode : null,
        answerWithinMs: live ? leftMs(live.deadlineMs) : 0,
        answerTimeMs: live?.wholeMs ?? 1,
      };
    }
    case 'approved': {
      const pending = till.pending;
      return {
        ...shared,
        state: payment.state,
        ...approvalView(payment),
        isPart: isPartApproval(payment),
        left: money(leftMinor),
        completion: { kind: pending?.kind ?? 'ask', withinMs: leftMs(pending?.dueMs ?? 0) },
      };
    }
    case 'paid':
      return { ...shared, state: payment.state, ...approvalView(payment) };
    default:
      return {
        ...shared,
        state: payment.state,
        reason: reasonView(keptReason(payment.reason, store.redact)),
        decidedAt: payment.decidedAt,
        reversal: part.advice?.state ?? 'none',
        taken: money(partsMinor + cardMinor + cashMinor),
      };
  }
}

// Whatever came of it, the sale went on by another tender since.
function isOvertaken(payment: Payment, { state, tenders }: StoredSale): boolean {
  if (payment.state !== 'notPaid') return false;
  const { decidedAt } = payment;
  const isLater = (at: string) => stampDistanceMs(decidedAt, at) >= 0;
  return state === 'completed' || tenders.some(({ takenAt }) => isLater(takenAt));
}

function approvalView(payment: Extract<Payment, { state: 'approved' | 'paid' }>) {
  return {
    approved: payment.approval.approved ?? { amountMinor: 0, currency: payment.amount.currency },
    partner: payment.approval.partner.name,
    approvedAt: payment.approvedAt,
  };
}
