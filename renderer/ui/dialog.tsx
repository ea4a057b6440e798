import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId } from 'react';
import styles from './dialog.module.css';

type Props = {
  readonly title: string;
  /** After Escape, or after `close()` of the element. */
  readonly onClose: () => void;
  readonly ref: RefObject<HTMLDialogElement | null>;
  readonly children: ReactNode;
  /** What to press. */
  readonly steps: ReactNode;
};

const focusable = 'button:enabled, input:enabled, textarea:enabled, select:enabled, a[href]';

/** A question or a list above everything else: the rest rests, and Tab stays inside. */
export function Dialog({ title, onClose, ref, children, steps }: Props) {
  const titleId = useId();
  useEffect(() => ref.current?.showModal(), [ref]);

  // By itself Tab would leave the page for the browser around it.
  function onKeyDown(event: KeyboardEvent<HTMLDialogElement>) {
    if (event.key !== 'Tab') return;
    const controls = event.currentTarget.querySelectorAll<HTMLElement>(focusable);
    const [first, last] = [controls[0], controls[controls.length - 1]];
    if (document.activeElement !== (event.shiftKey ? first : last)) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }

  return (
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={titleId}
      onKeyDown={onKeyDown}
      onClose={onClose}
    >
      <h2 id={titleId} className={styles.title}>
        {title}
      </h2>
      {children}
      <div className={styles.steps}>{steps}</div>
    </dialog>
  );
}
