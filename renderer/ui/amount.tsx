import type { CSSProperties } from 'react';
import type { Money } from '../../src-shared/domain/money.ts';
import { findCurrency, formatDigits } from '../../src-shared/domain/money.ts';
import styles from './amount.module.css';

type Props = {
  readonly money: Money;
  /** The one amount a place is about: its sign is smaller and raised. */
  readonly isLarge?: boolean;
};

/** An amount of money in one piece, at the size of its surroundings. */
export function Amount({ money: { amountMinor, currency }, isLarge = false }: Props) {
  const known = findCurrency(currency);
  const symbol = known?.symbol ?? currency;
  const digits = formatDigits(amountMinor, known?.digits ?? 2);
  // A long amount shrinks to its place rather than being cut: amount.module.css counts with this.
  const length = { '--characters': symbol.length + digits.length } as CSSProperties;
  return (
    <span className={isLarge ? styles.large : styles.amount} style={isLarge ? length : undefined}>
      <span className={styles.symbol}>{symbol}</span>
      {'\u00a0'}
      {digits}
    </span>
  );
}
