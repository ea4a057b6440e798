import type { PaymentRow } from '../../../src-shared/contract/views.ts';
import { formatMoney, sameMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import styles from './row-amount.module.css';

type Props = {
  readonly row: Pick<PaymentRow, 'state' | 'amount' | 'approved'>;
  readonly isLarge?: boolean;
};

/** What a payment comes to: the amount asked for; of a part payment what was taken, of how much. */
export function RowAmount({ row, isLarge = false }: Props) {
  const { state, amount, approved } = row;
  const isTaken = state === 'approved' || state === 'paid';
  if (!isTaken || !approved || sameMoney(approved, amount)) {
    return <Amount money={amount} isLarge={isLarge} />;
  }
  return (
    <>
      <Amount money={approved} isLarge={isLarge} />{' '}
      <span className={styles.of}>{texts.ofAmount(formatMoney(amount))}</span>
    </>
  );
}
