// What the cashier has entered so far. Digits alone build minor units, as on every till; a point or
// a comma switches to the written form, and pasted text is read as written. Pure; what is entered
// becomes money only through parseAmount and the till's own checks.
import { type Currency, formatDigits, parseAmount } from '../../../src-shared/domain/money.ts';
import type { AmountRule } from '../../../src-shared/domain/rule.ts';

export type AmountEntry =
  /** Digits of minor units, without leading zeros: `18450` is 184.50. */
  | { readonly form: 'digits'; readonly digits: string }
  /** Text in major units as typed or pasted; it may be unreadable. */
  | { readonly form: 'written'; readonly text: string; readonly isPasted?: true };

export type EntryKey =
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '00'
  | '.'
  | 'back';

/** What an entry amounts to. `broken` carries the rule that a field called Amount breaks. */
export type EntryReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'amount'; readonly amountMinor: number }
  | { readonly kind: 'unreadable'; readonly rule: AmountRule }
  | { readonly kind: 'tooMuch' };

export const emptyEntry: AmountEntry = { form: 'digits', digits: '' };

// More than any till may take; keeps the numbers exact and the line on the screen.
const mostDigits = 9;

/** The key of the entry that a pressed keyboard key means, or null. */
export function entryKeyOf(key: string): EntryKey | null {
  if (/^[0-9]$/.test(key)) return key as EntryKey;
  if (key === '.' || key === ',' || key === 'Decimal') return '.';
  return key === 'Backspace' ? 'back' : null;
}

/** The entry after one more key; a key that makes no sense changes nothing. */
export function pressKey(entry: AmountEntry, key: EntryKey, currency: Currency): AmountEntry {
  return entry.form === 'digits'
    ? pressOnDigits(entry.digits, key)
    : pressOnText(entry.text, key, currency);
}

/** The entry from text that came in one piece: pasted, or put in by a program. */
export function writtenEntry(text: string, currency: Currency): AmountEntry {
  if (text.trim() === '') return emptyEntry;
  const read = parseAmount(text, currency);
  const shown = read.ok ? formatDigits(read.value, currency.digits) : text.trim().slice(0, 40);
  return { form: 'written', text: shown, isPasted: true };
}

/** Text of the amount field; empty when nothing was entered. */
export function entryText(entry: AmountEntry, currency: Currency): string {
  if (entry.form === 'written') return entry.text;
  return entry.digits === '' ? '' : formatDigits(Number(entry.digits), currency.digits);
}

/** What the entry comes to, and why it cannot be taken if so. */
export function readEntry(entry: AmountEntry, currency: Currency, mostMinor: number): EntryReading {
  const read =
    entry.form === 'digits'
      ? ({ ok: true, value: Number(entry.digits) } as const)
      : parseAmount(entry.text, currency);
  if (!read.ok) return { kind: 'unreadable', rule: read.failure };
  if (read.value === 0) return { kind: 'empty' };
  return read.value > mostMinor ? { kind: 'tooMuch' } : { kind: 'amount', amountMinor: read.value };
}

function pressOnDigits(digits: string, key: EntryKey): AmountEntry {
  if (key === 'back') return { form: 'digits', digits: digits.slice(0, -1) };
  if (key === '.') return { form: 'written', text: `${digits === '' ? '0' : digits}.` };
  const next = (digits + key).replace(/^0+/, '');
  return { form: 'digits', digits: next.length > mostDigits ? digits : next };
}

function pressOnText(text: string, key: EntryKey, currency: Currency): AmountEntry {
  if (key === 'back') {
    const shorter = text.slice(0, -1);
    // Taking the point back returns to what was typed before it.
    const isWhole = text.endsWith('.') && /^\d+$/.test(shorter);
    if (isWhole) return { form: 'digits', digits: shorter.replace(/^0+/, '') };
    return shorter === '' ? emptyEntry : { form: 'written', text: shorter };
  }
  if (key === '.')
    return text.includes('.') ? { form: 'written', text } : { form: 'written', text: `${text}.` };
  const decimals = text.split('.')[1];
  const room = decimals === undefined ? key.length : currency.digits - decimals.length;
  return { form: 'written', text: text + key.slice(0, Math.max(0, room)) };
}
