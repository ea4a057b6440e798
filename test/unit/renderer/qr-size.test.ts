import { describe, expect, it } from 'vitest';
import { qrPlacing } from '../../../renderer/features/payment/qr-size.ts';

describe('the size of a code', () => {
  it('is the largest whole number of pixels per module that fits', () => {
    expect(qrPlacing(600, 41, 1)).toEqual({ side: 574, inset: 13 });
    expect(qrPlacing(574, 41, 1).side).toBe(574);
    expect(qrPlacing(573, 41, 1).side).toBe(533);
  });

  it('counts in device pixels, and starts on one', () => {
    for (const density of [1, 1.25, 1.5, 2]) {
      const { side, inset } = qrPlacing(592, 49, density);
      expect((side * density) % 49).toBeCloseTo(0);
      expect(Number.isInteger(Math.round(inset * density * 1e6) / 1e6)).toBe(true);
      expect(side + inset).toBeLessThanOrEqual(592);
    }
  });

  it('is one pixel per module where there is no room at all', () => {
    expect(qrPlacing(10, 41, 1)).toEqual({ side: 41, inset: 0 });
  });
});
