import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
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
  return (
    <>
      <Button
        kind={next === 'add' ? 'next' : 'plain'}
        tall
        disabled={reading.kind !== 'amount'}
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
            {texts.sale.pay}
            {next === 'pay' && (
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
