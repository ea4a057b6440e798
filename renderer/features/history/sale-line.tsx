import type { SaleRow } from '../../../src-shared/contract/views/history.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Facts } from '../../ui/facts.tsx';
import { hourAndMinute } from '../../ui/moments.ts';
import { saleFacts } from '../../words/sale-facts.ts';
import { SaleWord } from '../../words/sale-word.tsx';
import styles from './sale-line.module.css';

/** In one line: when, which sale, how much, what became of it, and how it was paid or why not. */
export function SaleLine({ row, onOpen }: { row: SaleRow; onOpen: () => void }) {
  return (
    <button type="button" className={styles.line} onClick={onOpen}>
      <span>{hourAndMinute(texts, row.openedAt)}</span>
      <span>{row.number ?? <span className={styles.quiet}>{texts.history.basket}</span>}</span>
      <span className={styles.amount}>
        <Amount money={row.total} />
      </span>
      <span className={styles.state}>
        <SaleWord row={row} />
      </span>
      <span className={styles.facts}>
        <Facts parts={saleFacts(texts, row)} />
      </span>
    </button>
  );
}
