import type { Money } from '../../src-shared/domain/money.ts';
import { Amount } from './amount.tsx';
import styles from './difference.module.css';

/** More or less than nothing, with its sign: `+R 0.03`, `−R 0.07`. */
export function Difference({ money: { amountMinor, currency } }: { money: Money }) {
  const size = { amountMinor: Math.abs(amountMinor), currency };
  return (
    <span className={styles.difference}>
      {amountMinor < 0 && '−'}
      {amountMinor > 0 && '+'}
      <Amount money={size} />
    </span>
  );
}
