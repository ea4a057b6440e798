import type { BillStory } from '../../../src-shared/contract/views/bills.ts';
import { texts } from '../../texts/texts.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './bill-slip.module.css';
import { billName } from './bill-words.ts';

const { done: words } = texts.bills;

/** What the customer takes along: the reference, the biller's own lines, and whom to call. */
export function BillSlip({ story }: { story: BillStory }) {
  const { issuerReference, slipLines, phoneNumber } = story;
  return (
    <div className={styles.slip}>
      {issuerReference && (
        <div>
          <p className={styles.label}>{words.reference}</p>
          <p className={styles.reference}>
            <bdi>{issuerReference}</bdi>
            <CopyButton text={issuerReference} what={words.copyOf(billName(texts, story))} />
          </p>
        </div>
      )}
      {slipLines.length > 0 && (
        <pre className={styles.lines} aria-label={words.slip}>
          {slipLines.join('\n')}
        </pre>
      )}
      {phoneNumber && <p>{words.phone(phoneNumber)}</p>}
    </div>
  );
}
