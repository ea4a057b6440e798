import {
  type Currency,
  formatDigits,
  formatMoney,
  type Money,
} from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import styles from './note-buttons.module.css';
import { sumsOffered } from './notes.ts';

type Props = {
  /** What is due, in coins there are. */
  readonly due: Money;
  readonly currency: Currency;
  /** Stands in the field from then on; nothing is taken yet. */
  readonly onOffer: (amountMinor: number) => void;
};

/** The exact sum, and those that a customer is likely to hand over. */
export function NoteButtons({ due, currency, onOffer }: Props) {
  const { amountMinor } = due;
  if (amountMinor === 0) return null;
  return (
    <div className={styles.notes}>
      <Button aria-label={texts.pay.exactOf(formatMoney(due))} onClick={() => onOffer(amountMinor)}>
        {texts.pay.exact}
      </Button>
      {sumsOffered(amountMinor, currency.numeric, currency.digits).map((sumMinor) => (
        <Button
          key={sumMinor}
          aria-label={formatMoney({ ...due, amountMinor: sumMinor })}
          onClick={() => onOffer(sumMinor)}
        >
          {formatDigits(sumMinor, currency.digits).replace(/\.0+$/, '')}
        </Button>
      ))}
    </div>
  );
}
