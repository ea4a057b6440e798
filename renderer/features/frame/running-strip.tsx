import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { fullSecondsLeft } from '../../ui/countdown.ts';
import { useCountdown } from '../../ui/use-countdown.ts';
import { isResult } from '../payment/status-words.ts';
import styles from './running-strip.module.css';

/** Elsewhere in the till while a payment is open: that it is, how long the customer has, and the way back. */
export function RunningStrip({
  payment,
  onBack,
}: {
  payment: CurrentPaymentView;
  onBack: () => void;
}) {
  const what = isResult(payment) ? texts.frame.paymentFinished : texts.frame.paymentRunning;
  const { receivedAtMs } = usePresent();
  const isWaiting = payment.state === 'awaitingCustomer';
  const leftMs = useCountdown(receivedAtMs, isWaiting ? payment.answerWithinMs : 0);
  return (
    <div className={styles.strip}>
      <p>
        <strong>{what}</strong> · <Amount money={payment.amount} /> · {texts.states[payment.state]}
        {isWaiting && ` · ${texts.frame.secondsLeft(fullSecondsLeft(leftMs))}`}
      </p>
      <Button onClick={onBack}>{texts.frame.backToPayment}</Button>
    </div>
  );
}
