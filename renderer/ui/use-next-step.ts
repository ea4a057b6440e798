import { type RefObject, useEffect, useRef } from 'react';
import { useFocus } from './use-focus.ts';
import { belongsToControl, useKeys } from './use-keys.ts';

/**
 * Enter presses the one next step of a screen. An Enter that comes while the screen still settles is
 * not lost: it counts as soon as the button takes a press. While a question is open it is not meant.
 */
export function useNextStep(
  button: RefObject<HTMLButtonElement | null>,
  isSettled: boolean,
  isAsking = false,
): void {
  const wasPressedEarly = useRef(false);
  const isReady = isSettled && !isAsking;
  useFocus(button, isReady);
  useEffect(() => {
    if (!isReady || !wasPressedEarly.current) return;
    wasPressedEarly.current = false;
    button.current?.click();
  }, [button, isReady]);
  useKeys((event) => {
    if (event.key !== 'Enter' || event.repeat || isAsking || belongsToControl(event)) return false;
    if (isReady) button.current?.click();
    else wasPressedEarly.current = true;
    return true;
  });
}
