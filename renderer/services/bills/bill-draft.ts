// What the cashier has said about a bill so far, and how much of it may be paid. Pure.
import type { Input } from '../../../src-shared/contract/contract.ts';
import type { BillLookupView, BillStory } from '../../../src-shared/contract/views/bills.ts';
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { formatMoney, type Money } from '../../../src-shared/domain/money.ts';
import type { BillKind } from '../../../src-shared/services/bills/operations.ts';
import {
  type AmountEntry,
  type EntryReading,
  emptyEntry,
} from '../../features/sale/amount-entry.ts';
import type { Texts } from '../../texts/en/en.ts';
import { bareNumber } from './bill-number.ts';

export type FoundBill = Extract<BillLookupView, { found: 'yes' }>;

export type BillDraft = {
  readonly step: 'find' | 'number' | 'look' | 'amount';
  readonly kind: BillKind;
  readonly biller: { readonly id: string; readonly name: string } | null;
  /** As it was typed. */
  readonly number: string;
  readonly isScanned: boolean;
  /** Which question the answer below is awaited for: one that was left does not come back. */
  readonly askNumber: number;
  readonly look: 'asking' | BillLookupView | null;
  readonly entry: AmountEntry;
};

export type RefundDraft = {
  readonly step: 'refund';
  readonly reference: string;
  readonly entry: AmountEntry;
  readonly reason: string | null;
};

/** What the form beside the sale is about; null while there is none. */
export type BillForm = BillDraft | RefundDraft;

export const newBill: BillDraft = {
  step: 'find',
  kind: 'account',
  biller: null,
  number: '',
  isScanned: false,
  askNumber: 0,
  look: null,
  entry: emptyEntry,
};

export const newRefund: RefundDraft = {
  step: 'refund',
  reference: '',
  entry: emptyEntry,
  reason: null,
};

/** The refund of a bill that this till has paid: all of it but why is known. */
export function refundOf({ issuerReference, approved, amount }: BillStory): RefundDraft {
  return { ...newRefund, reference: issuerReference ?? '', entry: entryOf(approved ?? amount) };
}

export function entryOf({ amountMinor }: Money): AmountEntry {
  return { form: 'digits', digits: amountMinor === 0 ? '' : String(amountMinor) };
}

/** The bill as the till is asked about it. */
export function askedBill({ kind, number, biller }: BillDraft): Input<'lookUpBill'> {
  return { kind, number: bareNumber(number), ...(biller && { biller }) };
}

/** With what a lookup found: what is due stands there already. */
export function withFound(draft: BillDraft, look: BillLookupView): BillDraft {
  if (look.found === 'notOffered') return { ...draft, step: 'amount', look, entry: emptyEntry };
  if (look.found !== 'yes') return { ...draft, look };
  return { ...draft, step: 'amount', look, entry: look.due ? entryOf(look.due) : emptyEntry };
}

export function foundOf({ look }: BillDraft): FoundBill | null {
  return look !== null && look !== 'asking' && look.found === 'yes' ? look : null;
}

/** Why this amount cannot be paid; null when it can. Each limit is said as what it is. */
export function amountProblem(
  texts: Texts,
  reading: EntryReading,
  found: FoundBill | null,
  { maxAmountMinor, currency }: Pick<TillView, 'maxAmountMinor' | 'currency'>,
): string | null {
  const { due: words } = texts.bills;
  const tillMost = { amountMinor: maxAmountMinor, currency: currency.numeric };
  if (reading.kind === 'tooMuch') return words.tillMost(formatMoney(tillMost));
  if (reading.kind !== 'amount' || !found) return null;
  const { amountMinor } = reading;
  const { due, least, most, partPaymentAllowed, overPaymentAllowed } = found;
  if (due && !partPaymentAllowed && amountMinor < due.amountMinor) {
    return overPaymentAllowed ? words.notLess(formatMoney(due)) : words.whole(formatMoney(due));
  }
  if (due && !overPaymentAllowed && amountMinor > due.amountMinor) {
    if (due.amountMinor === 0) return words.nothingDue;
    return partPaymentAllowed ? words.notMore(formatMoney(due)) : words.whole(formatMoney(due));
  }
  if (least && amountMinor < least.amountMinor) return words.tooLittle(formatMoney(least));
  return most && amountMinor > most.amountMinor ? words.tooMuch(formatMoney(most)) : null;
}

/** Amounts worth a press: what is due, and the limits where they differ from it. */
export function amountChips({
  due,
  least,
  most,
}: FoundBill): { readonly name: 'due' | 'least' | 'most'; readonly money: Money }[] {
  const chips = [
    { name: 'due', money: due },
    { name: 'least', money: least },
    { name: 'most', money: most },
  ] as const;
  const seen = new Set<number>();
  return chips.flatMap(({ name, money }) => {
    if (!money || money.amountMinor === 0 || seen.has(money.amountMinor)) return [];
    seen.add(money.amountMinor);
    return [{ name, money }];
  });
}
