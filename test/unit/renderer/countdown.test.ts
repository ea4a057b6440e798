import { expect, it } from 'vitest';
import {
  fullSecondsLeft,
  startedSecondsLeft,
  untilNextSecondMs,
} from '../../../renderer/ui/countdown.ts';

it('counts full seconds for the code, so that 0 means less than one is left', () => {
  expect([60_000, 59_999, 1_000, 999, 0, -5].map(fullSecondsLeft)).toEqual([60, 59, 1, 0, 0, 0]);
});

it('counts started seconds for the void window, so that 0 means it is over', () => {
  expect([8_001, 8_000, 1, 0, -5].map(startedSecondsLeft)).toEqual([9, 8, 1, 0, 0]);
});

it('wakes just past each full second, and never at once', () => {
  for (const leftMs of [41_300, 41_000, 999, 1]) {
    const wait = untilNextSecondMs(leftMs);
    expect(wait).toBeGreaterThan(0);
    expect(fullSecondsLeft(leftMs - wait)).toBe(Math.max(0, fullSecondsLeft(leftMs) - 1));
  }
});
