import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { Button } from './button.tsx';
import styles from './confirm.module.css';

type Props = {
  readonly question: string;
  /** Goes back without doing anything; also Escape. Has the focus first. */
  readonly keep: string;
  readonly onKeep: () => void;
  readonly go: string;
  readonly onGo: () => void;
};

/** One question in the place of the button that raised it; Tab stays between its two answers. */
export function Confirm({ question, keep, onKeep, go, onGo }: Props) {
  const questionId = useId();
  const keepButton = useRef<HTMLButtonElement>(null);
  const goButton = useRef<HTMLButtonElement>(null);
  useEffect(() => keepButton.current?.focus(), []);

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
    <div
      className={styles.confirm}
      role="alertdialog"
      tabIndex={-1}
      aria-labelledby={questionId}
      onKeyDown={onKeyDown}
    >
      <p id={questionId} className={styles.question}>
        {question}
      </p>
      <div className={styles.answers}>
        <Button ref={keepButton} onClick={onKeep}>
          {keep}
        </Button>
        <Button onClick={onGo} ref={goButton}>
          {go}
        </Button>
      </div>
    </div>
  );
}
