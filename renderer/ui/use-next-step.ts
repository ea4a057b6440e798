import type { RefObject } from 'react';
import { useSettled } from './settling.ts';
import { useFocus } from './use-focus.ts';
import { belongsToControl, useKeys } from './use-keys.ts';

/** Enter presses the one next step of a screen, once it has settled. While a question is open it is not meant. */
export function useNextStep(button: RefObject<HTMLButtonElement | null>, isAsking = false): void {
  const isSettled = useSettled();
  useFocus(button, isSettled && !isAsking);
  useKeys((event) => {
    if (event.key !== 'Enter' || isAsking || belongsToControl(event)) return false;
    button.current?.click();
    return true;
  });
}
