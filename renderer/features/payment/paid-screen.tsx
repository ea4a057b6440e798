import { useRef, useState } from 'react';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { timeOfDay } from '../../ui/moments.ts';
import { useNextStep } from '../../ui/use-next-step.ts';
import styles from './result.module.css';
import { ResultPanel } from './result-panel.tsx';

type PaidView = Extract<CurrentPaymentView, { state: 'paid' }>;

type Props = {
  readonly payment: PaidView;
  /** The void question was open when the payment confirmed itself. */
  readonly isTooLateToVoid: boolean;
};

/** The money is taken; the next sale, or what is still to pay on this one. */
export function PaidScreen({ payment, isTooLateToVoid }: Props) {
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const next = useRef<HTMLButtonElement>(null);
  useNextStep(next);
  const { paymentId, saleNumber, remaining } = payment;
  const isRestDue = remaining.amountMinor > 0;

  async function leave() {
    setBusy(true);
    await ask('nextSale', { paymentId });
    setBusy(false);
  }

  async function takeRest() {
    setBusy(true);
    await ask('startPayment', { amountMinor: remaining.amountMinor, saleNumber });
    setBusy(false);
  }

  return (
    <ResultPanel
      mayAsk
      state="approved"
      mark="check"
      word={texts.payment.paid}
      money={payment.approved}
      facts={[
        texts.saleNumber(payment.saleNumber),
        payment.partner,
        timeOfDay(texts, payment.approvedAt),
      ]}
      actions={
        isRestDue ? (
          <>
            <Button tall isResting={isBusy} onClick={() => void leave()}>
              {texts.payment.otherTender}
            </Button>
            <Button ref={next} kind="next" tall isResting={isBusy} onClick={() => void takeRest()}>
              {texts.payment.takeRest}
            </Button>
          </>
        ) : (
          <Button ref={next} kind="next" tall isResting={isBusy} onClick={() => void leave()}>
            {texts.payment.nextSale}
          </Button>
        )
      }
    >
      {isTooLateToVoid && (
        <p className={styles.late}>
          <Mark kind="triangle" /> {texts.payment.tooLateToVoid}
        </p>
      )}
      {(isRestDue || !isTooLateToVoid) && (
        <p className={styles.lead}>
          {isRestDue ? texts.payment.remaining(formatMoney(remaining)) : texts.payment.paidNote}
        </p>
      )}
      {isRestDue && (
        <p className={styles.text}>
          {texts.payment.remainingNote(formatMoney(remaining), saleNumber)}
        </p>
      )}
    </ResultPanel>
  );
}
