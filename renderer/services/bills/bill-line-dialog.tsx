import { useRef } from 'react';
import type { LineView } from '../../../src-shared/contract/views/sale.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './bill-line-dialog.module.css';
import { shownNumber } from './bill-number.ts';
import { billName } from './bill-words.ts';

type Props = {
  readonly line: LineView & { readonly bill: NonNullable<LineView['bill']> };
  readonly onTakeOff: (line: LineView) => void;
  readonly onClose: () => void;
};

const { line: words } = texts.bills;

/** A bill on the sale: looked at and taken off, never changed. */
export function BillLineDialog({ line, onTakeOff, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { bill, amount } = line;
  const close = () => dialog.current?.close();
  return (
    <Dialog
      ref={dialog}
      title={billName(texts, bill)}
      onClose={onClose}
      steps={
        <div className={styles.steps}>
          <Button
            kind="danger"
            onClick={() => {
              onTakeOff(line);
              close();
            }}
          >
            {words.takeOff}
          </Button>
          <Button kind="next" onClick={close}>
            {words.close}
          </Button>
        </div>
      }
    >
      <dl className={styles.facts}>
        <div>
          <dt>{texts.bills.numbers[bill.kind]}</dt>
          <dd className={styles.number}>{shownNumber(bill)}</dd>
        </div>
        <div>
          <dt>{words.amount}</dt>
          <dd className={styles.amount}>{formatMoney(amount)}</dd>
        </div>
      </dl>
      <p className={styles.note}>{words.note}</p>
    </Dialog>
  );
}
