import type { UnreadableRow } from '../../../src-shared/contract/views/queue.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ageOf } from '../../ui/moments.ts';
import { wallNowMs } from '../../ui/wall-clock.ts';
import styles from './advice-line.module.css';
import { saleWords } from './to-close.ts';

type Props = { readonly row: UnreadableRow; readonly onClose: () => void };

/** A record that the till cannot read: what can still be told of it, and what a person should do. */
export function UnreadableLine({ row, onClose }: Props) {
  const words = texts.queue.unreadable;
  const id = idOf(row);
  return (
    <li className={`${styles.line} ${styles.exception}`}>
      <div className={styles.sale}>
        <span className={styles.record}>{words[row.record]}</span>
        <span className={styles.saleNumber}>{saleWords(row.saleNumber)}</span>
      </div>
      <span className={styles.amount}>{row.amount && <Amount money={row.amount} />}</span>
      <div className={styles.facts}>
        {row.since !== null && (
          <p className={styles.quiet}>
            {texts.queue.unreadableSince(ageOf(texts, row.since, wallNowMs()))}
          </p>
        )}
        <p className={styles.todo}>{words.todo[row.record]}</p>
        <p className={styles.id}>
          {id.name} <code>{id.value}</code>
          <CopyButton text={id.value} what={id.name} />
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

/** What it goes by at the payment service; of a sale, in the till's own book. */
function idOf({ record, id, paymentId }: UnreadableRow): { name: string; value: string } {
  if (record === 'sale') return { name: texts.salePage.saleId, value: id };
  if (paymentId !== null) return { name: texts.history.paymentId, value: paymentId };
  return { name: texts.history.messageId, value: id };
}
