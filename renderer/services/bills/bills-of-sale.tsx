import type { BillStory } from '../../../src-shared/contract/views/bills.ts';
import type { SalePage } from '../../../src-shared/contract/views/history.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Mark, type MarkKind } from '../../ui/mark.tsx';
import { problemOfReference, shownNumber } from './bill-number.ts';
import { BillSlip } from './bill-slip.tsx';
import { billName, reasonWords } from './bill-words.ts';
import styles from './bills-of-sale.module.css';

type Props = {
  readonly page: SalePage;
  readonly onRefund: (story: BillStory) => void;
};

const { page: words, refund } = texts.bills;

const marks: Record<BillStory['phase'], MarkKind> = {
  asking: 'clock',
  approved: 'check',
  unknown: 'clock',
  completed: 'check',
  refused: 'cross',
  undone: 'cross',
};

/** On the page of a sale: each bill with its state, what the customer got, and the way to give it back. */
export function BillsOfSale({ page, onRefund }: Props) {
  if (page.bills.length === 0) return null;
  return (
    <section className={styles.bills} aria-label={words.title}>
      <h2 className={styles.title}>{words.title}</h2>
      <ul>
        {page.bills.map((story) => (
          <li key={story.transactionId} className={styles.bill}>
            <div className={styles.about}>
              <p className={styles.name}>
                <bdi>{billName(texts, story)}</bdi>
              </p>
              <p className={styles.number}>{shownNumber(story)}</p>
              <p>
                <Amount money={story.approved ?? story.amount} />
              </p>
              <p className={styles[story.phase]}>
                <Mark kind={marks[story.phase]} /> {phaseWords(story)}
              </p>
              {sentencesOf(story).map((sentence) => (
                <p key={sentence} className={styles.sentence}>
                  {sentence}
                </p>
              ))}
            </div>
            {story.phase === 'completed' && (
              <div className={styles.got}>
                <BillSlip story={story} />
                {story.kind !== 'refund' && page.sale.state === 'completed' && (
                  <Refund story={story} onRefund={onRefund} />
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Refund({ story, onRefund }: { story: BillStory; onRefund: Props['onRefund'] }) {
  const { till } = usePresent();
  if (!till.sells.bills) return null;
  const problem = problemOfReference(story.issuerReference);
  if (problem === 'tooLong') return <p className={styles.sentence}>{refund.byBiller}</p>;
  if (problem === 'signs') return <p className={styles.sentence}>{refund.bySigns}</p>;
  if (problem !== null) return <p className={styles.sentence}>{refund.noReference}</p>;
  // A refund is a sale of its own, and there is one counter.
  const isFree = till.sale === null && till.payment === null;
  return (
    <div className={styles.refund}>
      <Button disabled={!isFree} onClick={() => onRefund(story)}>
        {refund.start}
      </Button>
      {!isFree && <p className={styles.sentence}>{refund.counterFirst}</p>}
    </div>
  );
}

function phaseWords({ kind, phase }: BillStory): string {
  if (kind !== 'refund') return words.phases[phase];
  if (phase === 'completed') return words.refunded;
  return phase === 'refused' || phase === 'undone' ? words.notRefunded : words.phases[phase];
}

function sentencesOf({ reason, advice }: BillStory): string[] {
  const why = reason ? [reasonWords(texts, reason).what] : [];
  if (!advice || (advice.kind === 'confirmation' && advice.state === 'delivered')) return why;
  if (advice.state === 'attention') return [...why, words.needsPerson[advice.kind]];
  if (advice.state === 'closed') return [...why, words.closed];
  if (advice.kind === 'confirmation') return [words.unconfirmed];
  return [...why, advice.state === 'owed' ? words.undoing : words.undone];
}
