// What a sale comes to and what becomes of it, for any lines, tenders and transactions in any order.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cashRoundings, inCoins, smallestCoin } from '../../../src-shared/domain/sale/rounding.ts';
import {
  amountOf,
  balanceOf,
  type HandTender,
  holdsMoney,
  isApproved,
  type Line,
  linesOf,
  ordersOf,
  type Part,
  paidParts,
  type Sale,
  saleStates,
  tendersOf,
} from '../../../src-shared/domain/sale/sale.ts';
import {
  netOf,
  type SaleEvent,
  settle,
  tendersByOrder,
} from '../../../src-shared/domain/sale/settle.ts';
import { isEnded, phases } from '../../../src-shared/domain/transaction.ts';

const rule = fc.constantFrom(...cashRoundings);
const amount = fc.integer({ min: 1, max: 99_999 });
const line: fc.Arbitrary<Line> = fc.record({
  id: fc.uuid(),
  name: fc.constant(null),
  unitMinor: amount,
  quantity: fc.integer({ min: 1, max: 5 }),
  isRemoved: fc.boolean(),
  order: fc.option(fc.constant({ service: 'coupons', kind: 'one', asked: '{}' })),
});
const tender: fc.Arbitrary<HandTender> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('cash', 'card'),
  amountMinor: amount,
  reference: fc.constant(null),
  isReturned: fc.boolean(),
});
const part: fc.Arbitrary<Part> = fc
  .record({ id: fc.uuid(), phase: fc.constantFrom(...phases), amountMinor: amount })
  .map((each) => ({
    ...each,
    approvedMinor: ['approved', 'completed', 'undone'].includes(each.phase) ? each.amountMinor : 0,
  }));
const saleOf = fc.record({
  id: fc.uuid(),
  state: fc.constantFrom(...saleStates),
  lines: fc.array(line, { maxLength: 5 }),
  tenders: fc.array(tender, { maxLength: 4 }),
  parts: fc.array(part, { maxLength: 3 }),
  asked: fc.array(fc.tuple(fc.constantFrom(...phases), fc.nat(1)), { minLength: 5, maxLength: 5 }),
});
/** Of each line that a far end is asked for, a transaction in any phase, of the whole or of less. */
const sale: fc.Arbitrary<Sale> = saleOf.map(({ asked, ...facts }) => ({
  ...facts,
  purchases: facts.lines.flatMap((each, index) => {
    const [phase, less] = asked[index] ?? ['asking', 0];
    const isHeld = phase === 'approved' || phase === 'completed';
    const amountMinor = amountOf(each);
    const approvedMinor = isHeld ? amountMinor - less : 0;
    const facts = { id: `of ${each.id}`, lineId: each.id, phase, amountMinor, approvedMinor };
    return each.order ? [facts] : [];
  }),
}));
/** With every line of it approved as it stands there. */
const approvedWhole = (any: Sale): Sale => ({
  ...any,
  purchases: any.purchases.map((each) => ({
    ...each,
    phase: 'approved',
    approvedMinor: each.amountMinor,
  })),
});
const events: readonly SaleEvent[] = ['complete', 'abandon', 'park', 'resume'];

const sum = (amounts: readonly number[]) => amounts.reduce((all, each) => all + each, 0);

/** An open sale whose rest, if there is one, is paid in notes. */
function paidInCash(open: Sale, by: (typeof cashRoundings)[number], moreMinor: number): Sale {
  const { cashLeftMinor } = balanceOf(open, by);
  const coin = smallestCoin(by);
  const amountMinor = cashLeftMinor + moreMinor * coin;
  const cash = {
    id: 'cash',
    kind: 'cash',
    amountMinor,
    reference: null,
    isReturned: false,
  } as const;
  return { ...open, state: 'open', tenders: [...open.tenders, cash] };
}

it('is paid to the cent: tendered, less change, less rounding, is the total', () => {
  fc.assert(
    fc.property(sale, rule, fc.nat(5_000), (any, by, more) => {
      const ended = any.parts.filter(({ phase }) => isEnded(phase));
      const open = approvedWhole({ ...any, parts: ended });
      // Whoever paid too much by card or code is none of this: the till refuses that.
      const before = balanceOf({ ...open, tenders: [] }, by);
      fc.pre(linesOf(open).length > 0 && before.leftMinor > 0);
      const taken = tendersOf(open).filter(({ kind }) => kind === 'card');
      fc.pre(sum(taken.map(({ amountMinor }) => amountMinor)) <= before.leftMinor);
      const paid = paidInCash(open, by, more);
      const {
        totalMinor,
        partsMinor,
        cardMinor,
        cashMinor,
        changeMinor,
        roundingMinor,
        leftMinor,
      } = balanceOf(paid, by);
      expect(leftMinor).toBe(0);
      expect(partsMinor + cardMinor + cashMinor - changeMinor - roundingMinor).toBe(totalMinor);
      expect(Math.abs(roundingMinor)).toBeLessThan(smallestCoin(by));
      expect(changeMinor % smallestCoin(by)).toBe(cashMinor % smallestCoin(by));
      const settled = settle(paid, 'complete', by);
      if (!settled.ok) throw new Error(settled.failure);
      const { postings } = settled.value;
      expect(netOf('sale', postings)).toBe(0);
      expect(netOf('goods', postings) + netOf('provider', postings)).toBe(0 - totalMinor);
      const bought = ordersOf(paid).reduce((all, each) => all + amountOf(each), 0);
      expect(netOf('provider', postings)).toBe(0 - bought);
      expect(netOf('drawer', postings)).toBe(cashMinor - changeMinor);
      expect(netOf('wallet', postings)).toBe(partsMinor);
      expect(netOf('card', postings)).toBe(cardMinor);
      expect(netOf('rounding', postings)).toBe(0 - roundingMinor);
      expect(postings.every(({ amountMinor }) => amountMinor > 0)).toBe(true);
    }),
  );
});

it('completes with all it has or undoes all of it, and an end is final', () => {
  fc.assert(
    fc.property(sale, rule, fc.constantFrom(...events), (any, by, event) => {
      const settled = settle(any, event, by);
      if (any.state === 'completed' || any.state === 'abandoned') {
        expect(settled.ok).toBe(false);
      }
      if (!settled.ok) return;
      const { state, tell, postings } = settled.value;
      const idsOf = (parts: readonly Part[]) =>
        parts.filter(({ phase }) => !isEnded(phase)).map(({ id }) => id);
      const open = idsOf(any.parts);
      const told = tell.map(({ id }) => id);
      if (state === 'completed') {
        const bought = ordersOf(any).map(({ id }) => `of ${id}`);
        const others = idsOf(any.purchases).filter((id) => !bought.includes(id));
        expect(told).toEqual([...open, ...bought, ...others]);
        const abandoned = tell.filter(({ event: call }) => call === 'abandoned');
        expect(abandoned.map(({ id }) => id)).toEqual(others);
        expect(isApproved(any)).toBe(true);
        expect(paidParts(any).map(({ id }) => id)).toEqual(expect.arrayContaining(open));
        expect(balanceOf(any, by).leftMinor).toBe(0);
      } else {
        expect(postings).toEqual([]);
        if (state === 'abandoned') {
          expect(tell.every(({ event: call }) => call === 'abandoned')).toBe(true);
          expect(told).toEqual(idsOf([...any.parts, ...any.purchases]));
          expect(holdsMoney(any)).toBe(false);
        }
        if (state === 'parked') expect(open).toEqual([]);
      }
    }),
  );
});

it('names for each line that a far end is asked for tenders that come to it, and none twice', () => {
  fc.assert(
    fc.property(sale, rule, fc.nat(5_000), (any, by, more) => {
      const ended = any.parts.filter(({ phase }) => isEnded(phase));
      const open = approvedWhole({ ...any, parts: ended });
      fc.pre(balanceOf({ ...open, tenders: [] }, by).leftMinor > 0);
      const paid = paidInCash(open, by, more);
      const named = tendersByOrder(paid, by);
      const comesTo = (tenders: (typeof named)[number]['tenders']) =>
        sum(tenders.map(({ amountMinor }) => amountMinor));
      expect(named.map(({ tenders }) => comesTo(tenders))).toEqual(ordersOf(paid).map(amountOf));
      const { partsMinor, cardMinor } = balanceOf(paid, by);
      const all = named.flatMap(({ tenders }) => tenders);
      const of = (kind: string) => comesTo(all.filter((each) => each.kind === kind));
      expect(of('wallet')).toBeLessThanOrEqual(partsMinor);
      expect(of('card')).toBeLessThanOrEqual(cardMinor);
      expect(all.every(({ amountMinor }) => amountMinor > 0)).toBe(true);
    }),
  );
});

it('gives a refund out of the drawer, in coins, and takes nothing for it', () => {
  fc.assert(
    fc.property(amount, rule, (minor, by) => {
      const order = { service: 'coupons', kind: 'refund', asked: '{}' };
      const back = { id: 'a', name: null, unitMinor: minor, quantity: 1, isRemoved: false, order };
      const purchase = {
        id: 'p',
        lineId: 'a',
        phase: 'approved',
        amountMinor: minor,
        approvedMinor: minor,
      } as const;
      const facts = { id: 's', state: 'open', lines: [back], tenders: [], parts: [] } as const;
      expect(settle({ ...facts, purchases: [] }, 'complete', by).ok).toBe(false);
      const settled = settle({ ...facts, purchases: [purchase] }, 'complete', by);
      if (!settled.ok) throw new Error(settled.failure);
      const { tell, postings } = settled.value;
      expect(tell).toEqual([{ id: 'p', event: 'completed', tenders: [] }]);
      expect(netOf('sale', postings)).toBe(0);
      expect(netOf('drawer', postings)).toBe(0 - inCoins(minor, by));
      expect(netOf('provider', postings)).toBe(minor);
    }),
  );
});

it('counts nothing that was taken off, given back or not approved', () => {
  fc.assert(
    fc.property(sale, rule, (any, by) => {
      const bare = {
        lines: linesOf(any),
        tenders: tendersOf(any),
        parts: paidParts(any),
      };
      expect(balanceOf(any, by)).toEqual(balanceOf(bare, by));
      expect(balanceOf(any, by).totalMinor).toBe(sum(linesOf(any).map(amountOf)));
    }),
  );
});

it('rounds cash to coins there are: down, or to the nearest with the half down', () => {
  expect([18_451, 18_455, 18_456, 18_459, 18_460].map((minor) => inCoins(minor, 'down'))).toEqual([
    18_450, 18_450, 18_450, 18_450, 18_460,
  ]);
  expect([18_451, 18_455, 18_456, 18_459, 3].map((minor) => inCoins(minor, 'nearest'))).toEqual([
    18_450, 18_450, 18_460, 18_460, 0,
  ]);
  expect(inCoins(18_457, 'none')).toBe(18_457);
});

it('gives back in cash what it took, to the cent', () => {
  fc.assert(
    fc.property(amount, rule, (minor, by) => {
      expect(inCoins(-minor, by)).toBe(0 - inCoins(minor, by));
    }),
  );
});

it('rounds once, over all cash, and not at all where cash pays for no end of it', () => {
  const lines = [
    { id: 'a', name: null, unitMinor: 18_457, quantity: 1, isRemoved: false, order: null },
  ];
  const cash = (amountMinor: number): HandTender => ({
    id: `${amountMinor}`,
    kind: 'cash',
    amountMinor,
    reference: null,
    isReturned: false,
  });
  const two = balanceOf({ lines, parts: [], tenders: [cash(10_000), cash(10_000)] }, 'down');
  expect([two.changeMinor, two.roundingMinor, two.leftMinor]).toEqual([1_550, -7, 0]);
  const partly = balanceOf({ lines, parts: [], tenders: [cash(10_000)] }, 'down');
  expect([partly.leftMinor, partly.cashLeftMinor, partly.roundingMinor]).toEqual([8_457, 8_450, 0]);
  const code: Part = { id: 'q', phase: 'approved', amountMinor: 8_457, approvedMinor: 8_457 };
  const split = balanceOf({ lines, parts: [code], tenders: [cash(10_000)] }, 'down');
  expect([split.leftMinor, split.changeMinor, split.roundingMinor]).toEqual([0, 0, 0]);
});
