import type { PaymentRow } from '../../src-shared/contract/views/history.ts';
import { formatMoney, sameMoney } from '../../src-shared/domain/money.ts';
import { texts } from '../texts/texts.ts';
import { Amount } from '../ui/amount.tsx';
import styles from './row-amount.module.css';

type Row = Pick<PaymentRow, 'state' | 'amount' | 'approved'>;

/** What a payment comes to: the amount asked for; of a part payment what was taken, of how much. */
export function RowAmount({ row, isLarge = false }: { row: Row; isLarge?: boolean }) {
  return (
    <>
      <TakenAmount row={row} isLarge={isLarge} /> <OfAmount row={row} />
    </>
  );
}

/** The amount alone, for a column of them. */
export function TakenAmount({ row, isLarge = false }: { row: Row; isLarge?: boolean }) {
  return <Amount money={partOf(row) ?? row.amount} isLarge={isLarge} />;
}

/** Of how much, when only a part was taken. */
export function OfAmount({ row }: { row: Row }) {
  if (!partOf(row)) return null;
  return <span className={styles.of}>{texts.ofAmount(formatMoney(row.amount))}</span>;
}

function partOf({ state, amount, approved }: Row) {
  const isTaken = state === 'approved' || state === 'paid';
  return isTaken && approved && !sameMoney(approved, amount) ? approved : null;
}
