import type { ReactNode } from 'react';
import styles from './step-label.module.css';

type Props = {
  readonly amount?: string;
  /** The amount is not part of what the button is called. */
  readonly isNamedAlone?: boolean;
  readonly children: ReactNode;
};

/** What a button does, and under it how much that comes to: two lines, at most as wide as it is. */
export function StepLabel({ amount, isNamedAlone, children }: Props) {
  return (
    <span className={styles.label}>
      <span className={styles.words}>{children}</span>{' '}
      {amount && (
        <span className={styles.amount} aria-hidden={isNamedAlone}>
          {amount}
        </span>
      )}
    </span>
  );
}
