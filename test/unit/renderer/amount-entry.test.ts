import { describe, expect, it } from 'vitest';
import {
  type AmountEntry,
  type EntryKey,
  emptyEntry,
  entryKeyOf,
  entryText,
  pressKey,
  readEntry,
  writtenEntry,
} from '../../../renderer/features/sale/amount-entry.ts';
import { type Currency, findCurrency } from '../../../src-shared/domain/money.ts';

const rand = findCurrency('710') as Currency;
const most = 500_000;

function typed(keys: string, start: AmountEntry = emptyEntry): AmountEntry {
  return keys.split('').reduce<AmountEntry>((entry, key) => {
    const meant = key === '<' ? 'back' : entryKeyOf(key);
    return meant === null ? entry : pressKey(entry, meant, rand);
  }, start);
}

const amountOf = (entry: AmountEntry) => readEntry(entry, rand, most);
const shown = (entry: AmountEntry) => entryText(entry, rand);

describe('typing an amount', () => {
  it('builds cents from digits alone', () => {
    expect(shown(typed('1'))).toBe('0.01');
    expect(shown(typed('18450'))).toBe('184.50');
    expect(amountOf(typed('18450'))).toEqual({ kind: 'amount', amountMinor: 18_450 });
  });

  it.each([['184.50'], ['184,50'], ['184.5']])('reads %s as written', (keys) => {
    expect(amountOf(typed(keys))).toEqual({ kind: 'amount', amountMinor: 18_450 });
  });

  it('ignores leading zeros, a second point, and digits beyond the cents', () => {
    expect(typed('0007')).toEqual(typed('7'));
    expect(shown(typed('18.4.5'))).toBe('18.45');
    expect(shown(typed('18.456'))).toBe('18.45');
  });

  it('starts with a zero when a point comes first', () => {
    expect(shown(typed('.5'))).toBe('0.5');
    expect(amountOf(typed('.5'))).toEqual({ kind: 'amount', amountMinor: 50 });
  });

  it('takes keys back one by one, through the point and to nothing', () => {
    expect(shown(typed('18450<'))).toBe('18.45');
    expect(typed('184.<')).toEqual(typed('184'));
    expect(typed('1<<')).toEqual(emptyEntry);
    expect(typed('.<<')).toEqual(emptyEntry);
  });

  it('takes the double zero as two digits, also behind the point', () => {
    const entry = (['5', '00'] as EntryKey[]).reduce((e, k) => pressKey(e, k, rand), emptyEntry);
    expect(amountOf(entry)).toEqual({ kind: 'amount', amountMinor: 500 });
    expect(shown(pressKey(typed('5.'), '00', rand))).toBe('5.00');
    expect(shown(pressKey(typed('5.1'), '00', rand))).toBe('5.10');
  });

  it('stops before a number gets too long for the screen', () => {
    expect(typed('12345678901')).toEqual(typed('123456789'));
  });
});

describe('pasting an amount', () => {
  it.each([
    ['184.50', 18_450],
    ['R 1 234,50', 123_450],
    ['50', 5_000],
    ['  7.5 ', 750],
  ])('reads %s in rand', (text, amountMinor) => {
    expect(amountOf(writtenEntry(text, rand))).toEqual({ kind: 'amount', amountMinor });
  });

  it('shows what it read in the usual form', () => {
    expect(shown(writtenEntry('R 1234,5', rand))).toBe('1\u202f234.50');
  });

  it('is known to be read as written until the next key, for typed digits would be cents', () => {
    const pasted = writtenEntry('184', rand);
    expect(pasted).toMatchObject({ isPasted: true });
    expect(amountOf(pasted)).toEqual({ kind: 'amount', amountMinor: 18_400 });
    expect(typed('<', pasted)).not.toHaveProperty('isPasted');
    expect(typed('184')).not.toHaveProperty('isPasted');
  });

  it('keeps what cannot be read, and says which rule it breaks', () => {
    const entry = writtenEntry('twelve', rand);
    expect(shown(entry)).toBe('twelve');
    expect(amountOf(entry)).toEqual({
      kind: 'unreadable',
      rule: { code: 'amount' },
    });
    expect(amountOf(writtenEntry('1.234', rand)).kind).toBe('unreadable');
  });

  it('is nothing when nothing was pasted', () => {
    expect(writtenEntry('  ', rand)).toEqual(emptyEntry);
  });
});

describe('what an entry comes to', () => {
  it('is empty at zero', () => {
    expect(amountOf(emptyEntry)).toEqual({ kind: 'empty' });
    expect(amountOf(typed('0.00'))).toEqual({ kind: 'empty' });
  });

  it('may be the largest amount, and not a cent more', () => {
    expect(amountOf(typed('500000'))).toEqual({ kind: 'amount', amountMinor: 500_000 });
    expect(amountOf(typed('500001'))).toEqual({ kind: 'tooMuch' });
  });
});

describe('keys of the keyboard', () => {
  it('means digits, the point and the way back, and nothing else', () => {
    expect(entryKeyOf('7')).toBe('7');
    expect(entryKeyOf(',')).toBe('.');
    expect(entryKeyOf('Backspace')).toBe('back');
    for (const key of ['e', '-', '+', 'F1', 'Enter', ' ']) expect(entryKeyOf(key)).toBeNull();
  });
});
