import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { texts } from '../../texts/texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { timeOfDay } from '../../ui/moments.ts';
import { NextSale } from '../sale/next-sale.tsx';
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
  const { saleId } = payment;

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
      actions={<NextSale saleId={saleId} />}
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
