// A QR payment of a sale, as a line of it shows it. Reads only.
import type { PaymentRow } from '../../../src-shared/contract/views/history.ts';
import { keptReason } from '../services/kept-reason.ts';
import { readPayment } from '../services/qr/payment-row.ts';
import { qrService } from '../services/qr/qr-service.ts';
import type { Store } from '../store/store.ts';
import type { StoredPart } from '../store/tables/transactions.ts';
import { reasonView } from './reason-view.ts';

/** A QR payment of a sale, and which try it is: what was asked for its lines counts for nothing here. */
export type QrPart = StoredPart & { readonly attempt: number };

/** The QR payments among what pays for a sale, oldest first. */
export function qrParts(parts: readonly StoredPart[]): readonly QrPart[] {
  return parts
    .filter(({ row }) => row.service === qrService.name)
    .map((part, index) => ({ ...part, attempt: index + 1 }));
}

export function paymentRowOf(store: Store, { row, advice, attempt }: QrPart): PaymentRow {
  const payment = readPayment(row);
  return {
    paymentId: payment.id,
    saleNumber: payment.saleNumber,
    attempt,
    amount: payment.amount,
    approved: ('approval' in payment ? payment.approval?.approved : null) ?? null,
    startedAt: payment.startedAt,
    state: payment.state,
    reason:
      payment.state === 'notPaid' ? reasonView(keptReason(payment.reason, store.redact)) : null,
    partner: row.partner,
    advice,
  };
}
