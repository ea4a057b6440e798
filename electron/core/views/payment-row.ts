// A QR payment of a sale, as a line of it shows it. Reads only.
import { z } from 'zod';
import type { PaymentRow } from '../../../src-shared/contract/views/history.ts';
import { type AdviceKind, adviceKinds, adviceStates } from '../../../src-shared/domain/advice.ts';
import { keptReason, readPayment } from '../services/qr/payment-row.ts';
import type { Row } from '../store/disk.ts';
import type { Store } from '../store/store.ts';
import { adviceColumnsOf } from '../store/tables/advices.ts';
import { transactionRow, transactionsOfSale } from '../store/tables/transactions.ts';
import { reasonView } from './reason-view.ts';

/** The payments of a sale, oldest first, of those that can be read. */
export function paymentRows(store: Store, saleId: string): PaymentRow[] {
  return transactionsOfSale(store, saleId, (raw) => paymentRowOf(store, raw));
}

function paymentRowOf(store: Store, raw: Row): PaymentRow {
  const payment = readPayment(transactionRow.parse(raw));
  return {
    paymentId: payment.id,
    saleNumber: payment.saleNumber,
    attempt: payment.attempt,
    amount: payment.amount,
    approved: ('approval' in payment ? payment.approval?.approved : null) ?? null,
    startedAt: payment.startedAt,
    state: payment.state,
    reason:
      payment.state === 'notPaid' ? reasonView(keptReason(payment.reason, store.redact)) : null,
    partner: typeof raw['partner'] === 'string' ? raw['partner'] : null,
    advice: adviceOf(store, payment.id, payment.state),
  };
}

// What cannot be read of an advice takes nothing from its payment; it needs a person.
function adviceOf(
  store: Store,
  paymentId: string,
  state: PaymentRow['state'],
): PaymentRow['advice'] {
  const row = adviceColumnsOf(store, paymentId);
  if (!row) return null;
  const likely: AdviceKind = state === 'paid' ? 'confirmation' : 'reversal';
  const settledAt = row['settled_at'];
  return {
    kind: z.enum(adviceKinds).catch(likely).parse(row['kind']),
    state: z.enum(adviceStates).catch('attention').parse(row['state']),
    settledAt: typeof settledAt === 'string' ? settledAt : null,
  };
}
