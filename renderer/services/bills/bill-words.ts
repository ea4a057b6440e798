// Why a bill was not taken, in words, and what to do. Pure: the catalogue is given.
import type { BillLineView, BillReasonView } from '../../../src-shared/contract/views/bills.ts';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import type { BillErrorType } from '../../../src-shared/services/bills/scenarios.ts';
import type { Refusal } from '../../texts/en/bill-refusals.ts';
import type { Texts } from '../../texts/en/en.ts';

/** What a refusal comes to, and whether asking once more may help. */
export type BillAnswer = Refusal & {
  readonly mayHelpAgain: boolean;
  /** With another number or amount it may be taken. */
  readonly isOfLine: boolean;
};

const ofLine = new Set<string>([
  'UNKNOWN_CUSTOMER_ACCOUNT',
  'LUHN_CHECK_FAILED',
  'INVALID_AMOUNT',
  'BELOW_MINIMUM_ALLOWED_AMOUNT',
  'ABOVE_MAXIMUM_ALLOWED_AMOUNT',
]);
/** Something in between failed, and the bill itself may be sound. */
const passing = new Set<string>(['UPSTREAM_UNAVAILABLE', 'GENERAL_ERROR']);

/** An error type that the dossier does not know is said in general words. */
export function refusalWords({ bills }: Texts, errorType: string | null): BillAnswer {
  const isKnown = errorType !== null && Object.hasOwn(bills.refusals, errorType);
  const words = isKnown ? bills.refusals[errorType as BillErrorType] : bills.reasons.declined;
  return {
    ...words,
    mayHelpAgain: errorType === null || passing.has(errorType),
    isOfLine: errorType !== null && ofLine.has(errorType),
  };
}

export function reasonWords(texts: Texts, reason: BillReasonView): BillAnswer {
  if (reason.code === 'declined') return refusalWords(texts, reason.errorType);
  const mayHelpAgain = reason.code !== 'amountMismatch';
  return { ...texts.bills.reasons[reason.code], mayHelpAgain, isOfLine: false };
}

/** Whom it is paid to, as far as that is known. */
export function billName(
  { bills }: Texts,
  { biller, kind }: Pick<BillLineView, 'biller' | 'kind'>,
): string {
  return biller ?? bills.kinds[kind];
}

/** The numbers with which nothing can be found: they are typed anew. */
export function isAboutNumber(errorType: string | null): boolean {
  return errorType === 'UNKNOWN_CUSTOMER_ACCOUNT' || errorType === 'LUHN_CHECK_FAILED';
}

/** The lookup is not offered; the payment may be. */
export function isAboutLookup(errorType: string | null): boolean {
  return errorType === 'FUNCTION_NOT_SUPPORTED' || errorType === 'TRANSACTION_NOT_SUPPORTED';
}

/** A sale that gives a payment back is that alone. */
export function isRefundSale(sale: Pick<SaleView, 'lines'> | null): boolean {
  return sale?.lines.some(({ isRefund }) => isRefund) ?? false;
}

/** Something is asked, or was, for a line of it. */
export function hasBills({ lines }: Pick<SaleView, 'lines'>): boolean {
  return lines.some(({ bill }) => bill !== null);
}

/** Tenders may be taken: nothing has to be approved, or all of it is. */
export function mayBePaid({ approval }: Pick<SaleView, 'approval'>): boolean {
  return approval === 'none' || approval === 'ready';
}
