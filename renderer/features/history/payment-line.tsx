import type { PaymentRow } from '../../../src-shared/contract/views.ts';
import { texts } from '../../texts/texts.ts';
import { dayOf, hourAndMinute } from '../../ui/moments.ts';
import { reasonLine } from '../payment/not-paid-words.ts';
import { RowAmount } from '../payment/row-amount.tsx';
import { StateWord } from '../payment/state-word.tsx';
import styles from './payment-line.module.css';

/** When, which sale, how much, what became of it, and by whom or why not. */
export function PaymentLine({ row, onOpen }: { row: PaymentRow; onOpen: () => void }) {
  const why = [reasonLine(texts, row.reason, row.amount), row.partner].filter(Boolean).join(' · ');
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
        <RowAmount row={row} />
      </span>
      <span className={styles.state}>
        <StateWord row={row} />
        {why && <span className={styles.why}>{why}</span>}
      </span>
    </button>
  );
}
