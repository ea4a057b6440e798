import { useRef, useState } from 'react';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Mark } from '../../ui/mark.tsx';
import { timeOfDay } from '../../ui/moments.ts';
import { useNextStep } from '../../ui/use-next-step.ts';
import { notPaidWords } from '../../words/not-paid-words.ts';
import styles from './result.module.css';
import { ResultPanel } from './result-panel.tsx';

type NotPaidView = Extract<CurrentPaymentView, { state: 'notPaid' }>;

type Props = {
  readonly payment: NotPaidView;
  readonly lineCount: number;
  readonly hasBills: boolean;
  readonly onPay: () => void;
};

/** Why it did not come about, what becomes of the money, and what to do now. */
export function NotPaidScreen(props: Props) {
  const { payment } = props;
  const { till } = usePresent();
  const { amount, reason, reversal, taken } = payment;
  const part = taken.amountMinor > 0 ? { rest: amount } : null;
  const words = notPaidWords(texts, reason, amount, { connection: till.connection.state, part });
  return (
    <ResultPanel
      state="notPaid"
      mark="cross"
      word={texts.payment.notPaid}
      money={amount}
      facts={[texts.saleNumber(payment.saleNumber), timeOfDay(texts, payment.decidedAt)]}
      actions={<Ways {...props} />}
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

/**
 * The same places, the same focus, whatever the reason, and those of an approval: neither a habit nor
 * an Enter may put up a second code for a customer who may have paid already, or clear a sale that was
 * keyed in line by line or holds money.
 */
function Ways({ payment, lineCount, hasBills, onPay }: Props) {
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const next = useRef<HTMLButtonElement>(null);
  useNextStep(next, isAsking);
  const { saleId, amount, taken } = payment;
  const isTaken = taken.amountMinor > 0;
  // To leave a bill that the biller holds is more than to leave an amount.
  const isOneAmount = lineCount <= 1 && !isTaken && !hasBills;

  async function leave() {
    setBusy(true);
    setAsking(false);
    await ask('nextSale', { saleId });
    setBusy(false);
  }

  async function tryAgain() {
    setBusy(true);
    await ask('startPayment', { amountMinor: amount.amountMinor, saleId });
    setBusy(false);
  }

  if (isAsking) {
    return (
      <div className={styles.wide}>
        <Confirm
          question={clearQuestion(hasBills, lineCount)}
          keep={texts.sale.keepSale}
          onKeep={() => setAsking(false)}
          go={texts.payment.nextSale}
          onGo={() => void leave()}
        />
      </div>
    );
  }
  const again = (
    <Button tall isResting={isBusy} onClick={() => void tryAgain()}>
      {texts.payment.tryAgain}
    </Button>
  );
  if (isOneAmount) {
    return (
      <>
        <Button tall isResting={isBusy} onClick={onPay}>
          {texts.payment.otherTender}
        </Button>
        {again}
        <Button ref={next} kind="next" tall isResting={isBusy} onClick={() => void leave()}>
          {texts.payment.nextSale}
        </Button>
      </>
    );
  }
  return (
    <>
      {!isTaken && (
        <Button tall isResting={isBusy} onClick={() => setAsking(true)}>
          {texts.payment.nextSale}
        </Button>
      )}
      {again}
      <Button ref={next} kind="next" tall isResting={isBusy} onClick={onPay}>
        {texts.payment.otherTender}
      </Button>
    </>
  );
}

function clearQuestion(hasBills: boolean, lineCount: number): string {
  return hasBills ? texts.bills.approve.clearQuestion : texts.sale.clearQuestion(lineCount);
}

function reversalWords({ reversal, reason }: NotPaidView, isPartPaid: boolean): string {
  if (reversal === 'none' && isPartPaid) return texts.payment.nothingMore;
  // The till itself gave an approval back: there is no "if" about it.
  const isGivenBack = reason.code === 'voided' || reason.code === 'undecided';
  const isOnItsWay = reversal === 'owed' || reversal === 'delivered';
  return isGivenBack && isOnItsWay ? texts.payment.givenBack : texts.payment.reversal[reversal];
}
