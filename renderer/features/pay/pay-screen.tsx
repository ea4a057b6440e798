import { useState } from 'react';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { ApprovalStep } from '../../services/bills/approval-step.tsx';
import { isRefundSale, mayBePaid } from '../../services/bills/bill-words.ts';
import { HandOutScreen } from '../../services/bills/hand-out-screen.tsx';
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

  // No tender before everything that has to be approved is.
  if (!mayBePaid(sale)) return <ApprovalStep sale={sale} onBack={onBack} />;
  if (isRefundSale(sale)) return <HandOutScreen sale={sale} />;
  const step = { sale, entry, onEntry: setEntry };
  if (way === 'cash') return <CashStep {...step} onBack={leave} />;
  if (way === 'card') return <CardStep {...step} onBack={leave} />;
  return <TenderStep {...step} onChoose={setWay} onBack={onBack} />;
}
