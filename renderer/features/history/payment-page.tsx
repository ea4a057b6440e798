import { useMemo, useRef } from 'react';
import type {
  PaymentPage as PaymentPageView,
  PaymentRow,
} from '../../../src-shared/contract/views/history.ts';
import { texts } from '../../texts/texts.ts';
import { useAnswer } from '../../till/use-answer.ts';
import { type SaveFile, usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { dayOf, timeOfDay } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { useFocus } from '../../ui/use-focus.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { reasonLine } from '../../words/not-paid-words.ts';
import { RowAmount } from '../../words/row-amount.tsx';
import { StateWord } from '../../words/state-word.tsx';
import styles from './payment-page.module.css';
import { Timeline } from './timeline.tsx';

/** Everything that is known about one payment, and what happened to it, oldest first. */
export function PaymentPage({ paymentId, onBack }: { paymentId: string; onBack: () => void }) {
  const question = useMemo(() => ({ paymentId }), [paymentId]);
  const page = useAnswer('getPayment', question)?.value ?? null;
  const { saveFile } = usePresent();
  const heading = useRef<HTMLHeadingElement>(null);
  useFocus(heading, page !== null);
  useKeys((event) => {
    if (event.key !== 'Escape') return false;
    onBack();
    return true;
  });
  return (
    <>
      <div className={styles.back}>
        <Button onClick={onBack}>{texts.history.back}</Button>
        {page && <Button onClick={() => save(page, saveFile)}>{texts.history.export}</Button>}
      </div>
      <Page
        heading={heading}
        title={page ? <RowAmount row={page.payment} isLarge /> : texts.history.loading}
        aside={
          page && (
            <span className={styles.state}>
              <StateWord row={page.payment} />
              <Settled payment={page.payment} />
            </span>
          )
        }
      >
        {page && (
          <>
            <Outcome payment={page.payment} />
            <div className={styles.columns}>
              <Facts page={page} />
              <section>
                <h2 className={styles.title}>{texts.history.timeline}</h2>
                <Timeline entries={page.timeline} amount={page.payment.amount} />
              </section>
            </div>
          </>
        )}
      </Page>
    </>
  );
}

/** How it ended in plain words, before anything of how it came to that; and what is left to be done. */
function Outcome({ payment: { state, reason, amount, advice } }: { payment: PaymentRow }) {
  return (
    <div className={styles.outcome}>
      <p>{reasonLine(texts, reason, amount) ?? `${texts.history.stateSentences[state]}.`}</p>
      {advice?.state === 'attention' && (
        <p className={styles.todo}>
          <Mark kind="triangle" /> {texts.queue.todo[advice.kind]}
        </p>
      )}
    </div>
  );
}

/** What the intermediary has been told and since when it knows, or that a person settled it without. */
function Settled({ payment: { advice, startedAt } }: { payment: PaymentRow }) {
  if (!advice?.settledAt) return null;
  const { settledAt, kind, state } = advice;
  const isSameDay = dayOf(texts, settledAt) === dayOf(texts, startedAt);
  const time = timeOfDay(texts, settledAt);
  const when = isSameDay ? time : `${dayOf(texts, settledAt)} ${time}`;
  const what = texts.queue.kinds[kind];
  if (state !== 'delivered' && state !== 'closed') return null;
  return <span className={styles.delivered}>{texts.history.settled[state](what, when)}</span>;
}

type Fact = [name: string, value: string | null, isId?: boolean];

function Facts({ page }: { page: PaymentPageView }) {
  const { payment } = page;
  const isClosed = payment.advice?.state === 'closed';
  const closing = isClosed && page.timeline.findLast((entry) => entry.kind === 'closed');
  const facts: Fact[] = [
    ...(closing ? [[texts.history.closedBy(closing.person), closing.reason] as Fact] : []),
    [texts.history.partner, payment.partner],
    [
      texts.history.started,
      `${dayOf(texts, payment.startedAt)} ${timeOfDay(texts, payment.startedAt)}`,
    ],
    [texts.history.reference, page.issuerReference, true],
    [texts.history.tranId, page.tranId, true],
    [texts.history.paymentId, payment.paymentId, true],
  ];
  return (
    <section>
      <h2 className={styles.title}>
        {texts.saleNumber(payment.saleNumber)}
        {payment.attempt > 1 && ` · ${texts.attempt(payment.attempt)}`}
      </h2>
      <dl className={styles.facts}>
        {facts.map(
          ([name, value, isId]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd className={isId ? styles.id : undefined}>
                  <bdi>{value}</bdi>
                  {isId && <CopyButton text={value} what={name} />}
                </dd>
              </div>
            ),
        )}
        {page.slipLines.length > 0 && (
          <div>
            <dt>{texts.history.slip}</dt>
            <dd className={styles.slip}>{page.slipLines.join('\n')}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function save(page: PaymentPageView, saveFile: SaveFile): void {
  const { saleNumber, attempt } = page.payment;
  void saveFile(`payment-${saleNumber}-${attempt}.json`, JSON.stringify(page, null, 2));
}
