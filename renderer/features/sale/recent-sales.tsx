import { useRef } from 'react';
import type { SaleRow } from '../../../src-shared/contract/views/history.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Facts } from '../../ui/facts.tsx';
import { hourAndMinute } from '../../ui/moments.ts';
import { Note } from '../../ui/note.tsx';
import { useRoom } from '../../ui/use-room.ts';
import { saleFacts, saleName } from '../../words/sale-facts.ts';
import { SaleWord } from '../../words/sale-word.tsx';
import styles from './recent-sales.module.css';

const rowHeightPx = 68;

type Props = {
  readonly rows: readonly SaleRow[];
  readonly onOpenSale: (saleId: string) => void;
};

/** How the last sale ended, readable in passing, and the ones before it as far as they fit. */
export function RecentSales({ rows, onOpenSale }: Props) {
  const [latest, ...earlier] = rows;
  if (!latest) {
    return (
      <section className={styles.recent} aria-label={texts.sale.latest}>
        <Note title={texts.sale.noneYet}>{texts.sale.noneYetNote}</Note>
      </section>
    );
  }
  return (
    <section className={styles.recent} aria-label={texts.sale.latest}>
      <h2 className={styles.heading}>{texts.sale.latest}</h2>
      <button type="button" className={styles.latest} onClick={() => onOpenSale(latest.saleId)}>
        <span className={styles.word}>
          <SaleWord row={latest} />
        </span>
        <span className={styles.amount}>
          <Amount money={latest.total} isLarge />
        </span>
        <span className={styles.facts}>
          <Facts parts={factsOf(latest)} />
        </span>
      </button>
      {earlier.length > 0 && <h2 className={styles.heading}>{texts.sale.earlier}</h2>}
      <Earlier rows={earlier} onOpenSale={onOpenSale} />
    </section>
  );
}

/** The last result as one row, while a sale stands where the others would. */
export function LastSale({ row, onOpenSale }: Pick<Props, 'onOpenSale'> & { row: SaleRow }) {
  return (
    <button type="button" className={styles.last} onClick={() => onOpenSale(row.saleId)}>
      <span className="unseen">{texts.sale.latest} </span>
      <span className={styles.rowWord}>
        <SaleWord row={row} />
      </span>
      <Amount money={row.total} />
      <span className={styles.lastFacts}>{hourAndMinute(texts, row.openedAt)}</span>
    </button>
  );
}

// Only whole rows: nothing scrolls on the sale screen, and nothing is cut.
function Earlier({ rows, onOpenSale }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const room = useRoom(list);
  const fitting = room ? Math.floor(room.height / rowHeightPx) : 0;
  return (
    <ul ref={list} className={styles.earlier}>
      {rows.slice(0, fitting).map((row) => (
        <li key={row.saleId}>
          <button type="button" className={styles.row} onClick={() => onOpenSale(row.saleId)}>
            <span className={styles.rowWord}>
              <SaleWord row={row} />
            </span>
            <span>
              <Amount money={row.total} />
            </span>
            <span className={styles.rowFacts}>
              <Facts parts={factsOf(row)} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function factsOf(row: SaleRow) {
  return [hourAndMinute(texts, row.openedAt), saleName(texts, row), ...saleFacts(texts, row)];
}
