import type { UnreadableRow } from '../../../src-shared/contract/views/queue.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { ageOf } from '../../ui/moments.ts';
import { wallNowMs } from '../../ui/wall-clock.ts';
import styles from './advice-line.module.css';

type Props = { readonly row: UnreadableRow; readonly onClose: () => void };

/** A record that the till cannot read: what can still be told of it, and what a person should do. */
export function UnreadableLine({ row, onClose }: Props) {
  const words = texts.queue.unreadable;
  const isPayment = row.record === 'payment';
  return (
    <li className={`${styles.line} ${styles.exception}`}>
      <div className={styles.sale}>
        <span className={styles.record}>{isPayment ? words.payment : words.advice}</span>
        <span className={styles.saleNumber}>
          {row.saleNumber === null ? words.unknownSale : texts.saleNumber(row.saleNumber)}
        </span>
      </div>
      <span className={styles.amount}>{row.amount && <Amount money={row.amount} />}</span>
      <div className={styles.facts}>
        {row.since !== null && (
          <p className={styles.quiet}>
            {texts.queue.unreadableSince(ageOf(texts, row.since, wallNowMs()))}
          </p>
        )}
        <p className={styles.todo}>{isPayment ? words.paymentTodo : words.adviceTodo}</p>
        <p className={styles.id}>
          {texts.history.paymentId} <code>{row.paymentId}</code>
        </p>
      </div>
      {row.canClose && (
        <div className={styles.steps}>
          <Button onClick={onClose}>{texts.queue.close}</Button>
        </div>
      )}
    </li>
  );
}
