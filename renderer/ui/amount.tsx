import { findCurrency, formatDigits } from '../../src-shared/domain/money.ts';
import type { Money } from '../../src-shared/domain/money.ts';
import styles from './amount.module.css';

/** An amount of money at the size of its surroundings, with the sign smaller and raised. */
export function Amount({ money: { amountMinor, currency } }: { money: Money }) {
  const known = findCurrency(currency);
  return (
    <span className={styles.amount}>
      <span className={styles.symbol}>{known?.symbol ?? currency}</span>
      {'\u00a0'}
      {formatDigits(amountMinor, known?.digits ?? 2)}
    </span>
  );
}
