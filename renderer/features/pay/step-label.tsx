import type { ReactNode } from 'react';
import styles from './step-label.module.css';

/** What a button does, and under it how much that comes to: two lines, at most as wide as it is. */
export function StepLabel({ amount, children }: { amount?: string; children: ReactNode }) {
  return (
    <span className={styles.label}>
      <span className={styles.words}>{children}</span>{' '}
      {amount && <span className={styles.amount}>{amount}</span>}
    </span>
  );
}
