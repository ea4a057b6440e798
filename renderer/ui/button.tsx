import type { ButtonHTMLAttributes, Ref } from 'react';
import styles from './button.module.css';
import { Decider } from './decider.tsx';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'type'> & {
  /**
   * `next` is the one way forward on a screen; `plain` any other; `danger` takes something back or
   * ends it for good; `bare` has no outline.
   */
  kind?: 'next' | 'plain' | 'danger' | 'bare';
  tall?: boolean;
  /** Takes no press while a call is under way, and looks as ever. */
  isResting?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

export function Button({
  kind = 'plain',
  tall = false,
  isResting = false,
  disabled = false,
  ...rest
}: Props) {
  return (
    <Decider
      className={`${styles[kind]} ${tall ? styles.tall : styles.low}`}
      disabled={disabled || isResting}
      data-resting={isResting ? '' : undefined}
      {...rest}
    />
  );
}
