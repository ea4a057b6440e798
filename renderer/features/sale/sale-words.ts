// What is said under the amount. Pure: the catalogue is given.
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { type Currency, formatMoney } from '../../../src-shared/domain/money.ts';
import type { Texts } from '../../texts/en/en.ts';
import { ruleWords } from '../../words/problem-words.ts';
import type { EntryReading } from './amount-entry.ts';
import type { LineEntry } from './line-entry.ts';
import type { ScanNote } from './use-scans.ts';
import type { NextStep } from './use-taking.ts';

/** What the amount is said to. */
export type Said = {
  readonly entry: LineEntry;
  readonly reading: EntryReading;
  readonly next: NextStep;
  readonly hasSale: boolean;
  readonly currency: Currency;
};

/** What Enter will do with what stands there. */
export function hintOf({ sale }: Texts, said: Said): string {
  const { entry, reading, next, hasSale, currency } = said;
  const { times } = entry;
  if (next === 'pay') return sale.hintLines;
  if (next === 'add' && reading.kind === 'amount') {
    const amountMinor = reading.amountMinor * (times ?? 1);
    return times === null
      ? sale.hintAdd
      : sale.hintAddTimes(formatMoney({ amountMinor, currency: currency.numeric }));
  }
  return times === null && !hasSale ? sale.hint : sale.hintPrice;
}

/** Why the last key did not do what it does otherwise; null when it did. */
export function noteOf(
  { sale }: Texts,
  note: ScanNote,
  { reading, next, currency }: Said,
): string | null {
  if (note === 'scan') return sale.scanned;
  if (note === null || reading.kind !== 'amount') return null;
  const { amountMinor } = reading;
  const amount = formatMoney({ amountMinor, currency: currency.numeric });
  return note === 'Enter' && next === 'take'
    ? sale.againToTake(amount)
    : sale.againToAdd(note, amount);
}

/** Why the amount cannot be taken; null when it can. */
export function problemOf(
  texts: Texts,
  reading: EntryReading,
  { maxAmountMinor, currency }: Pick<TillView, 'maxAmountMinor' | 'currency'>,
): string | null {
  const { unreadable, tooMuch } = texts.sale;
  if (reading.kind === 'unreadable') return unreadable(ruleWords(texts, reading.rule));
  const most = { amountMinor: maxAmountMinor, currency: currency.numeric };
  return reading.kind === 'tooMuch' ? tooMuch(formatMoney(most)) : null;
}
