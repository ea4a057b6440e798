import { type RefObject, useEffect } from 'react';

/** Moves the focus to the element when its screen appears, or when `key` changes. */
export function useFocus(element: RefObject<HTMLElement | null>, key: unknown = null): void {
  useEffect(() => {
    void key;
    element.current?.focus({ preventScroll: true });
  }, [element, key]);
}
