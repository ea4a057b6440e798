// A sale through the real core on a real store: lines and tenders, put aside and gone on with, given
// back, refused, and found again after a restart.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../electron/core/store/safe/open.ts';
import { addLine } from '../../electron/core/store/tables/sale-lines.ts';
import { addSale } from '../../electron/core/store/tables/sales.ts';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import type { CallName, Input } from '../../src-shared/contract/contract.ts';
import { TestClock } from '../support/test-clock.ts';
import { roundTrip, startIntermediary, TestTill } from '../support/test-till.ts';

let intermediary: TrainingIntermediary;
let clock: TestClock;
let till: TestTill;

beforeEach(async () => {
  clock = new TestClock();
  intermediary = await startIntermediary({ clock });
  till = await TestTill.start({ intermediary, ports: { clock } });
});

afterEach(async () => {
  await till.stop();
  await intermediary.stop();
});

async function startAgain(profile: Record<string, unknown> = {}): Promise<void> {
  await till.stop();
  const { dataFolder } = till;
  till = await TestTill.start({ intermediary, dataFolder, profile, ports: { clock } });
}

const rand = (amountMinor: number) => ({ amountMinor, currency: '710' });
const view = () => till.view.sale;
const sent = (operation: string) =>
  intermediary.requests().filter((request) => request.operation === operation).length;

/** Opens a sale with a line for each amount. */
async function basket(...amounts: readonly number[]): Promise<string> {
  const [first = 0, ...others] = amounts;
  await till.call('addLine', { amountMinor: first });
  const { saleId } = till;
  for (const amountMinor of others) await till.call('addLine', { saleId, amountMinor });
  return saleId;
}

/** Pays a part by QR, and has the approval seen. Gives the id of the payment. */
async function payByQr(saleId: string, amountMinor: number): Promise<string> {
  intermediary.choose({ name: 'approve' });
  await till.call('startPayment', { saleId, amountMinor });
  await till.whenPayment('approved');
  const { paymentId } = till;
  await till.call('approvalShown', { paymentId });
  return paymentId;
}

describe('the lines of a sale', () => {
  it('are added, corrected, taken off and put back, and the total follows', async () => {
    const bread = { amountMinor: 1_999, quantity: 2, name: 'Bread' };
    await till.call('addLine', bread);
    const { saleId } = till;
    await till.call('addLine', { saleId, amountMinor: 500 });
    expect(view()).toMatchObject({ number: null, total: rand(4_498), left: rand(4_498) });
    const [first, second] = view()?.lines.map(({ lineId }) => lineId) ?? [];
    const line = { saleId, lineId: first ?? '' };
    await till.call('changeLine', { ...line, quantity: 3, name: '' });
    expect(view()?.lines[0]).toMatchObject({ name: null, quantity: 3, amount: rand(5_997) });
    await till.call('removeLine', { saleId, lineId: second ?? '' });
    expect(view()).toMatchObject({ total: rand(5_997), removed: { lineId: second } });
    expect(await till.failure('changeLine', { saleId, lineId: second ?? '', quantity: 2 })).toEqual(
      {
        code: 'unknownLine',
      },
    );
    await till.call('putLineBack', { saleId, lineId: second ?? '' });
    expect(view()).toMatchObject({ total: rand(6_497), removed: null });
    const { lines, entries } = await till.call('getSale', { saleId });
    expect(lines.map(({ lineId }) => lineId)).toEqual([first, second]);
    expect(entries.map(({ kind }) => kind)).toEqual([
      'opened',
      'lineAdded',
      'lineAdded',
      'lineChanged',
      'lineRemoved',
      'linePutBack',
    ]);
  });

  it('never come to more than this till takes, and say what the most is', async () => {
    const most = { code: 'tooMuch', most: rand(500_000) };
    expect(await till.failure('addLine', { amountMinor: 500_001 })).toEqual(most);
    expect(view()).toBeNull();
    const saleId = await basket(300_000);
    expect(await till.failure('addLine', { saleId, amountMinor: 200_001 })).toEqual(most);
    const lineId = view()?.lines[0]?.lineId ?? '';
    expect(await till.failure('changeLine', { saleId, lineId, quantity: 2 })).toEqual(most);
    expect(view()).toMatchObject({ total: rand(300_000) });
    await till.call('addLine', { saleId, amountMinor: 200_000 });
  });

  it('are a thousand at most', async () => {
    await till.stop();
    const store = openStore(join(till.dataFolder, 'till.sqlite'));
    const saleId = crypto.randomUUID();
    store.commit('line', () => {
      addSale(store, saleId, '710', clock.stamp());
      for (let line = 0; line < 1_000; line += 1) {
        const facts = { id: crypto.randomUUID(), name: null, unitMinor: 1, quantity: 1 };
        addLine(store, saleId, facts, clock.stamp());
      }
    });
    store.close();
    await startAgain();
    const tooMany = { code: 'tooManyLines', most: 1_000 };
    expect(await till.failure('addLine', { saleId, amountMinor: 1 })).toEqual(tooMany);
    expect(view()?.lines).toHaveLength(1_000);
  });

  it('do not become less than what was taken already', async () => {
    const saleId = await basket(1_000, 2_000);
    await till.call('takeCard', { saleId, amountMinor: 2_500, reference: 'S1' });
    const lineId = view()?.lines[0]?.lineId ?? '';
    const paid = { code: 'linesArePaid' };
    expect(await till.failure('removeLine', { saleId, lineId })).toEqual(paid);
    expect(await till.failure('changeLine', { saleId, lineId, amountMinor: 500 })).toEqual(paid);
    expect(view()).toMatchObject({ total: rand(3_000), left: rand(500) });
  });
});

describe('cash', () => {
  it.each([
    ['none', 1_997, 3, 0],
    ['down', 1_990, 10, -7],
    ['nearest', 2_000, 0, 3],
  ] as const)('is rounded by the rule of the store: %s', async (cashRounding, due, back, more) => {
    await startAgain({ cashRounding });
    const saleId = await basket(1_997);
    expect(view()).toMatchObject({ left: rand(1_997), cashLeft: rand(due) });
    await till.call('takeCash', { saleId, receivedMinor: 2_000 });
    const told = { change: rand(back), rounding: rand(more) };
    expect(view()).toMatchObject({ state: 'completed', number: '000001', left: rand(0), ...told });
    expect(await till.call('getSale', { saleId })).toMatchObject(told);
    expect(await till.call('getReport', {})).toMatchObject({
      sales: { count: 1, amount: rand(1_997) },
      tenders: { cash: { count: 1, amount: rand(due) }, qr: { count: 0 }, card: { count: 0 } },
      ...told,
    });
    await till.call('nextSale', { saleId });
    expect(view()).toBeNull();
  });

  it('that no coins make up is refused with the smallest coin', async () => {
    const saleId = await basket(1_997);
    const failure = await till.failure('takeCash', { saleId, receivedMinor: 1_995 });
    expect(failure).toEqual({ code: 'notInCoins', coin: rand(10) });
    expect(await till.failure('takeCash', { saleId, receivedMinor: 0 })).toEqual({
      code: 'notTendered',
    });
  });
});

describe('several tenders', () => {
  it('pay for one sale: a part by QR, by card and in cash, and it completes in one commit', async () => {
    const saleId = await basket(4_000, 6_000);
    await payByQr(saleId, 5_000);
    expect(till.view.payment).toMatchObject({ completion: { kind: 'ask' }, left: rand(5_000) });
    await till.call('takeCard', { saleId, amountMinor: 3_000, reference: 'AUTH 4711' });
    clock.advance(60_000);
    expect(view()).toMatchObject({ state: 'open', left: rand(2_000) });
    await till.call('takeCash', { saleId, receivedMinor: 5_000 });
    expect(view()).toMatchObject({ state: 'open', left: rand(0) });
    expect(till.view.payment).toMatchObject({ completion: { kind: 'confirms' } });
    await roundTrip(intermediary);
    expect(sent('confirmPayment')).toBe(0);
    await till.call('nextSale', { saleId });
    await intermediary.whenReceived('confirmPayment', 1);
    await till.whenNothingOwed();
    expect(intermediary.ledger()).toMatchObject([{ state: 'settled', amountMinor: 5_000 }]);
    expect(await till.call('getReport', {})).toMatchObject({
      sales: { count: 1, amount: rand(10_000) },
      tenders: {
        qr: { count: 1, amount: rand(5_000) },
        cash: { count: 1, amount: rand(2_000) },
        card: { count: 1, amount: rand(3_000) },
      },
      change: rand(3_000),
      confirmed: { count: 1 },
    });
  });

  it('are each taken back before it completes', async () => {
    const saleId = await basket(10_000);
    const paymentId = await payByQr(saleId, 5_000);
    await till.call('takeCard', { saleId, amountMinor: 3_000, reference: 'S1' });
    await till.call('takeCash', { saleId, receivedMinor: 1_000 });
    const kinds = ['qr', 'card', 'cash'];
    expect(view()?.tenders.map(({ kind }) => kind)).toEqual(kinds);
    expect(await till.failure('abandonSale', { saleId })).toEqual({ code: 'holdsMoney' });
    for (const left of [6_000, 9_000, 10_000]) {
      const tenderId = view()?.tenders[0]?.tenderId ?? '';
      await till.call('takeTenderBack', { saleId, tenderId });
      expect(view()).toMatchObject({ left: rand(left) });
      const again = await till.failure('takeTenderBack', { saleId, tenderId });
      expect(again).toEqual({ code: 'unknownTender' });
    }
    await till.whenNothingOwed();
    expect(intermediary.ledger()).toMatchObject([{ state: 'released', paymentId }]);
    await till.call('abandonSale', { saleId });
    expect(view()).toBeNull();
    const { sale, tenders } = await till.call('getSale', { saleId });
    expect(sale).toMatchObject({ number: '000001', state: 'abandoned', tenders: [] });
    expect(tenders.every(({ returnedAt }) => returnedAt !== null)).toBe(true);
  });

  it('are never more than is left, except cash, of which the rest goes back', async () => {
    const saleId = await basket(1_000);
    const rest = { code: 'moreThanRest', rest: rand(1_000) };
    const card = { saleId, amountMinor: 1_001, reference: 'S1' };
    expect(await till.failure('takeCard', card)).toEqual(rest);
    expect(await till.failure('startPayment', { saleId, amountMinor: 1_001 })).toEqual(rest);
    expect(view()).toMatchObject({ number: null, tenders: [] });
    await till.call('takeCash', { saleId, receivedMinor: 20_000 });
    expect(view()).toMatchObject({ state: 'completed', change: rand(19_000) });
  });

  it('complete a sale once: whatever comes after is told so', async () => {
    const saleId = await basket(1_000);
    await till.call('takeCash', { saleId, receivedMinor: 1_000 });
    const late: [CallName, Input<CallName>][] = [
      ['takeCash', { saleId, receivedMinor: 1_000 }],
      ['takeCard', { saleId, amountMinor: 1, reference: 'S1' }],
      ['startPayment', { saleId, amountMinor: 1 }],
      ['addLine', { saleId, amountMinor: 1 }],
      ['takeTenderBack', { saleId, tenderId: view()?.tenders[0]?.tenderId ?? '' }],
      ['parkSale', { saleId }],
      ['abandonSale', { saleId }],
    ];
    for (const [name, input] of late)
      expect([name, await till.failure(name, input)]).toEqual([name, { code: 'saleEnded' }]);
    await till.call('nextSale', { saleId });
    expect(await till.failure('nextSale', { saleId })).toEqual({ code: 'saleEnded' });
    expect(await till.call('getReport', {})).toMatchObject({ sales: { count: 1 } });
  });

  it('by hand stay with a sale that nobody decides about; what a far end holds goes back', async () => {
    const saleId = await basket(10_000);
    await till.call('takeCash', { saleId, receivedMinor: 2_000 });
    await payByQr(saleId, 5_000);
    clock.advance(10 * 60_000);
    await till.whenNothingOwed();
    expect(intermediary.ledger()).toMatchObject([{ state: 'released' }]);
    expect(till.view).toMatchObject({ sale: null, parked: [{ saleId, taken: rand(2_000) }] });
  });
});

describe('a sale that is put aside', () => {
  it('is gone on with on one of two windows; the other is told that it is not parked', async () => {
    const saleId = await basket(1_000);
    await till.call('parkSale', { saleId });
    expect(till.view).toMatchObject({ sale: null, parked: [{ saleId, total: rand(1_000) }] });
    const presses = [1, 2].map(() => till.core.dispatch('resumeSale', { saleId }));
    const replies = await Promise.all(presses);
    expect(replies[0]).toMatchObject({ ok: true });
    expect(replies[1]).toEqual({ ok: false, failure: { code: 'notParked' } });
    expect(till.view).toMatchObject({ sale: { saleId, state: 'open' }, parked: [] });
  });

  it('keeps what was taken for it, and waits while another one stands on the counter', async () => {
    const first = await basket(1_000);
    await till.call('takeCash', { saleId: first, receivedMinor: 500 });
    await till.call('parkSale', { saleId: first });
    const second = await basket(700);
    expect(await till.failure('resumeSale', { saleId: first })).toEqual({ code: 'otherSaleOpen' });
    expect(await till.failure('addLine', { amountMinor: 1 })).toEqual({ code: 'otherSaleOpen' });
    await till.call('takeCash', { saleId: second, receivedMinor: 700 });
    await till.call('resumeSale', { saleId: first });
    expect(view()).toMatchObject({ saleId: first, number: '000001', left: rand(500) });
    await till.call('takeCash', { saleId: first, receivedMinor: 500 });
    expect(view()).toMatchObject({ saleId: first, state: 'completed' });
  });

  it('holds no approval: that is decided about first', async () => {
    const saleId = await basket(1_000);
    await payByQr(saleId, 400);
    expect(await till.failure('parkSale', { saleId })).toEqual({ code: 'paymentOpen' });
    expect(await till.failure('nextSale', { saleId })).toEqual({ code: 'notTendered' });
  });
});

describe('after a restart', () => {
  it('lines and tenders stand as they were, on the counter and put aside', async () => {
    const parked = await basket(700, 800);
    await till.call('parkSale', { saleId: parked });
    const saleId = await basket(1_000, 2_000);
    await till.call('takeCard', { saleId, amountMinor: 1_200, reference: 'S1' });
    const { sale, parked: aside } = till.view;
    await startAgain();
    expect(till.view).toMatchObject({ sale, parked: aside });
    await till.call('takeCash', { saleId, receivedMinor: 1_800 });
    expect(view()).toMatchObject({ state: 'completed' });
  });

  it('an approval of a part that nobody saw is asked about, and given back after ten minutes', async () => {
    const saleId = await basket(1_000);
    intermediary.choose({ name: 'approve' });
    await till.call('startPayment', { saleId, amountMinor: 400 });
    await till.whenPayment('approved');
    await startAgain();
    expect(till.view.payment).toMatchObject({ completion: { kind: 'ask' }, left: rand(600) });
    clock.advance(10 * 60_000);
    await till.whenNothingOwed();
    expect(intermediary.ledger()).toMatchObject([{ state: 'released' }]);
  });

  it('an approval of a part that was seen still counts, and the rest completes the sale', async () => {
    const saleId = await basket(1_000);
    await payByQr(saleId, 400);
    await startAgain();
    expect(view()).toMatchObject({ left: rand(600), tenders: [{ kind: 'qr' }] });
    await till.call('takeCash', { saleId, receivedMinor: 600 });
    await till.call('nextSale', { saleId });
    await till.whenNothingOwed();
    expect(intermediary.ledger()).toMatchObject([{ state: 'settled', amountMinor: 400 }]);
  });

  it('the void window of several tenders goes on where it stood', async () => {
    const saleId = await basket(1_000);
    await till.call('takeCash', { saleId, receivedMinor: 600 });
    await payByQr(saleId, 400);
    clock.advance(4_000);
    await startAgain();
    expect(till.view.payment).toMatchObject({ completion: { kind: 'confirms', withinMs: 6_000 } });
    clock.advance(6_000);
    expect(view()).toMatchObject({ saleId, state: 'completed' });
    await till.whenNothingOwed();
  });
});

describe('the history', () => {
  beforeEach(async () => {
    const first = await basket(1_000);
    await till.call('takeCard', { saleId: first, amountMinor: 1_000, reference: 'Auth-4711' });
    await till.call('addLine', { amountMinor: 2_000, name: 'Rooibos 80s' });
    await till.call('takeCash', { saleId: till.saleId, receivedMinor: 2_000 });
    const third = await basket(3_000);
    await payByQr(third, 3_000);
    await till.call('nextSale', { saleId: third });
    await till.whenNothingOwed();
    await till.call('takeCash', { saleId: await basket(4_000), receivedMinor: 1_000 });
    await till.call('parkSale', { saleId: till.saleId });
  });

  const numbersOf = async (asked: Input<'getHistory'>) =>
    (await till.call('getHistory', asked)).rows.map(({ number }) => number);

  it.each<[Input<'getHistory'>, string[]]>([
    [{ search: 'rooibos' }, ['000002']],
    [{ search: 'ROOIBOS 80' }, ['000002']],
    [{ search: 'auth-4711' }, ['000001']],
    [{ search: 'R 40.00' }, ['000004']],
    [{ tender: 'card' }, ['000001']],
    [{ tender: 'cash' }, ['000004', '000002']],
    [{ tender: 'qr' }, ['000003']],
    [{ state: 'parked' }, ['000004']],
    [{ state: 'completed', tender: 'cash' }, ['000002']],
    [{ day: '2026-03-14', state: 'completed' }, ['000003', '000002', '000001']],
    [{ day: '2026-03-13' }, []],
    [{ search: 'rooibos', tender: 'card' }, []],
  ])('is found by %j', async (asked, numbers) => {
    expect(await numbersOf(asked)).toEqual(numbers);
  });

  it('and the report are sums of postings, and those of each sale come to nothing', async () => {
    const report = await till.call('getReport', {});
    expect(report.sales).toEqual({ count: 3, amount: rand(6_000) });
    await till.stop();
    const store = openStore(join(till.dataFolder, 'till.sqlite'));
    const sum = (where: string) =>
      Number(
        store.one(`SELECT coalesce(sum(amount_minor), 0) AS sum FROM postings ${where}`)?.['sum'],
      );
    expect(sum(`WHERE from_account = 'goods'`)).toBe(6_000);
    expect(report.tenders.qr.amount.amountMinor).toBe(sum(`WHERE to_account = 'wallet'`));
    expect(report.tenders.card.amount.amountMinor).toBe(sum(`WHERE to_account = 'card'`));
    expect(report.tenders.cash.amount.amountMinor).toBe(sum(`WHERE to_account = 'drawer'`));
    expect(
      store.all(
        `SELECT sale_id FROM postings GROUP BY sale_id
         HAVING sum(iif(to_account = 'sale', amount_minor, -amount_minor)) <> 0`,
      ),
    ).toEqual([]);
    store.close();
    await startAgain();
  });
});
