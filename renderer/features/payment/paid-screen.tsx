import { useRef, useState } from 'react';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
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

/** The money is taken, and the sale is complete. */
export function PaidScreen({ payment, isTooLateToVoid }: Props) {
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const next = useRef<HTMLButtonElement>(null);
  useNextStep(next);
  const { saleId } = payment;

  async function leave() {
    setBusy(true);
    await ask('nextSale', { saleId });
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
        <Button ref={next} kind="next" tall isResting={isBusy} onClick={() => void leave()}>
          {texts.payment.nextSale}
        </Button>
      }
    >
      {isTooLateToVoid ? (
        <p className={styles.late}>
          <Mark kind="triangle" /> {texts.payment.tooLateToVoid}
        </p>
      ) : (
        <p className={styles.lead}>{texts.payment.paidNote}</p>
      )}
    </ResultPanel>
  );
}
