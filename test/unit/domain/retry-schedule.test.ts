import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  adviceRetry,
  linkRetry,
  retryCeilingMs,
  retryDelayMs,
} from '../../../src-shared/domain/retry-schedule.ts';

it('doubles from one second to the most, as its table says', () => {
  const ceilings = [1, 2, 3, 4, 5, 6, 7, 8, 1_000].map((n) => retryCeilingMs(adviceRetry, n));
  expect(ceilings).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000));
  expect(retryCeilingMs(linkRetry, 5)).toBe(15_000);
});

it('always waits between nothing and the ceiling, however often it failed', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, draw) => {
        const delayMs = retryDelayMs(adviceRetry, failures, draw);
        expect(delayMs).toBeGreaterThanOrEqual(0);
        expect(delayMs).toBeLessThan(60_000);
      },
    ),
  );
});
