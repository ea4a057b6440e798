import { useEffect, useLayoutEffect, useState } from 'react';
import { untilNextSecondMs } from './countdown.ts';

/**
 * Milliseconds left of `lengthMs` that began at `fromMs` (window's monotonic clock); moves once a
 * second.
 */
export function useCountdown(fromMs: number, lengthMs: number): number {
  const [shown, setShown] = useState(() => ({ fromMs, nowMs: performance.now() }));
  const deadlineMs = fromMs + lengthMs;
  useLayoutEffect(() => {
    let timer: number | undefined;
    const show = () => {
      const nowMs = performance.now();
      setShown({ fromMs, nowMs });
      const leftMs = deadlineMs - nowMs;
      if (leftMs > 0) timer = window.setTimeout(show, untilNextSecondMs(leftMs));
    };
    show();
    return () => window.clearTimeout(timer);
  }, [fromMs, deadlineMs]);
  // A new beginning is counted from at once; the moment shown before would be too generous.
  const nowMs = shown.fromMs === fromMs ? shown.nowMs : fromMs;
  return Math.max(0, deadlineMs - nowMs);
}

/** Renders again every `everyMs`, for ages and waits; gives the monotonic moment. */
export function useNowMs(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNowMs(performance.now()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
