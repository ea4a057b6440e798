import { describe, expect, it } from 'vitest';
import { medianOf, slopeOf } from '../../soak/trend.ts';

describe('slopeOf', () => {
  it('gives the slope of a line', () => {
    const line = [0, 1, 2, 3, 4].map((x) => ({ x: x * 100, y: 7 + x * 250 }));
    expect(slopeOf(line)).toBe(2.5);
  });

  it('does not mind one sample in four that is far off', () => {
    const line = Array.from({ length: 40 }, (_, x) => ({ x, y: x % 4 === 1 ? 5_000 : 3 * x }));
    expect(slopeOf(line)).toBeCloseTo(3, 0);
  });

  it('ignores pairs with the same x, and has no answer without others', () => {
    expect(
      slopeOf([
        { x: 1, y: 0 },
        { x: 1, y: 90 },
        { x: 2, y: 45 },
      ]),
    ).toBe(0);
    expect(slopeOf([{ x: 1, y: 0 }])).toBeNaN();
  });
});

describe('medianOf', () => {
  it('is the one in the middle, or between the two there', () => {
    expect(medianOf([9, 1, 4])).toBe(4);
    expect(medianOf([9, 1, 4, 6])).toBe(5);
    expect(medianOf([])).toBeNaN();
  });
});
