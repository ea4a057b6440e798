// What a person typed to find a sale, in every way it can be read. Pure. Whatever stands on a screen
// finds its sale when it is typed or pasted as it stands: `Sale 000001 · try 2`, `R 184.50`, an id.
import { type Currency, parseAmount } from './money.ts';

/** So many of the last payments are looked through for a reference, which has no index of its own. */
export const referencesSearched = 20_000;

export type Search = {
  /** As the till numbers its sales, or null when it cannot be one. */
  readonly saleNumber: string | null;
  readonly amountMinor: number | null;
  /** In one piece, in lower case. */
  readonly id: string;
  /** The same, when it can be a reference of the customer's app or bank; null when it cannot. */
  readonly reference: string | null;
  /** As it was typed: what a line's name may begin with, or another terminal's slip says. */
  readonly name: string;
  /** As it was typed, in one piece: the ids of others may mind the case. */
  readonly exact: string;
};

const leastSaleDigits = 6;

/** Reads what was typed; null when there is nothing to look for. */
export function readSearch(text: string, currency: Currency): Search | null {
  const exact = text.replace(/\s/g, '').replace(/^[#“"']+|[“”"']+$/g, '');
  if (exact === '') return null;
  const amount = parseAmount(text, currency);
  const id = exact.toLowerCase();
  // `Sale 000001` and `R 184.50` are none, and looking through the approvals for them costs time.
  const isReference = /^[\w:-]{4,}$/.test(id) && !/^\s*\p{L}+\.?\s*#?\s*\d{1,6}$/u.test(text);
  return {
    saleNumber: saleNumberIn(text),
    amountMinor: amount.ok ? amount.value : null,
    id,
    reference: isReference ? id : null,
    name: text.trim(),
    exact,
  };
}

// The word before it is that of the window's language, so any word will do; behind it may stand which
// try it was.
function saleNumberIn(text: string): string | null {
  const found = /^\s*(?:\p{L}{2,}\.?\s*)?#?\s*(\d[\d-]*)\s*(?:·.*)?$/u.exec(text)?.[1];
  return found === undefined ? null : found.padStart(leastSaleDigits, '0');
}
