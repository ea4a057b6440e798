import type { RefObject } from 'react';
import { useFocus } from './use-focus.ts';
import { belongsToControl, useKeys } from './use-keys.ts';

/** Makes a button the screen's next step: it has the focus, and Enter presses it from anywhere. */
export function useNextStep(button: RefObject<HTMLButtonElement | null>, isReady: boolean): void {
  useFocus(button, isReady);
  useKeys((event) => {
    if (event.key !== 'Enter' || event.repeat || !isReady || belongsToControl(event)) return false;
    button.current?.click();
    return true;
  });
}
