import { useEffect, useRef } from 'react';

/** A handler says whether it took the key; what it does not take goes its usual way. */
export type KeyHandler = (event: KeyboardEvent) => boolean;

/** Listens to keys of the whole window, except while a dialog is open or another part took them. */
export function useKeys(handler: KeyHandler): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.querySelector('dialog[open]')) return;
      if (latest.current(event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Whether the key belongs to the control that has the focus: typing, or pressing a button. */
export function belongsToControl({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches('input, textarea, select')) return true;
  return (key === 'Enter' || key === ' ') && target.matches('button, a, summary');
}
