import { useRef } from 'react';
import type { PaymentRow } from '../../../src-shared/contract/views/history.ts';
import { texts } from '../../texts/texts.ts';
import { Facts } from '../../ui/facts.tsx';
import { hourAndMinute } from '../../ui/moments.ts';
import { Note } from '../../ui/note.tsx';
import { useRoom } from '../../ui/use-room.ts';
import { shortReason } from '../../words/not-paid-words.ts';
import { RowAmount } from '../../words/row-amount.tsx';
import { StateWord } from '../../words/state-word.tsx';
import styles from './recent-payments.module.css';

const rowHeightPx = 68;

type Props = {
  readonly rows: readonly PaymentRow[];
  readonly onOpenPayment: (paymentId: string) => void;
};

/** How the last payment ended, readable in passing, and the ones before it as far as they fit. */
export function RecentPayments({ rows, onOpenPayment }: Props) {
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
      <button
        type="button"
        className={styles.latest}
        onClick={() => onOpenPayment(latest.paymentId)}
      >
        <span className={styles.word}>
          <StateWord row={latest} />
        </span>
        <span className={styles.amount}>
          <RowAmount row={latest} isLarge />
        </span>
        <span className={styles.facts}>{factsOf(latest)}</span>
      </button>
      {earlier.length > 0 && <h2 className={styles.heading}>{texts.sale.earlier}</h2>}
      <Earlier rows={earlier} onOpenPayment={onOpenPayment} />
    </section>
  );
}

// Only whole rows: nothing scrolls on the sale screen, and nothing is cut.
function Earlier({ rows, onOpenPayment }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const room = useRoom(list);
  const fitting = room ? Math.floor(room.height / rowHeightPx) : 0;
  return (
    <ul ref={list} className={styles.earlier}>
      {rows.slice(0, fitting).map((row) => (
        <li key={row.paymentId}>
          <button type="button" className={styles.row} onClick={() => onOpenPayment(row.paymentId)}>
            <span className={styles.rowWord}>
              <StateWord row={row} />
            </span>
            <span>
              <RowAmount row={row} />
            </span>
            <span className={styles.rowFacts}>{factsOf(row)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function factsOf(row: PaymentRow) {
  const why = shortReason(texts, row.reason);
  const time = hourAndMinute(texts, row.startedAt);
  return <Facts parts={[time, why, texts.saleNumber(row.saleNumber), row.partner]} />;
}
