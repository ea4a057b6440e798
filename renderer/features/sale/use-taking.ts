import { type Dispatch, type SetStateAction, useState } from 'react';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { usePresent } from '../../till/use-till.ts';
import { type EntryReading, readEntry } from './amount-entry.ts';
import { emptyLine, isUntyped, type LineEntry } from './line-entry.ts';
import type { Lines } from './use-lines.ts';

/**
 * What Enter does now, and the button in its colour says: take the amount by QR at once, as long as
 * nothing is on the counter; put it on the sale; or pay the sale. Null: there is nothing to be done yet.
 */
export type NextStep = 'take' | 'add' | 'pay' | null;

export type Taking = {
  readonly reading: EntryReading;
  readonly next: NextStep;
  readonly isBusy: boolean;
  readonly take: () => void;
  readonly add: () => void;
  readonly enter: () => void;
};

type Given = {
  readonly sale: SaleView | null;
  readonly entry: LineEntry;
  readonly onEntry: Dispatch<SetStateAction<LineEntry>>;
  readonly lines: Lines;
  readonly onPay: () => void;
};

/** What becomes of the amount that was keyed in. */
export function useTaking({ sale, entry, onEntry, lines, onPay }: Given): Taking {
  const { till, ask } = usePresent();
  const [isStarting, setStarting] = useState(false);
  const reading = readEntry(entry.amount, till.currency, till.maxAmountMinor);
  const hasSale = sale !== null || lines.isAdding;
  const next = nextStep(reading, entry, hasSale, sale?.lines.length ?? 0);

  async function take() {
    if (reading.kind !== 'amount' || next !== 'take' || isStarting) return;
    setStarting(true);
    const started = await ask('startPayment', { amountMinor: reading.amountMinor });
    if (started) onEntry(emptyLine);
    setStarting(false);
  }

  // The next line may be typed before this one is in; should it be refused, it stands there again.
  async function add() {
    if (reading.kind !== 'amount' || isStarting) return;
    onEntry(emptyLine);
    const line = { amountMinor: reading.amountMinor, quantity: entry.times ?? 1 };
    if (await lines.add(line)) return;
    onEntry((now) => (isUntyped(now) && now.times === null ? entry : now));
  }

  return {
    reading,
    next,
    isBusy: isStarting || lines.isAdding,
    take: () => void take(),
    add: () => void add(),
    enter() {
      if (next === 'take') void take();
      if (next === 'add') void add();
      if (next === 'pay' && !lines.isAdding) onPay();
    },
  };
}

function nextStep(
  reading: EntryReading,
  entry: LineEntry,
  hasSale: boolean,
  lineCount: number,
): NextStep {
  if (reading.kind === 'amount') return hasSale || entry.times !== null ? 'add' : 'take';
  return isUntyped(entry) && entry.times === null && lineCount > 0 ? 'pay' : null;
}
