import { useState } from 'react';
import { usePresent } from '../../till/use-till.ts';
import { emptyEntry, readEntry } from '../sale/amount-entry.ts';
import type { StepProps } from './tender-step.tsx';

/** What a code is for: all that is left, or the part of it that was typed. */
export function usePart({ sale, entry, onEntry }: StepProps) {
  const { till, ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const { saleId, left } = sale;
  const reading = readEntry(entry, till.currency, left.amountMinor);
  const amount = reading.kind === 'amount' ? { ...left, amountMinor: reading.amountMinor } : left;
  const isSound = reading.kind === 'amount' || reading.kind === 'empty';
  const canTake = isSound && amount.amountMinor > 0;

  async function take() {
    if (!canTake || isBusy) return;
    setBusy(true);
    const started = await ask('startPayment', { amountMinor: amount.amountMinor, saleId });
    if (started) onEntry(emptyEntry);
    setBusy(false);
  }

  return { reading, amount, canTake, isBusy, take: () => void take() };
}
