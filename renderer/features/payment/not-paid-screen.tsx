import { useRef, useState } from 'react';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { timeOfDay } from '../../ui/moments.ts';
import { useNextStep } from '../../ui/use-next-step.ts';
import { notPaidWords } from '../../words/not-paid-words.ts';
import styles from './result.module.css';
import { ResultPanel } from './result-panel.tsx';

type NotPaidView = Extract<CurrentPaymentView, { state: 'notPaid' }>;

/** Why it did not come about, what becomes of the money, and what to do now. */
export function NotPaidScreen({ payment }: { payment: NotPaidView }) {
  const { till, ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const next = useRef<HTMLButtonElement>(null);
  useNextStep(next);
  const { paymentId, saleNumber, amount, reason, reversal, taken } = payment;
  const part = taken.amountMinor > 0 ? { saleNumber, rest: amount } : null;
  const words = notPaidWords(texts, reason, amount, { connection: till.connection.state, part });

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

  return (
    <ResultPanel
      state="notPaid"
      mark="cross"
      word={texts.payment.notPaid}
      money={amount}
      facts={[texts.saleNumber(saleNumber), timeOfDay(texts, payment.decidedAt)]}
      // The same places, the same focus, whatever the reason, and those of an approval: neither a
      // habit nor an Enter may put up a second code for a customer who may have paid already.
      actions={
        <>
          <Button tall isResting={isBusy} onClick={() => void tryAgain()}>
            {texts.payment.tryAgain}
          </Button>
          <Button ref={next} kind="next" tall isResting={isBusy} onClick={() => void leave()}>
            {texts.payment.nextSale}
          </Button>
        </>
      }
    >
      <p className={styles.sentence}>{words.what}</p>
      <p className={reversal === 'attention' ? styles.attention : styles.text}>
        {reversal === 'attention' && <Mark kind="triangle" />}{' '}
        {reversalWords(payment, part !== null)}
        {part && ` ${texts.payment.partPaid(formatMoney(taken), formatMoney(amount))}`}
      </p>
      <p className={styles.todo}>{words.todo}</p>
      {reason.message && (
        <p className={styles.quiet}>{texts.payment.serviceSays(reason.message)}</p>
      )}
    </ResultPanel>
  );
}

function reversalWords({ reversal, reason }: NotPaidView, isPartPaid: boolean): string {
  if (reversal === 'none' && isPartPaid) return texts.payment.nothingMore;
  // The till itself gave an approval back: there is no "if" about it.
  const isGivenBack = reason.code === 'voided' || reason.code === 'undecided';
  const isOnItsWay = reversal === 'owed' || reversal === 'delivered';
  return isGivenBack && isOnItsWay ? texts.payment.givenBack : texts.payment.reversal[reversal];
}
