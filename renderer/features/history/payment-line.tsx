import type { PaymentRow } from '../../../src-shared/contract/views.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { dayOf, hourAndMinute } from '../../ui/moments.ts';
import { reasonLine } from '../payment/not-paid-words.ts';
import { StateWord } from '../payment/state-word.tsx';
import styles from './payment-line.module.css';

/** When, which sale, how much, what became of it, and by whom or why not. */
export function PaymentLine({ row, onOpen }: { row: PaymentRow; onOpen: () => void }) {
  const why = row.partner ?? reasonLine(texts, row.reason, row.amount);
  return (
    <button type="button" className={styles.line} onClick={onOpen}>
      <span className={styles.when}>
        <span>{hourAndMinute(texts, row.startedAt)}</span>
        <span className={styles.quiet}>{dayOf(texts, row.startedAt)}</span>
      </span>
      <span className={styles.sale}>
        {row.saleNumber}
        {row.attempt > 1 && <span className={styles.quiet}> · {texts.attempt(row.attempt)}</span>}
      </span>
      <span className={styles.amount}>
        <Amount money={row.amount} />
      </span>
      <span className={styles.state}>
        <StateWord row={row} />
        {why && <span className={styles.why}>{why}</span>}
      </span>
    </button>
  );
}
