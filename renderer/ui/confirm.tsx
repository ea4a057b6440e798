import { type KeyboardEvent, useId, useRef } from 'react';
import { Button } from './button.tsx';
import styles from './confirm.module.css';
import { useFocus } from './use-focus.ts';

type Props = {
  readonly question: string;
  /** Goes back without doing anything; also Escape. Has the focus first. */
  readonly keep: string;
  readonly onKeep: () => void;
  readonly go: string;
  readonly onGo: () => void;
};

/**
 * One question in the place of the button that raised it; Tab stays between its two answers. The
 * answer that does something stands on the left, away from where a button just was.
 */
export function Confirm({ question, keep, onKeep, go, onGo }: Props) {
  const questionId = useId();
  const keepButton = useRef<HTMLButtonElement>(null);
  const goButton = useRef<HTMLButtonElement>(null);
  useFocus(keepButton);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onKeep();
    }
    if (event.key === 'Tab') {
      event.preventDefault();
      const other = document.activeElement === keepButton.current ? goButton : keepButton;
      other.current?.focus();
    }
  }

  return (
    <div className={styles.place}>
      <div className={styles.confirm} role="alertdialog" tabIndex={-1} aria-labelledby={questionId}>
        <p id={questionId} className={styles.question}>
          {question}
        </p>
        <div className={styles.answers}>
          <Button ref={goButton} kind="danger" onKeyDown={onKeyDown} onClick={onGo}>
            {go}
          </Button>
          <Button ref={keepButton} kind="next" onKeyDown={onKeyDown} onClick={onKeep}>
            {keep}
          </Button>
        </div>
      </div>
    </div>
  );
}
