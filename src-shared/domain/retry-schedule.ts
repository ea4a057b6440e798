// When to try again. The ceiling doubles from `firstMs` to `mostMs`; the wait is drawn evenly from
// nothing up to the ceiling ("full jitter"), so that tills that lost the line together do not come
// back together. There is no last attempt.
//
//   failures so far    1   2   3   4    5    6    7 and more
//   ceiling, advice    1s  2s  4s  8s   16s  32s  60s
//   ceiling, line      1s  2s  4s  8s   15s  15s  15s
//   pause, breaker     1m  2m  4m  8m   15m  15m  15m   (not drawn: waited in full)

export type RetrySchedule = { readonly firstMs: number; readonly mostMs: number };

export const adviceRetry: RetrySchedule = { firstMs: 1_000, mostMs: 60_000 };
export const breakerRetry: RetrySchedule = { firstMs: 60_000, mostMs: 900_000 };
export const linkRetry: RetrySchedule = { firstMs: 1_000, mostMs: 15_000 };

/** The longest wait, in milliseconds, after this many failures in a row (1 or more). */
export function retryCeilingMs(schedule: RetrySchedule, failures: number): number {
  const doublings = Math.min(Math.max(failures, 1) - 1, 30);
  return Math.min(schedule.firstMs * 2 ** doublings, schedule.mostMs);
}

/** The wait in milliseconds; `random` is a draw from [0, 1). */
export function retryDelayMs(schedule: RetrySchedule, failures: number, random: number): number {
  return Math.floor(retryCeilingMs(schedule, failures) * random);
}
