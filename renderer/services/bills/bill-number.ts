// The number of a bill as it is typed, scanned and read back. Pure. The till checks it anew; here it is
// said while the customer still stands there with the bill.
import type { BillLineView } from '../../../src-shared/contract/views/bills.ts';
import { mostRefundReference, numberLength } from '../../../src-shared/services/bills/bill.ts';
import type { Texts } from '../../texts/en/en.ts';
import { hasCheckDigit } from '../../ui/scan.ts';

/** What can be wrong with a number; null of one that can be sent. */
export type NumberProblem =
  | { readonly code: 'empty' | 'noDigit' }
  | { readonly code: 'sign'; readonly sign: string }
  | { readonly code: 'tooShort' | 'tooLong'; readonly length: number };

/** More is not kept of what is typed or scanned: enough to say that it is too long. */
export const mostTyped = 80;

/** Printed in groups, a number is sent as one. */
export function bareNumber(typed: string): string {
  const number = typed.trim();
  return /^[\d\s]+$/.test(number) ? number.replace(/\s/g, '') : number.replace(/\s+/g, ' ');
}

export function problemOfNumber(typed: string): NumberProblem | null {
  const number = bareNumber(typed);
  if (number === '') return { code: 'empty' };
  const sign = /[^A-Za-z0-9/ .-]/u.exec(number)?.[0];
  if (sign !== undefined) return { code: 'sign', sign };
  const { length } = number;
  if (length < numberLength.least) return { code: 'tooShort', length };
  if (length > numberLength.most) return { code: 'tooLong', length };
  return /[0-9]/.test(number) ? null : { code: 'noDigit' };
}

/** What is said about a problem. Of a scan it is the bar code that was the wrong one. */
export function numberWords({ bills }: Texts, problem: NumberProblem, isScan: boolean): string {
  const { type } = bills;
  switch (problem.code) {
    case 'empty':
      return type.hint;
    case 'noDigit':
      return isScan ? type.scanSigns : type.noDigit;
    case 'sign':
      return isScan ? type.scanSigns : type.signs(problem.sign);
    case 'tooShort':
      return isScan ? type.scanTooShort : type.tooShort(numberLength.least, problem.length);
    default:
      return isScan ? type.scanTooLong : type.tooLong(numberLength.most, problem.length);
  }
}

/** A scan that has the length and the check digit of a code on goods: mostly the wrong one. */
export function looksLikeGoods(number: string): boolean {
  return hasCheckDigit(bareNumber(number));
}

/** `8814 4002 7615 3`; one with signs of its own stays as it is printed. */
export function inGroups(number: string): string {
  if (!/^[A-Za-z0-9]+$/.test(number)) return number;
  return number.replace(/(.{4})(?=.)/g, '$1\u00a0');
}

/** A reference stays as the slip has it, so that both look alike. */
export function shownNumber({ kind, number }: Pick<BillLineView, 'kind' | 'number'>): string {
  return kind === 'refund' ? number : inGroups(number);
}

/** Why a payment cannot be given back by this reference; null when the biller can be asked. */
export function problemOfReference(
  reference: string | null,
): 'noReference' | 'tooLong' | 'signs' | null {
  if (!reference) return 'noReference';
  if (reference.length > mostRefundReference) return 'tooLong';
  return /^[A-Z0-9]+$/.test(reference) ? null : 'signs';
}
