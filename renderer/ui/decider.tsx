import type { ButtonHTMLAttributes, Ref } from 'react';
import { useSettled } from './settling.ts';

type Props = ButtonHTMLAttributes<HTMLButtonElement> & { ref?: Ref<HTMLButtonElement> };

/**
 * A button that may decide something, of any looks. It takes no press before its screen has settled:
 * press-guard.ts drops it, and here it is said.
 */
export function Decider(props: Props) {
  const isSettled = useSettled();
  return (
    <button type="button" data-decides="" aria-disabled={isSettled ? undefined : true} {...props} />
  );
}
