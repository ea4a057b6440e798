import { type RefObject, useEffect } from 'react';

/** Moves the focus to the element when its screen appears, or as soon as `isReady`. */
export function useFocus(element: RefObject<HTMLElement | null>, isReady = true): void {
  useEffect(() => {
    if (isReady) element.current?.focus({ preventScroll: true });
  }, [element, isReady]);
}
