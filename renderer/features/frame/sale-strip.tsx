import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './running-strip.module.css';

/** Elsewhere in the till while a sale stands on the counter: that it does, and the way back. */
export function SaleStrip({ sale, onBack }: { sale: SaleView; onBack: () => void }) {
  const { state, lines, total } = sale;
  return (
    <div className={styles.strip}>
      <p>
        <strong>{state === 'open' ? texts.frame.saleOpen : texts.frame.saleFinished}</strong> ·{' '}
        <Amount money={total} /> · {texts.sale.countedLines(lines.length)}
      </p>
      <Button onClick={onBack}>{texts.frame.backToPayment}</Button>
    </div>
  );
}
