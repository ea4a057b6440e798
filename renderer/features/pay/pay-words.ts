// What is said while a sale is paid. Pure: the catalogue is given.
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { formatMoney, type Money } from '../../../src-shared/domain/money.ts';
import type { Texts } from '../../texts/en/en.ts';
import { ruleWords } from '../../words/problem-words.ts';
import type { EntryReading } from '../sale/amount-entry.ts';
import type { ScanNote } from '../sale/use-scans.ts';

/** Why an amount cannot be taken of what is left; null when it can. */
export function partProblem(texts: Texts, reading: EntryReading, left: Money): string | null {
  if (reading.kind === 'unreadable') return texts.sale.unreadable(ruleWords(texts, reading.rule));
  return reading.kind === 'tooMuch' ? texts.pay.most(formatMoney(left)) : null;
}

/** Why the last key did not do what it does otherwise; null when it did. */
export function noteOf({ sale }: Texts, note: ScanNote, amount: string): string | null {
  if (note === 'scan') return sale.scanned;
  return note === 'Enter' ? sale.againToTake(amount) : null;
}

/** When what is left cannot be paid to the cent in coins: what it is in cash. */
export function inCoinsWords({ pay }: Texts, { left, cashLeft }: SaleView): string | null {
  if (left.amountMinor === cashLeft.amountMinor) return null;
  return cashLeft.amountMinor === 0
    ? pay.nothingInCoins(formatMoney(left))
    : pay.inCoins(formatMoney(left), formatMoney(cashLeft));
}

/** What cash of this amount comes to. */
export type CashPreview =
  | { readonly kind: 'none' }
  | { readonly kind: 'change'; readonly money: Money }
  /** It pays for a part. */
  | { readonly kind: 'left'; readonly money: Money };

export function previewCash(receivedMinor: number, { left, cashLeft }: SaleView): CashPreview {
  const beyondMinor = receivedMinor - cashLeft.amountMinor;
  if (beyondMinor >= 0) return { kind: 'change', money: { ...left, amountMinor: beyondMinor } };
  if (receivedMinor === 0) return { kind: 'none' };
  return { kind: 'left', money: { ...left, amountMinor: left.amountMinor - receivedMinor } };
}
