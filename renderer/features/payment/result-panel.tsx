import type { ReactNode, Ref } from 'react';
import type { Money } from '../../../src-shared/domain/money.ts';
import { Amount } from '../../ui/amount.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Mark, type MarkKind } from '../../ui/mark.tsx';
import styles from './result-panel.module.css';

type Props = {
  readonly state: 'approved' | 'notPaid' | 'waiting';
  readonly mark: MarkKind;
  readonly word: string;
  readonly money: Money;
  readonly facts: readonly string[];
  readonly heading?: Ref<HTMLHeadingElement>;
  /** Keeps the height of a question free below, so that nothing moves when one comes up. */
  readonly mayAsk?: boolean;
  /** What it means and what to do, below the panel. */
  readonly children: ReactNode;
  /** What to press, from the least to the most likely step. */
  readonly actions: ReactNode;
};

/** A result, loud: mark, word and amount on the state's own colour, then plain words and buttons. */
export function ResultPanel(props: Props) {
  const { state, mark, word, money, facts, heading, mayAsk, children, actions } = props;
  return (
    <div className={styles.screen}>
      <header className={`${styles.panel} ${styles[state]}`}>
        <h1 ref={heading} tabIndex={-1} className={styles.word}>
          <Mark kind={mark} />
          {word}
        </h1>
        <p className={styles.amount}>
          <Amount money={money} isLarge />
        </p>
        <p className={styles.facts}>
          <Facts parts={facts} />
        </p>
      </header>
      <div className={styles.words}>{children}</div>
      <footer className={mayAsk ? `${styles.actions} ${styles.mayAsk}` : styles.actions}>
        {actions}
      </footer>
    </div>
  );
}
