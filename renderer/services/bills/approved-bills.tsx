import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Mark } from '../../ui/mark.tsx';
import styles from './approved-bills.module.css';
import { shownNumber } from './bill-number.ts';
import { billName } from './bill-words.ts';
import { HeldFor } from './held-for.tsx';

/** While tenders are taken: what the biller has agreed to, and how long it holds it. */
export function ApprovedBills({ sale }: { sale: SaleView }) {
  const { lines, approval, undoneWithinMs } = sale;
  if (approval !== 'ready') return null;
  return (
    <div className={styles.approved}>
      <ul aria-label={texts.bills.approve.rows}>
        {lines.map(
          ({ lineId, bill, amount }) =>
            bill && (
              <li key={lineId} className={styles.row}>
                <span className={styles.what}>
                  <bdi>{billName(texts, bill)}</bdi>
                  <span className={styles.number}>{shownNumber(bill)}</span>
                </span>
                <span className={styles.word}>
                  <Mark kind="check" /> {texts.bills.approve.approved}
                </span>
                <Amount money={amount} />
              </li>
            ),
        )}
      </ul>
      <HeldFor undoneWithinMs={undoneWithinMs} />
    </div>
  );
}
