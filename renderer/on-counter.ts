// What stands at the place "sale". Pure: what the till says decides; where the cashier has gone since
// then is the window's own, and holds only for the sale and the result that it was about.
import type { CurrentPaymentView } from '../src-shared/contract/views/payment.ts';
import type { SaleView } from '../src-shared/contract/views/sale.ts';
import type { TillView } from '../src-shared/contract/views/till.ts';
import { hasBills, isRefundSale } from './services/bills/bill-words.ts';

export type OnCounter =
  | { readonly screen: 'payment'; readonly payment: CurrentPaymentView }
  | { readonly screen: 'sold'; readonly sale: SaleView }
  | { readonly screen: 'pay'; readonly sale: SaleView }
  | { readonly screen: 'sale'; readonly sale: SaleView | null };

/** Where the cashier went. */
export type Steps = {
  readonly chosen: { readonly saleId: string; readonly screen: 'sale' | 'pay' } | null;
  /** The result of a payment that was seen and left for the rest of its sale. */
  readonly behind: string | null;
};

export const noSteps: Steps = { chosen: null, behind: null };

export function onCounter(
  { sale, payment }: Pick<TillView, 'sale' | 'payment'>,
  { chosen, behind }: Steps,
): OnCounter {
  if (sale?.state === 'completed' && !isPaidByCode(sale, payment)) return { screen: 'sold', sale };
  if (payment && !isBehind(payment, behind)) return { screen: 'payment', payment };
  if (sale?.state !== 'open') return { screen: 'sale', sale: null };
  // Where nothing is left to be sold, there is nothing to pay.
  const isEmpty = sale.lines.length === 0 && sale.tenders.length === 0;
  const isBasket = sale.number === null && !isRefundSale(sale);
  const usual = isBasket || isEmpty ? 'sale' : 'pay';
  return { screen: chosen?.saleId === sale.saleId ? chosen.screen : usual, sale };
}

/** From here to there by the cashier's own step. */
export function stepTo(
  screen: 'sale' | 'pay',
  { sale, payment }: Pick<TillView, 'sale' | 'payment'>,
): Steps {
  return { chosen: sale && { saleId: sale.saleId, screen }, behind: payment && resultOf(payment) };
}

function isBehind(payment: CurrentPaymentView, behind: string | null): boolean {
  return behind !== null && resultOf(payment) === behind;
}

// An approval that has become the last of its sale is another result: now it can be completed.
function resultOf(payment: CurrentPaymentView): string | null {
  const { state, paymentId } = payment;
  if (state === 'approved') return `${paymentId} ${state} ${payment.left.amountMinor > 0}`;
  return state === 'notPaid' ? `${paymentId} ${state}` : null;
}

// One code paid for all of it: its own screen says so.
function isPaidByCode(sale: SaleView, payment: CurrentPaymentView | null): boolean {
  // What a biller gave has to be seen and handed over too.
  if (hasBills(sale)) return false;
  const { tenders } = sale;
  const [tender, ...others] = tenders;
  return payment?.state === 'paid' && others.length === 0 && tender?.tenderId === payment.paymentId;
}
