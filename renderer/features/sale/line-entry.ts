// What the cashier has entered for a line: how many, if that was said, and the price of one. A number
// becomes a quantity by the key behind it, as on every till: `3 * 1899` is three at 18.99. Pure.
import { mostQuantity } from '../../../src-shared/domain/sale/sale.ts';
import { type AmountEntry, emptyEntry } from './amount-entry.ts';

export type LineEntry = {
  /** Null until it is said; then one. */
  readonly times: number | null;
  readonly amount: AmountEntry;
};

export const emptyLine: LineEntry = { times: null, amount: emptyEntry };

/** Whether the key makes a quantity of the digits before it. */
export function isTimesKey(key: string): boolean {
  return key === '*' || key === 'x' || key === 'X' || key === '×';
}

/** Nothing was typed of the amount yet. */
export function isUntyped({ amount }: LineEntry): boolean {
  return amount.form === 'digits' && amount.digits === '';
}

/** The digits typed so far are how many; what can be no quantity changes nothing. */
export function pressTimes(entry: LineEntry): LineEntry {
  const { times, amount } = entry;
  if (times !== null || amount.form !== 'digits') return entry;
  const quantity = Number(amount.digits);
  return quantity >= 1 && quantity <= mostQuantity
    ? { times: quantity, amount: emptyEntry }
    : entry;
}

/** The quantity taken back: its digits are an amount again. */
export function takeTimesBack({ times }: LineEntry): LineEntry {
  return { times: null, amount: { form: 'digits', digits: String(times ?? '') } };
}
