import { useRef, useState } from 'react';
import type { CurrentPaymentView } from '../../../src-shared/contract/views.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { timeOfDay } from '../../ui/moments.ts';
import { useNextStep } from '../../ui/use-next-step.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { notPaidWords } from './not-paid-words.ts';
import styles from './result.module.css';
import { ResultPanel } from './result-panel.tsx';

type NotPaidView = Extract<CurrentPaymentView, { state: 'notPaid' }>;

/** Why it did not come about, what becomes of the money, and what to do now. */
export function NotPaidScreen({ payment }: { payment: NotPaidView }) {
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const likely = useRef<HTMLButtonElement>(null);
  const isSettled = useSettled();
  useNextStep(likely, isSettled);
  const { paymentId, saleNumber, amount, reason, reversal } = payment;
  const words = notPaidWords(texts, reason, amount);

  async function leave() {
    setBusy(true);
    await ask('nextSale', { paymentId });
    setBusy(false);
  }

  async function tryAgain() {
    setBusy(true);
    await ask('startPayment', { amountMinor: amount.amountMinor, saleNumber });
    setBusy(false);
  }

  const retry = (
    <Button
      key="retry"
      ref={words.retryFirst ? likely : null}
      kind={words.retryFirst ? 'next' : 'plain'}
      tall
      isResting={isBusy || !isSettled}
      onClick={() => void tryAgain()}
    >
      {texts.payment.tryAgain}
    </Button>
  );
  const nextSale = (
    <Button
      key="next"
      ref={words.retryFirst ? null : likely}
      kind={words.retryFirst ? 'plain' : 'next'}
      tall
      isResting={isBusy || !isSettled}
      onClick={() => void leave()}
    >
      {texts.payment.nextSale}
    </Button>
  );

  return (
    <ResultPanel
      state="notPaid"
      mark="cross"
      word={texts.payment.notPaid}
      money={amount}
      facts={texts.payment.at(texts.saleNumber(saleNumber), timeOfDay(texts, payment.decidedAt))}
      actions={words.retryFirst ? [nextSale, retry] : [retry, nextSale]}
    >
      <p className={styles.sentence}>{words.what}</p>
      <p className={reversal === 'attention' ? styles.attention : styles.text}>
        {reversal === 'attention' && <Mark kind="triangle" />} {texts.payment.reversal[reversal]}
      </p>
      <p className={styles.todo}>{words.todo}</p>
      {reason.message && (
        <p className={styles.quiet}>{texts.payment.intermediarySays(reason.message)}</p>
      )}
    </ResultPanel>
  );
}
