// A sale that is paid in parts: what of it stands paid already, as far as the snapshot shows. Pure.
import type { CurrentPaymentView, PaymentRow } from '../../../src-shared/contract/views.ts';
import type { Money } from '../../../src-shared/domain/money.ts';

/** What earlier payments of the same sale have taken; null where none is known. */
export function paidOfSale(
  recent: readonly PaymentRow[],
  payment: Pick<CurrentPaymentView, 'paymentId' | 'saleNumber' | 'amount'>,
): Money | null {
  const { currency } = payment.amount;
  const paid = recent.filter(
    (row) =>
      row.saleNumber === payment.saleNumber &&
      row.paymentId !== payment.paymentId &&
      row.state === 'paid' &&
      row.approved?.currency === currency,
  );
  if (paid.length === 0) return null;
  const amountMinor = paid.reduce((sum, row) => sum + (row.approved?.amountMinor ?? 0), 0);
  return { amountMinor, currency };
}
