import { useState } from 'react';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { isRefundSale } from '../../services/bills/bill-words.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { useSettled } from '../../ui/settling.ts';
import styles from '../payment/plain-payment.module.css';

type Props = {
  readonly sale: SaleView;
  /** Draws the usual screen once more. */
  readonly onAgain: () => void;
};

/** A completed sale when its screen broke: what goes back to the customer, and the way on. Plain elements only. */
export function PlainSold({ sale, onAgain }: Props) {
  const { saleId, total, change, payOut } = sale;
  const isRefund = isRefundSale(sale);
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const isSettled = useSettled();

  async function leave() {
    setBusy(true);
    await ask('nextSale', { saleId });
    setBusy(false);
  }

  return (
    <section className={styles.plain} role="alert" data-broken="">
      <h1>
        {isRefund ? texts.bills.refund.done : texts.payment.paid} ·{' '}
        {formatMoney(isRefund ? payOut : total)}
      </h1>
      {change.amountMinor > 0 && <p>{texts.payment.changeDue(formatMoney(change))}</p>}
      <p>{texts.frame.broken(texts.frame.parts.place)}</p>
      <p className={styles.steps}>
        <button
          type="button"
          data-decides=""
          aria-disabled={isSettled ? undefined : true}
          disabled={isBusy}
          onClick={() => void leave()}
        >
          {texts.payment.nextSale}
        </button>
        <button type="button" onClick={onAgain}>
          {texts.frame.showAgain}
        </button>
      </p>
    </section>
  );
}
