import { describe, expect, it } from 'vitest';
import { sumsOffered } from '../../../renderer/features/pay/notes.ts';
import {
  inCoinsWords,
  partProblem,
  previewCash,
} from '../../../renderer/features/pay/pay-words.ts';
import { catalogue as en } from '../../../renderer/texts/en/en.ts';
import { knownCurrencies } from '../../../src-shared/domain/money.ts';
import { aSale, rand } from './views.ts';

describe('the sums that are offered', () => {
  it.each([
    [12_450, [13_000, 14_000, 15_000, 20_000]],
    [18_450, [19_000, 20_000]],
    [1_500, [2_000, 5_000, 10_000, 20_000]],
    [20_000, []],
    [1, [1_000, 2_000, 5_000, 10_000]],
    [68_180, [69_000, 70_000, 80_000]],
  ])('of %i are %j', (dueMinor, sums) => {
    expect(sumsOffered(dueMinor, '710', 2)).toEqual(sums);
  });

  it('are none when nothing is due', () => {
    expect(sumsOffered(0, '710', 2)).toEqual([]);
  });

  it.each(knownCurrencies)(
    'are more than what is due, rising, and few: currency %s',
    (currency) => {
      for (const dueMinor of [1, 999, 12_345, 99_990, 123_456]) {
        const sums = sumsOffered(dueMinor, currency, 2);
        expect(sums.length).toBeGreaterThan(0);
        expect(sums.length).toBeLessThanOrEqual(4);
        expect(sums).toEqual([...new Set(sums)].toSorted((left, right) => left - right));
        expect(sums.every((sum) => sum > dueMinor)).toBe(true);
      }
    },
  );
});

describe('cash that is about to be taken', () => {
  const sale = aSale({ left: rand(18_457), cashLeft: rand(18_450) });

  it('gives change beyond what is due in coins', () => {
    expect(previewCash(20_000, sale)).toEqual({ kind: 'change', money: rand(1_550) });
    expect(previewCash(18_450, sale)).toEqual({ kind: 'change', money: rand(0) });
  });

  it('is a part when it is less', () => {
    expect(previewCash(18_440, sale)).toEqual({ kind: 'left', money: rand(17) });
  });

  it('is nothing before anything is typed, unless nothing is due', () => {
    expect(previewCash(0, sale)).toEqual({ kind: 'none' });
    const lessThanCoins = aSale({ left: rand(4), cashLeft: rand(0) });
    expect(previewCash(0, lessThanCoins)).toEqual({ kind: 'change', money: rand(0) });
  });

  it('is said to be rounded only when it is', () => {
    expect(inCoinsWords(en, sale)).toBe('R\u00a0184.57 is R\u00a0184.50 in cash.');
    expect(inCoinsWords(en, aSale({ left: rand(4), cashLeft: rand(0) }))).toContain(
      'nothing to pay',
    );
    expect(inCoinsWords(en, aSale())).toBeNull();
  });
});

describe('an amount of what is left', () => {
  it('may be all of it and not a cent more', () => {
    expect(partProblem(en, { kind: 'amount', amountMinor: 100 }, rand(100))).toBeNull();
    expect(partProblem(en, { kind: 'empty' }, rand(100))).toBeNull();
    expect(partProblem(en, { kind: 'tooMuch' }, rand(100))).toContain('At most R\u00a01.00');
  });
});
