import { describe, expect, it } from 'vitest';
import { entryKeyOf, entryText, pressKey } from '../../../renderer/features/sale/amount-entry.ts';
import {
  emptyLine,
  isTimesKey,
  isUntyped,
  type LineEntry,
  pressTimes,
  takeTimesBack,
} from '../../../renderer/features/sale/line-entry.ts';
import { type Currency, findCurrency } from '../../../src-shared/domain/money.ts';

const rand = findCurrency('710') as Currency;

function typed(keys: string, start: LineEntry = emptyLine): LineEntry {
  return keys.split('').reduce<LineEntry>((entry, key) => {
    if (isTimesKey(key)) return pressTimes(entry);
    const meant = entryKeyOf(key);
    return meant === null ? entry : { ...entry, amount: pressKey(entry.amount, meant, rand) };
  }, start);
}

const shown = ({ times, amount }: LineEntry) => [times, entryText(amount, rand)];

describe('typing how many', () => {
  it.each(['3*1899', '3x1899', '3X1899', '3×1899', '003*18.99'])('reads %s as three', (keys) => {
    expect(shown(typed(keys))).toEqual([3, '18.99']);
  });

  it('is said once: a second sign changes nothing', () => {
    expect(shown(typed('3*4*1899'))).toEqual([3, '418.99']);
  });

  it.each(['*', '0*', '1000*', '1.5*'])('%s says no number of things', (keys) => {
    expect(typed(keys).times).toBeNull();
  });

  it('keeps what was typed when it can be no number of things', () => {
    expect(shown(typed('1000*'))).toEqual([null, '10.00']);
    expect(shown(typed('999*1'))).toEqual([999, '0.01']);
  });

  it('can be taken back: its digits are an amount again', () => {
    expect(shown(takeTimesBack(typed('12*')))).toEqual([null, '0.12']);
  });

  it('is not an amount yet', () => {
    expect(isUntyped(typed('3*'))).toBe(true);
    expect(isUntyped(typed('3*1'))).toBe(false);
  });
});
