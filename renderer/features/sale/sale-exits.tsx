import { type ReactNode, useState } from 'react';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { hasBills, isRefundSale } from '../../services/bills/bill-words.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import styles from './sale-exits.module.css';

type Props = {
  readonly sale: SaleView;
  /** Stands before the two. */
  readonly children?: ReactNode;
};

/** How a sale leaves the counter without being paid: put aside, or cleared after one question. */
export function SaleExits({ sale, children }: Props) {
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const { saleId, lines, tenders } = sale;
  // What is in the drawer or at another machine is given back first, each by itself.
  const canClear = tenders.every(({ kind }) => kind === 'qr');
  const canPark = lines.length > 0;
  const isRefund = isRefundSale(sale);
  const clear = isRefund ? texts.bills.refund.cancel : texts.sale.clear;

  async function leave(call: 'parkSale' | 'abandonSale') {
    setBusy(true);
    setAsking(false);
    await ask(call, { saleId });
    setBusy(false);
  }

  useKeys(({ key }) => {
    if (key !== 'F8') return false;
    if (canPark && !isBusy && !isAsking) void leave('parkSale');
    return true;
  });

  if (isAsking) {
    return (
      <Confirm
        question={clearQuestion(sale)}
        keep={isRefund ? texts.bills.refund.keep : texts.sale.keepSale}
        onKeep={() => setAsking(false)}
        go={clear}
        onGo={() => void leave('abandonSale')}
      />
    );
  }
  return (
    <div className={styles.exits}>
      {children}
      <Button disabled={!canPark} isResting={isBusy} onClick={() => void leave('parkSale')}>
        {texts.sale.park}
      </Button>
      {canClear && (
        <Button isResting={isBusy} onClick={() => setAsking(true)}>
          {clear}
        </Button>
      )}
    </div>
  );
}

// Of what a biller was asked for, it is told; of a basket nobody has heard.
function clearQuestion(sale: SaleView): string {
  const { bills } = texts;
  if (isRefundSale(sale)) return bills.refund.cancelQuestion;
  if (sale.tenders.length > 0) return texts.sale.clearQuestionQr;
  const isAsked = hasBills(sale) && sale.approval !== 'none' && sale.number !== null;
  return isAsked ? bills.approve.clearQuestion : texts.sale.clearQuestion(sale.lines.length);
}
