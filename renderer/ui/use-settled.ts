import { useEffect, useState } from 'react';

const settlingMs = 350;

/**
 * False for a moment after a screen appeared. A result can come up under a finger that was on its
 * way to another button; a press that was meant for the screen before must not decide about money.
 */
export function useSettled(): boolean {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(true), settlingMs);
    return () => window.clearTimeout(timer);
  }, []);
  return isSettled;
}
