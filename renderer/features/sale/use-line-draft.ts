import { useState } from 'react';
import type { LineView } from '../../../src-shared/contract/views/sale.ts';
import { type Currency, formatMoney } from '../../../src-shared/domain/money.ts';
import { mostQuantity } from '../../../src-shared/domain/sale/sale.ts';
import { texts } from '../../texts/texts.ts';
import type { Key } from '../../ui/keypad.tsx';
import { ruleWords } from '../../words/problem-words.ts';
import {
  type AmountEntry,
  type EntryReading,
  emptyEntry,
  pressKey,
  readEntry,
} from './amount-entry.ts';

/** Where the keypad types, and whether its first key begins anew. */
type Keyed = { readonly field: 'quantity' | 'price'; readonly isFresh: boolean };

/** A line while it is corrected: nothing of it counts before it is saved. */
export function useLineDraft(line: LineView, currency: Currency) {
  const [quantity, setQuantity] = useState(String(line.quantity));
  const [price, setPrice] = useState<AmountEntry>({
    form: 'digits',
    digits: String(line.unit.amountMinor),
  });
  const [name, setName] = useState(line.name ?? '');
  const [{ field, isFresh }, setKeyed] = useState<Keyed>({ field: 'quantity', isFresh: true });
  const reading = readEntry(price, currency, Number.MAX_SAFE_INTEGER);
  const count = Number(quantity);
  const unitMinor = reading.kind === 'amount' ? reading.amountMinor : 0;
  const problem = problemOf(count, reading);

  return {
    quantity,
    price,
    name,
    setName,
    setPrice,
    setQuantity: (value: string) => {
      setQuantity(value.replace(/\D/g, '').slice(0, String(mostQuantity).length));
      setKeyed({ field: 'quantity', isFresh: false });
    },
    keyInto: (field: Keyed['field']) => setKeyed({ field, isFresh: true }),
    onKey: (key: Key) => {
      setKeyed({ field, isFresh: false });
      if (field === 'price') setPrice(pressKey(isFresh ? emptyEntry : price, key, currency));
      else setQuantity(pressDigits(isFresh ? '' : quantity, key));
    },
    /** Why it cannot be saved; null when it can. */
    problem,
    /** What it comes to. */
    sum: formatMoney({ amountMinor: count * unitMinor, currency: currency.numeric }),
    changes: { amountMinor: unitMinor, quantity: count, name },
  };
}

function pressDigits(digits: string, key: Key): string {
  if (key === 'back') return digits.slice(0, -1);
  return (digits + key).replace(/^0+/, '').slice(0, String(mostQuantity).length);
}

function problemOf(count: number, reading: EntryReading): string | null {
  const { line, unreadable } = texts.sale;
  if (count < 1) return line.badQuantity(mostQuantity);
  if (reading.kind === 'unreadable') return unreadable(ruleWords(texts, reading.rule));
  return reading.kind === 'empty' ? line.noPrice : null;
}
