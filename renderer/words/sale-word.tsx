import type { SaleRow } from '../../src-shared/contract/views/history.ts';
import { texts } from '../texts/texts.ts';
import { Mark, type MarkKind } from '../ui/mark.tsx';
import styles from './state-word.module.css';
import { OwedWord } from './state-word.tsx';

type Row = Pick<SaleRow, 'state' | 'number' | 'payment'>;

const marks: Record<SaleRow['state'], MarkKind> = {
  open: 'clock',
  parked: 'pause',
  completed: 'check',
  abandoned: 'cross',
};

/** A sale's state as mark, word and colour; and what its newest QR payment still owes, when that is news. */
export function SaleWord({ row }: { row: Row }) {
  const { state, payment } = row;
  // A basket that was put back is no news: nothing was ever asked or taken for it.
  const isBasket = state === 'abandoned' && row.number === null;
  const isUnderWay = state === 'open' && payment !== null && payment.state !== 'notPaid';
  return (
    <span className={styles.words}>
      <span className={isBasket ? styles.basket : styles[state]}>
        <Mark kind={marks[state]} /> {texts.saleStates[state]}
      </span>
      {isUnderWay && <span className={styles.owed}>{texts.states[payment.state]}</span>}
      <OwedWord advice={payment?.advice ?? null} />
    </span>
  );
}
