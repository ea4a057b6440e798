import type { PaymentStory } from '../../../../src-shared/contract/views/history.ts';
import { texts } from '../../../texts/texts.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { dayOf, timeOfDay } from '../../../ui/moments.ts';
import styles from './payment-details.module.css';
import { Timeline } from './timeline.tsx';

/** One QR payment for whoever asks the payment service about it: its ids, and what was said and answered. */
export function PaymentDetails({ story }: { story: PaymentStory }) {
  const { payment } = story;
  const { history } = texts;
  return (
    <>
      <dl className={styles.facts}>
        <Fact name={history.partner} value={payment.partner} />
        <Fact {...settledFact(payment)} />
        <Fact name={history.reference} value={story.issuerReference} isId />
        <Fact name={history.tranId} value={story.tranId} isId />
        <Fact name={history.paymentId} value={payment.paymentId} isId />
        {story.slipLines.length > 0 && (
          <div>
            <dt>{history.slip}</dt>
            <dd className={styles.slip}>{story.slipLines.join('\n')}</dd>
          </div>
        )}
      </dl>
      <Timeline entries={story.timeline} amount={payment.amount} />
    </>
  );
}

type FactProps = { readonly name: string; readonly value: string | null; readonly isId?: boolean };

function Fact({ name, value, isId = false }: FactProps) {
  if (!value) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd className={isId ? styles.id : undefined}>
        <bdi>{value}</bdi>
        {isId && <CopyButton text={value} what={name} />}
      </dd>
    </div>
  );
}

/** Since when the payment service knows how it ended, or that a person settled it without. */
function settledFact({ advice }: PaymentStory['payment']): FactProps {
  const { history, queue } = texts;
  const name = advice ? queue.kinds[advice.kind] : '';
  if (!advice?.settledAt || advice.state === 'owed' || advice.state === 'attention') {
    return { name, value: null };
  }
  const when = `${dayOf(texts, advice.settledAt)} ${timeOfDay(texts, advice.settledAt)}`;
  return { name, value: history.settled[advice.state](when) };
}
