// When what stands on the screen last changed. A new screen can come up under a finger that was on its
// way to another button, or under a hand that has already pressed Enter for the one before; until it has
// settled nothing decides. One moment for the whole window: every change of what can be pressed counts,
// and so does every button that comes, goes or moves (moving.ts).
import { useLayoutEffect, useSyncExternalStore } from 'react';

/** About the time a person needs to see that the screen is another one. */
export const settlingMs = 350;

let changedAtMs = Number.NEGATIVE_INFINITY;
let isSettled = true;
let timer: number | undefined;
const listeners = new Set<() => void>();

/** What can be pressed has changed: from now on it settles. */
export function beginSettling(): void {
  changedAtMs = performance.now();
  window.clearTimeout(timer);
  timer = window.setTimeout(() => tell(true), settlingMs);
  tell(false);
}

/** Whether a press at this moment (as `timeStamp` of an event) can have been meant for this screen. */
export function wasOnThisScreen(atMs: number): boolean {
  return atMs >= changedAtMs;
}

/** Whether the screen had settled at this moment. */
export function wasSettled(atMs: number): boolean {
  return atMs >= changedAtMs + settlingMs;
}

/** False for a moment after the screen has changed; for what a button shows, press-guard.ts decides. */
export function useSettled(): boolean {
  return useSyncExternalStore(listen, () => isSettled);
}

/**
 * What this part of the screen shows, as a text that changes with what its buttons mean. The window
 * settles anew when it appears, changes or goes.
 */
export function useSettling(shown: string): void {
  useLayoutEffect(() => {
    if (shown) beginSettling();
    return beginSettling;
  }, [shown]);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(settled: boolean): void {
  if (settled === isSettled) return;
  isSettled = settled;
  for (const listener of listeners) listener();
}
