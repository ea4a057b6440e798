import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue as en } from '../../../renderer/texts/en/en.ts';
import {
  type Currency,
  findCurrency,
  formatMoney,
  money,
} from '../../../src-shared/domain/money.ts';
import { readSearch } from '../../../src-shared/domain/search.ts';

const rand = findCurrency('710') as Currency;

describe('what was typed to find a payment', () => {
  it.each([
    'Sale 000001',
    'sale 1',
    'SALE000001',
    ' 000001 ',
    '1',
    '#000001',
    'Verkoop 000001',
    'Sale 000001 · try 2',
  ])('%j is the sale', (text) => {
    expect(readSearch(text, rand)?.saleNumber).toBe('000001');
  });

  it.each(['R 184.50', 'r184.50', '184,50', 'ZAR 184.50', 'R\u00a0184.50'])(
    '%j is the amount',
    (text) => {
      expect(readSearch(text, rand)).toMatchObject({ amountMinor: 18_450, saleNumber: null });
    },
  );

  it('is an id or a reference in one piece, whatever its case', () => {
    const search = readSearch(' 5F0C7F2E3A55 4B7E9A6E ', rand);
    expect(search).toMatchObject({ id: '5f0c7f2e3a554b7e9a6e', exact: '5F0C7F2E3A554B7E9A6E' });
    expect(search?.reference).toBe('5f0c7f2e3a554b7e9a6e');
    expect(readSearch('0123456789', rand)?.reference).toBe('0123456789');
    expect(readSearch(' \n', rand)).toBeNull();
  });

  it.each(['Sale 000001', 'R 184.50', '184.50', '#12'])('%j is no reference', (text) => {
    expect(readSearch(text, rand)?.reference).toBeNull();
  });

  it('finds every sale and every amount as the screen has it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.integer({ min: 1, max: 60 }),
        (n, attempt) => {
          const number = String(n).padStart(6, '0');
          const shown = `${en.saleNumber(number)} · ${en.attempt(attempt)}`;
          expect(readSearch(shown, rand)?.saleNumber).toBe(number);
          expect(readSearch(formatMoney(money(n, '710')), rand)?.amountMinor).toBe(n);
        },
      ),
    );
  });
});
