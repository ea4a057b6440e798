import type { PaymentRow } from '../../src-shared/contract/views/history.ts';
import { texts } from '../texts/texts.ts';
import { Mark, type MarkKind } from '../ui/mark.tsx';
import styles from './state-word.module.css';

const marks: Record<PaymentRow['state'], MarkKind> = {
  requestingCode: 'clock',
  awaitingCustomer: 'clock',
  approved: 'check',
  paid: 'check',
  notPaid: 'cross',
};

/** A payment's state as mark, word and colour; and what it still owes, when that is news. */
export function StateWord({ row }: { row: Pick<PaymentRow, 'state' | 'advice'> }) {
  const { state, advice } = row;
  return (
    <span className={styles.words}>
      <span className={styles[state]}>
        <Mark kind={marks[state]} /> {texts.states[state]}
      </span>
      <OwedWord advice={advice} />
    </span>
  );
}

/** What is still owed for a payment, or how a person settled it; nothing once it is delivered. */
export function OwedWord({ advice }: { advice: PaymentRow['advice'] }) {
  if (!advice || advice.state === 'delivered') return null;
  return (
    <span className={advice.state === 'attention' ? styles.attention : styles.owed}>
      {advice.state === 'attention' && <Mark kind="triangle" />}{' '}
      {texts.advices[advice.kind][advice.state]}
    </span>
  );
}
