import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findCurrency,
  formatDigits,
  formatMoney,
  money,
  parseAmount,
} from '../../../src-shared/domain/money.ts';

const rand = findCurrency('710') ?? expect.fail('rand is known');

describe('amounts as people write them', () => {
  it.each([
    ['184.50', 18_450],
    ['184,5', 18_450],
    ['R 1 234.50', 123_450],
    ['R1\u00a0234,50', 123_450],
    ['50', 5_000],
    ['0.05', 5],
    ['7.', 700],
    ['r 184.50', 18_450],
    ['ZAR 184.50', 18_450],
    ['R\u00a01\u202f234.50', 123_450],
  ])('reads %s', (text, amountMinor) => {
    expect(parseAmount(text, rand)).toEqual({ ok: true, value: amountMinor });
  });

  it.each(['', 'abc', '-5', '1.2.3', '1e3', '184.505', '1234567890123', '.50', '５'])(
    'refuses %j',
    (text) => {
      expect(parseAmount(text, rand).ok).toBe(false);
    },
  );

  it('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (amountMinor) => {
        expect(parseAmount(formatDigits(amountMinor, 2), rand)).toEqual({
          ok: true,
          value: amountMinor,
        });
        expect(parseAmount(formatMoney(money(amountMinor, '710')), rand).ok).toBe(true);
      }),
    );
  });
});

it('takes a letter between digits for no sign of a currency', () => {
  const emalangeni = findCurrency('748') ?? expect.fail('emalangeni are known');
  expect(parseAmount('E 13.00', emalangeni)).toEqual({ ok: true, value: 1_300 });
  expect(parseAmount('1E3', emalangeni).ok).toBe(false);
});

it('groups thousands with spaces that do not break', () => {
  expect(formatMoney(money(123_456_789, '710'))).toBe('R\u00a01\u202f234\u202f567.89');
  expect(formatMoney(money(5, '710'))).toBe('R\u00a00.05');
});

it('is never made of fractions, negatives or numbers too large to count', () => {
  for (const amount of [0.5, -1, 2 ** 53, Number.NaN]) {
    expect(() => money(amount, '710')).toThrow('whole count');
  }
  expect(() => money(1, 'ZAR')).toThrow('three digits');
});
