// Money is an integer count of minor units with its ISO 4217 numeric currency; never a float and
// never a bare number. The wire counts the same way (LedgerAmount: R799.95 is 79995 of "710").
import { fail, invariant, type Result, succeed } from '../result.ts';
import type { AmountRule } from './rule.ts';

/** An amount of money. `currency` is the three-digit ISO 4217 code, as the wire carries it. */
export type Money = { readonly amountMinor: number; readonly currency: string };

/** What the till knows about a currency: how it is named, drawn and divided. */
export type Currency = {
  readonly numeric: string;
  readonly code: string;
  readonly symbol: string;
  /** How many decimals the minor unit makes. */
  readonly digits: number;
};

// The currencies of the region the interface serves; a profile with another one is refused.
const currencies: readonly Currency[] = [
  { numeric: '710', code: 'ZAR', symbol: 'R', digits: 2 },
  { numeric: '072', code: 'BWP', symbol: 'P', digits: 2 },
  { numeric: '426', code: 'LSL', symbol: 'L', digits: 2 },
  { numeric: '516', code: 'NAD', symbol: 'N$', digits: 2 },
  { numeric: '748', code: 'SZL', symbol: 'E', digits: 2 },
  { numeric: '943', code: 'MZN', symbol: 'MT', digits: 2 },
  { numeric: '967', code: 'ZMW', symbol: 'K', digits: 2 },
  { numeric: '840', code: 'USD', symbol: '$', digits: 2 },
];

export const knownCurrencies = currencies.map(({ numeric }) => numeric);

/** The currency with this ISO 4217 numeric code, or undefined when the till does not know it. */
export function findCurrency(numeric: string): Currency | undefined {
  return currencies.find((currency) => currency.numeric === numeric);
}

/** Money from our own numbers. Throws on anything but a safe, non-negative integer. */
export function money(amountMinor: number, currency: string): Money {
  invariant(Number.isSafeInteger(amountMinor) && amountMinor >= 0, 'money is a whole count');
  invariant(/^[0-9]{3}$/.test(currency), 'a currency has three digits');
  return { amountMinor, currency };
}

export function sameMoney(left: Money, right: Money): boolean {
  return left.amountMinor === right.amountMinor && left.currency === right.currency;
}

/** The digits of an amount, grouped with thin no-break spaces, without the symbol: `1 234.50`. */
export function formatDigits(amountMinor: number, digits: number): string {
  const padded = String(amountMinor).padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return digits === 0 ? grouped : `${grouped}.${padded.slice(-digits)}`;
}

/** An amount in one piece for a sentence: `R 1 234.50`. Only no-break spaces inside. */
export function formatMoney({ amountMinor, currency }: Money): string {
  const known = findCurrency(currency);
  return known
    ? `${known.symbol}\u00a0${formatDigits(amountMinor, known.digits)}`
    : `${formatDigits(amountMinor, 2)} (currency ${currency})`;
}

/**
 * Reads an amount as a person writes or pastes it, in major units: `184.50`, `184,5`, `R 1 234.50`.
 * A single separator followed by more digits than the currency has is refused rather than guessed.
 */
export function parseAmount(text: string, currency: Currency): Result<number, AmountRule> {
  const bare = withoutSign(text, currency).replace(/\s/g, '');
  const match = /^(\d{1,12})(?:[.,](\d*))?$/.exec(bare);
  if (!match) return fail({ code: 'amount' });
  const [, whole = '', decimals = ''] = match;
  if (decimals.length > currency.digits) {
    return fail({ code: 'decimals', most: currency.digits });
  }
  return succeed(Number(whole + decimals.padEnd(currency.digits, '0')));
}

// As the screen has it and as people write it: `R 184.50`, `r184.50`, `ZAR 184.50`, `184.50 MT`. Only
// at an end: between digits a letter is no sign (`1E3` is not thirteen emalangeni).
function withoutSign(text: string, { symbol, code }: Currency): string {
  const bare = text.trim();
  const upper = bare.toUpperCase();
  for (const sign of [code, symbol]) {
    if (upper.startsWith(sign)) return bare.slice(sign.length);
    if (upper.endsWith(sign)) return bare.slice(0, -sign.length);
  }
  return bare;
}
