import { useEffect, useState } from 'react';
import { untilNextSecondMs } from './countdown.ts';

/** Milliseconds left until `deadlineMs` (window's monotonic clock); moves once a second. */
export function useCountdown(deadlineMs: number): number {
  const [shown, setShown] = useState(() => ({ deadlineMs, nowMs: performance.now() }));
  useEffect(() => {
    let timer: number | undefined;
    const show = () => {
      const nowMs = performance.now();
      setShown({ deadlineMs, nowMs });
      const leftMs = deadlineMs - nowMs;
      if (leftMs > 0) timer = window.setTimeout(show, untilNextSecondMs(leftMs));
    };
    show();
    return () => window.clearTimeout(timer);
  }, [deadlineMs]);
  return Math.max(0, deadlineMs - shown.nowMs);
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
