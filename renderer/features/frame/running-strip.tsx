import type { CurrentPaymentView } from '../../../src-shared/contract/views.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { isResult } from '../payment/status-words.ts';
import styles from './running-strip.module.css';

/** Elsewhere in the till while a payment is open: that it is, and the way back. */
export function RunningStrip({
  payment,
  onBack,
}: {
  payment: CurrentPaymentView;
  onBack: () => void;
}) {
  const what = isResult(payment) ? texts.frame.paymentFinished : texts.frame.paymentRunning;
  return (
    <div className={styles.strip}>
      <p>
        <strong>{what}</strong> · {formatMoney(payment.amount)} · {texts.states[payment.state]}
      </p>
      <Button onClick={onBack}>{texts.frame.backToPayment}</Button>
    </div>
  );
}
