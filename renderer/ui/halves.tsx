import type { ReactNode } from 'react';
import styles from './halves.module.css';

type Props = {
  readonly title: string;
  /** What it is about, on the left. */
  readonly aside: ReactNode;
  /** The large field, and under it whatever else there is to choose from. */
  readonly field: ReactNode;
  readonly more?: ReactNode;
  readonly keypad: ReactNode;
  /** Other ways than the next step. */
  readonly others?: ReactNode;
  /** What to press, from the least to the most likely step. */
  readonly steps: ReactNode;
};

/** A place where something is keyed in: what it is about, and beside it field, keypad and steps. */
export function Halves({ title, aside, field, more, keypad, others, steps }: Props) {
  return (
    <div className={styles.screen}>
      <h1 className="unseen">{title}</h1>
      <div className={styles.aside}>{aside}</div>
      <section className={styles.entry} aria-label={title}>
        <div className={styles.field}>{field}</div>
        {more && <div className={styles.more}>{more}</div>}
        <div className={styles.keys}>{keypad}</div>
        {others && <div className={styles.others}>{others}</div>}
        <div className={styles.steps}>{steps}</div>
      </section>
    </div>
  );
}
