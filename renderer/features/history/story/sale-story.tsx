import { type ReactNode, useState } from 'react';
import type { SaleEntry, SalePage } from '../../../../src-shared/contract/views/history.ts';
import { formatMoney } from '../../../../src-shared/domain/money.ts';
import { texts } from '../../../texts/texts.ts';
import { Facts } from '../../../ui/facts.tsx';
import { StateWord } from '../../../words/state-word.tsx';
import { paymentName } from '../sale-outcome.ts';
import { PaymentDetails } from './payment-details.tsx';
import { type SaleStep, stepsOf } from './sale-steps.ts';
import styles from './timeline.module.css';
import { Moment } from './timeline.tsx';

/** What was done about a sale, oldest first; what was said about each of its payments unfolds. */
export function SaleStory({ page }: { page: SalePage }) {
  const steps = stepsOf(page);
  return (
    <ol className={styles.timeline}>
      {steps.map((step, index) => (
        <Step key={keyOf(step, index)} step={step} before={steps[index - 1]?.at} />
      ))}
    </ol>
  );
}

// What unfolds must stay what it was when steps before it are folded into one.
function keyOf(step: SaleStep, index: number): string {
  if (step.kind === 'payment') return step.story.payment.paymentId;
  return `${step.kind} ${step.kind === 'lines' ? step.at : index}`;
}

function Step({ step, before }: { step: SaleStep; before: string | undefined }) {
  switch (step.kind) {
    case 'payment':
      return <Payment step={step} before={before} />;
    case 'lines':
      return <Lines step={step} before={before} />;
    default:
      return (
        <li className={styles.state}>
          <Moment at={step.at} before={before} />
          <Entry entry={step.entry} />
        </li>
      );
  }
}

type StepProps<Kind extends SaleStep['kind']> = {
  readonly step: Extract<SaleStep, { kind: Kind }>;
  readonly before: string | undefined;
};

function Payment({ step, before }: StepProps<'payment'>) {
  const { payment } = step.story;
  const { advice } = payment;
  const [isOpen, setOpen] = useState(advice?.state === 'attention' || advice?.state === 'closed');
  return (
    <>
      <li className={styles.state}>
        <Moment at={step.at} before={before} />
        <div>
          <p className={styles.word}>{paymentName(texts, payment)}</p>
          <p>
            <StateWord row={payment} />
          </p>
          <Unfold isOpen={isOpen} onOpen={setOpen}>
            {texts.salePage.details}
          </Unfold>
        </div>
      </li>
      {isOpen && (
        <li className={styles.inner}>
          <PaymentDetails story={step.story} />
        </li>
      )}
    </>
  );
}

function Lines({ step, before }: StepProps<'lines'>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <li className={styles.state}>
        <Moment at={step.at} before={before} />
        <Unfold isOpen={isOpen} onOpen={setOpen}>
          {texts.salePage.linesFolded(step.entries.length)}
        </Unfold>
      </li>
      {isOpen &&
        step.entries.map((entry, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={styles.exchange}>
            <Moment at={entry.at} before={step.entries[index - 1]?.at ?? step.at} />
            <Entry entry={entry} />
          </li>
        ))}
    </>
  );
}

type UnfoldProps = {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly children: ReactNode;
};

function Unfold({ isOpen, onOpen, children }: UnfoldProps) {
  return (
    <button
      type="button"
      className={styles.unfold}
      aria-expanded={isOpen}
      onClick={() => onOpen(!isOpen)}
    >
      <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {children}
    </button>
  );
}

function Entry({ entry }: { entry: SaleEntry }) {
  const { kind, name, amount } = entry;
  return (
    <p>
      <span className={kind === 'completed' ? `${styles.word} ${styles.paid}` : styles.word}>
        {entryWords(entry)}
      </span>{' '}
      <span className={styles.quiet}>
        <Facts parts={[name, amount && formatMoney(amount)]} />
      </span>
    </p>
  );
}

function entryWords({ kind, tender }: SaleEntry): string {
  const { entries, tenderTaken, tenderReturned, startedUnknown } = texts.salePage;
  switch (kind) {
    case 'tenderTaken':
      return tenderTaken[tender ?? 'cash'];
    case 'tenderReturned':
      return tenderReturned[tender ?? 'cash'];
    case 'paymentStarted':
      return startedUnknown;
    default:
      return entries[kind];
  }
}
