import { useEffect, useRef, useState } from 'react';
import type { LineView, SaleView } from '../../../src-shared/contract/views/sale.ts';
import { LeftToPay } from '../../features/pay/left-to-pay.tsx';
import { SaleExits } from '../../features/sale/sale-exits.tsx';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Halves } from '../../ui/halves.tsx';
import { useSettling } from '../../ui/settling.ts';
import { belongsToControl, useKeys } from '../../ui/use-keys.ts';
import { ApprovalRow } from './approval-row.tsx';
import styles from './approval-step.module.css';
import { isRefundSale } from './bill-words.ts';
import { HeldFor } from './held-for.tsx';

type Props = { readonly sale: SaleView; readonly onBack: () => void };

const { approve: words, refund } = texts.bills;

/** Before any money: the biller is asked for each bill, and every answer stands in a row of its own. */
export function ApprovalStep({ sale, onBack }: Props) {
  const { approval, lines, undoneWithinMs } = sale;
  const asking = useApproving(sale);
  const isRefund = isRefundSale(sale);
  useSettling(`approval ${approval} ${lines.map(({ bill }) => bill?.state).join(' ')}`);
  useKeys((event) => {
    if (event.key === 'Escape') {
      onBack();
      return true;
    }
    // Enter is the step that stands out, wherever that is at the moment.
    if (event.key !== 'Enter' || belongsToControl(event)) return false;
    document.querySelector<HTMLButtonElement>('main [data-next-step]')?.click();
    return true;
  });
  const asked = lines.filter((line): line is BillLine => line.bill !== null);
  const firstBlocked = asked.find(
    ({ bill: { state } }) => state === 'notPaid' || state === 'differs',
  );
  return (
    <Halves
      title={words.title}
      aside={
        <LeftToPay sale={sale}>
          <SaleExits sale={sale}>
            <Button onClick={onBack}>{texts.pay.back}</Button>
          </SaleExits>
        </LeftToPay>
      }
      field={
        <div className={styles.head} aria-live="polite">
          <p className={styles[approval]}>{titleOf(approval, isRefund)}</p>
          {approval === 'asking' && <p className={styles.note}>{words.askingNote}</p>}
          <HeldFor undoneWithinMs={undoneWithinMs} />
        </div>
      }
      keypad={
        <Boundary what={texts.frame.parts.lines}>
          <ul className={styles.rows} aria-label={words.rows}>
            {asked.map((line) => (
              <ApprovalRow
                key={line.lineId}
                line={line}
                isFirstBlocked={line === firstBlocked}
                isBusy={asking.isBusy}
                onTakeOff={() => asking.takeOff(line)}
                onTake={() => asking.take(line)}
                onAgain={asking.ask}
              />
            ))}
          </ul>
        </Boundary>
      }
      steps={<Tenders sale={sale} isBusy={asking.isBusy} onAsk={asking.ask} />}
    />
  );
}

type TendersProps = {
  readonly sale: SaleView;
  readonly isBusy: boolean;
  readonly onAsk: () => void;
};

/** Where the tenders will be; until then none can be taken. */
function Tenders({ sale, isBusy, onAsk }: TendersProps) {
  if (sale.approval === 'needed') {
    return (
      <Button kind="next" tall data-next-step="" isResting={isBusy} onClick={onAsk}>
        {words.ask}
      </Button>
    );
  }
  const names = isRefundSale(sale)
    ? [refund.handedOut]
    : [texts.pay.cash, texts.pay.card, texts.pay.qr];
  return names.map((name) => (
    <Button key={name} disabled>
      <span className={styles.tender}>{name}</span>
    </Button>
  ));
}

export type BillLine = LineView & { readonly bill: NonNullable<LineView['bill']> };

function titleOf(approval: SaleView['approval'], isRefund: boolean): string {
  if (approval === 'asking') return isRefund ? refund.asking : words.asking;
  return approval === 'blocked' ? words.blocked : words.needed;
}

function useApproving({ saleId, approval }: SaleView) {
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const isUnderWay = useRef(false);

  async function step(call: () => Promise<unknown>) {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setBusy(true);
    await call();
    isUnderWay.current = false;
    setBusy(false);
  }

  const approve = () => void step(() => ask('approveLines', { saleId }));

  // Pay was pressed: that is the word to ask. Once, and by a press from then on, should it fail.
  const isNeeded = approval === 'needed';
  const first = useRef(approve);
  useEffect(() => {
    if (isNeeded) first.current();
  }, [isNeeded]);

  return {
    isBusy,
    ask: approve,
    take: ({ lineId }: BillLine) => void step(() => ask('acceptApproved', { saleId, lineId })),
    takeOff: ({ lineId }: BillLine) => void step(() => ask('removeLine', { saleId, lineId })),
  };
}
