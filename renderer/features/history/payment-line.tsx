import type { PaymentRow } from '../../../src-shared/contract/views/history.ts';
import { texts } from '../../texts/texts.ts';
import { Facts } from '../../ui/facts.tsx';
import { hourAndMinute } from '../../ui/moments.ts';
import { shortReason } from '../../words/not-paid-words.ts';
import { OfAmount, TakenAmount } from '../../words/row-amount.tsx';
import { StateWord } from '../../words/state-word.tsx';
import styles from './payment-line.module.css';

/** In one line: when, which sale, how much, what became of it, and by whom or why not. */
export function PaymentLine({ row, onOpen }: { row: PaymentRow; onOpen: () => void }) {
  return (
    <button type="button" className={styles.line} onClick={onOpen}>
      <span>{hourAndMinute(texts, row.startedAt)}</span>
      <span>
        {row.saleNumber}
        {row.attempt > 1 && <span className={styles.quiet}> · {texts.attempt(row.attempt)}</span>}
      </span>
      <span className={styles.amount}>
        <TakenAmount row={row} />
      </span>
      <span className={styles.state}>
        <StateWord row={row} /> <OfAmount row={row} />
      </span>
      <span className={styles.why}>
        <Facts parts={[row.partner, shortReason(texts, row.reason)]} />
      </span>
    </button>
  );
}
