// The payment's state as one spoken sentence, for the status region. Pure. It changes with the
// state and never with the seconds, so that a screen reader is not kept talking.
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { assertNever } from '../../../src-shared/result.ts';
import { isRefundSale } from '../../services/bills/bill-words.ts';
import type { Texts } from '../../texts/en/en.ts';
import { notPaidWords } from '../../words/not-paid-words.ts';

/** `Approved. R 184.50.` Of a completed sale what goes back to the customer. */
export function statusWords(
  texts: Texts,
  payment: CurrentPaymentView | null,
  sale: SaleView | null = null,
): string {
  if (sale?.state === 'completed') return soldWords(texts, sale);
  if (!payment) return texts.payment.idle;
  const amount = formatMoney(payment.amount);
  switch (payment.state) {
    case 'requestingCode':
      return `${texts.payment.gettingCode} ${amount}.`;
    case 'awaitingCustomer':
      return `${texts.payment.waiting}. ${amount}.`;
    case 'approved':
      if (payment.isPart) return `${texts.payment.part(formatMoney(payment.approved), amount)}.`;
      return payment.left.amountMinor > 0
        ? `${texts.payment.partWord}. ${amount}. ${texts.payment.restDue(formatMoney(payment.left))}.`
        : `${texts.payment.approved}. ${amount}.`;
    case 'paid':
      return `${texts.payment.paid}. ${formatMoney(payment.approved)}.`;
    case 'notPaid':
      return `${texts.payment.notPaid}. ${notPaidWords(texts, payment.reason, payment.amount).what}`;
    default:
      return assertNever(payment);
  }
}

function soldWords({ payment, bills }: Texts, sale: SaleView): string {
  const { total, change, payOut } = sale;
  if (isRefundSale(sale)) return `${bills.refund.done}. ${formatMoney(payOut)}.`;
  const words = `${payment.paid}. ${formatMoney(total)}.`;
  return change.amountMinor === 0 ? words : `${words} ${payment.changeDue(formatMoney(change))}.`;
}

/** Whether the cashier has to see this at once, wherever they are. */
export function isResult(payment: CurrentPaymentView | null): boolean {
  return payment !== null && ['approved', 'paid', 'notPaid'].includes(payment.state);
}
