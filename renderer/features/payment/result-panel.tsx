import type { ReactNode } from 'react';
import type { Money } from '../../../src-shared/domain/money.ts';
import { Amount } from '../../ui/amount.tsx';
import { Mark, type MarkKind } from '../../ui/mark.tsx';
import styles from './result-panel.module.css';

type Props = {
  readonly state: 'approved' | 'notPaid' | 'waiting';
  readonly mark: MarkKind;
  readonly word: string;
  readonly money: Money;
  readonly facts: string;
  /** What it means and what to do, below the panel. */
  readonly children: ReactNode;
  /** What to press, from the least to the most likely step. */
  readonly actions: ReactNode;
};

/** A result, loud: mark, word and amount on the state's own colour, then plain words and buttons. */
export function ResultPanel({ state, mark, word, money, facts, children, actions }: Props) {
  return (
    <div className={styles.screen}>
      <header className={`${styles.panel} ${styles[state]}`}>
        <h1 className={styles.word}>
          <Mark kind={mark} />
          {word}
        </h1>
        <p className={styles.amount}>
          <Amount money={money} isLarge />
        </p>
        <p className={styles.facts}>{facts}</p>
      </header>
      <div className={styles.words}>{children}</div>
      <footer className={styles.actions}>{actions}</footer>
    </div>
  );
}
