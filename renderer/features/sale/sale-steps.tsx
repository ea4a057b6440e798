import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { isRefundSale } from '../../services/bills/bill-words.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './sale-steps.module.css';
import type { Taking } from './use-taking.ts';

type Props = {
  readonly sale: SaleView | null;
  readonly taking: Taking;
  readonly onPay: () => void;
};

/** Add line, and the way to the money: a code at once, or with lines how they are paid. */
export function SaleSteps({ sale, taking, onPay }: Props) {
  const { reading, next, isBusy } = taking;
  const isRefund = isRefundSale(sale);
  return (
    <>
      <Button
        kind={next === 'add' ? 'next' : 'plain'}
        tall
        disabled={reading.kind !== 'amount' || isRefund}
        onClick={taking.add}
      >
        {texts.sale.addLine}
      </Button>
      {sale === null ? (
        <Button kind="next" tall disabled={next !== 'take' || isBusy} onClick={taking.take}>
          {texts.sale.take}
        </Button>
      ) : (
        <Button kind="next" tall disabled={next !== 'pay'} isResting={isBusy} onClick={onPay}>
          <span className={styles.pay}>
            {isRefund ? texts.bills.refund.ask : texts.sale.pay}
            {next === 'pay' && !isRefund && (
              <span aria-hidden="true">
                <Amount money={sale.left} />
              </span>
            )}
          </span>
        </Button>
      )}
    </>
  );
}
