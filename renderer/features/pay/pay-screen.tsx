import { useState } from 'react';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { type AmountEntry, emptyEntry } from '../sale/amount-entry.ts';
import { CardStep } from './card-step.tsx';
import { CashStep } from './cash-step.tsx';
import { TenderStep } from './tender-step.tsx';

type Way = 'choose' | 'cash' | 'card';

type Props = {
  readonly sale: SaleView;
  readonly onBack: () => void;
};

/** What is left of a sale, and the ways to pay it: all of it or a part, one after the other. */
export function PayScreen({ sale, onBack }: Props) {
  const [way, setWay] = useState<Way>('choose');
  const [entry, setEntry] = useState<AmountEntry>(emptyEntry);

  // A way begins with what was typed before it was chosen, and ends with nothing typed.
  function leave() {
    setEntry(emptyEntry);
    setWay('choose');
  }

  const step = { sale, entry, onEntry: setEntry };
  if (way === 'cash') return <CashStep {...step} onBack={leave} />;
  if (way === 'card') return <CardStep {...step} onBack={leave} />;
  return <TenderStep {...step} onChoose={setWay} onBack={onBack} />;
}
