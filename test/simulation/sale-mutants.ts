// Deliberate bugs in what a sale comes to, what becomes of it, and what is written of that.
import { type Mutant, one } from './mutant.ts';

const sale = 'src-shared/domain/sale/sale.ts';
const settle = 'src-shared/domain/sale/settle.ts';
const counter = 'electron/core/counter/counter.ts';
const sales = 'electron/core/store/tables/sales.ts';

export const saleMutants: readonly Mutant[] = [
  one(
    'a cent of the rest is forgotten',
    sale,
    'leftMinor: Math.max(dueMinor - cashMinor, 0),',
    'leftMinor: Math.max(dueMinor - cashMinor - 1, 0),',
  ),
  one(
    'cash that was given back counts on',
    sale,
    'return sale.tenders.filter(({ isReturned }) => !isReturned);',
    'return sale.tenders;',
  ),
  one(
    'a line that was taken off is sold',
    sale,
    'const totalMinor = totalOf(linesOf(sale));',
    'const totalMinor = totalOf(sale.lines);',
  ),
  one(
    'a sale completes with one of its payments',
    settle,
    '...open.map(({ id })',
    '...open.slice(0, 1).map(({ id })',
  ),
  one(
    'an abandoned sale keeps what was approved',
    settle,
    "tell: openOfSale(sale).map(({ id }) => ({ id, event: 'abandoned', tenders: [] })),",
    'tell: [],',
  ),
  one(
    'an abandoned sale keeps the cash',
    settle,
    "if (holdsMoney(sale)) return fail('holdsMoney');",
    '',
  ),
  one('change is not posted', settle, "posting('drawer', 'sale', changeMinor),", ''),
  one('rounding is posted the other way', settle, 'roundingMinor > 0', 'roundingMinor < 0'),
  {
    name: 'a payment is confirmed before its sale is paid for',
    edits: [
      {
        file: settle,
        from: "if (balanceOf(sale, rule).leftMinor > 0) return fail('notTendered');",
        to: '',
      },
      {
        file: 'electron/core/counter/till.ts',
        from: 'const isPaid = part && this.#sales.balance(sale).leftMinor === 0 && isApproved(sale);',
        to: 'const isPaid = part && isApproved(sale);',
      },
    ],
  },
  one(
    'a second code while the first one is out',
    counter,
    "phase === 'asking' || phase === 'unknown'",
    "phase === 'unknown'",
  ),
  one(
    'more is taken than is left',
    counter,
    'if (isOther || amountMinor > leftMinor || leftMinor === 0) {',
    'if (isOther || leftMinor === 0) {',
  ),
  one(
    'a line that is paid for is taken off',
    'electron/core/counter/basket.ts',
    'const isBelow = totalMinor < partsMinor + cardMinor;',
    'const isBelow = false;',
  ),
  one('a number is left out', sales, "Number(last?.['place']) + 1", "Number(last?.['place']) + 2"),
  one(
    'lines are not in the second record',
    'electron/core/store/store.ts',
    'if (changes > 0) this.#touch({ table, key, isKnown: false });',
    "if (changes > 0 && table !== 'sale_lines') this.#touch({ table, key, isKnown: false });",
  ),
];
