// A sale whose tenders and lines overtake each other: two windows, a customer who pays while the till
// stops, a line that comes after the last tender, a till that is set up anew meanwhile.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import { TestClock } from '../support/test-clock.ts';
import { runUntil, startIntermediary, TestTill } from '../support/test-till.ts';

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

/** Two results in one moment of a clock that stands still are told with the next. */
const whenSettled = () =>
  runUntil(clock, intermediary, () => {
    const { confirmations, reversals } = till.view.owed;
    return confirmations + reversals === 0;
  });

async function basket(amountMinor: number): Promise<string> {
  await till.call('addLine', { amountMinor });
  return till.saleId;
}

async function payByQr(saleId: string, amountMinor: number): Promise<string> {
  intermediary.choose({ name: 'approve' });
  await till.call('startPayment', { saleId, amountMinor });
  await till.whenPayment('approved');
  const { paymentId } = till;
  await till.call('approvalShown', { paymentId });
  return paymentId;
}

it('two windows that press at once open one sale, start one payment and take one tender', async () => {
  const twice = async (name: string, input: unknown) => {
    const replies = await Promise.all([1, 2].map(() => till.core.dispatch(name, input)));
    return replies.map((reply) => (reply.ok ? 'done' : reply.failure.code));
  };
  expect(await twice('addLine', { amountMinor: 1_000 })).toEqual(['done', 'otherSaleOpen']);
  const { saleId } = till;
  const payment = { saleId, amountMinor: 600 };
  expect(await twice('startPayment', payment)).toEqual(['done', 'paymentOpen']);
  await intermediary.whenWaiting();
  expect(await twice('takeCash', { saleId, receivedMinor: 1_000 })).toEqual([
    'paymentOpen',
    'paymentOpen',
  ]);
  await till.call('cancelPayment', { paymentId: till.paymentId });
  const card = { saleId, amountMinor: 1_000, reference: 'S1' };
  expect(await twice('takeCard', card)).toEqual(['done', 'saleEnded']);
  expect(view()?.tenders).toHaveLength(1);
});

it('a customer who is asked for a part when the till stops is given it back; the cash still counts', async () => {
  const saleId = await basket(1_000);
  await till.call('takeCash', { saleId, receivedMinor: 300 });
  await till.call('startPayment', { saleId, amountMinor: 700 });
  await intermediary.whenWaiting();
  clock.advance(1_000);
  await startAgain();
  await whenSettled();
  expect(view()).toMatchObject({ saleId, state: 'open', left: rand(700) });
  expect(till.view.payment).toMatchObject({ state: 'notPaid', reason: { code: 'tillStopped' } });
  expect(await till.failure('abandonSale', { saleId })).toEqual({ code: 'holdsMoney' });
  await payByQr(saleId, 700);
  await till.call('nextSale', { saleId });
  await whenSettled();
  expect(intermediary.ledger().map(({ state }) => state)).toEqual(['released', 'settled']);
});

it('a line that comes while the void window runs stops it, and its taking off goes on with it', async () => {
  const saleId = await basket(1_000);
  await payByQr(saleId, 1_000);
  expect(till.view.payment).toMatchObject({ completion: { kind: 'confirms' } });
  await till.call('addLine', { saleId, amountMinor: 200 });
  expect(till.view.payment).toMatchObject({ completion: { kind: 'ask' }, left: rand(200) });
  clock.advance(60_000);
  expect(view()).toMatchObject({ state: 'open' });
  const lineId = view()?.lines[1]?.lineId ?? '';
  await till.call('removeLine', { saleId, lineId });
  expect(till.view.payment).toMatchObject({ completion: { kind: 'confirms' }, left: rand(0) });
  clock.advance(10_000);
  expect(view()).toMatchObject({ state: 'completed', total: rand(1_000) });
});

it.each(['takeCash', 'takeCard', 'startPayment', 'addLine'] as const)(
  'a sale that was put aside in one currency takes nothing in another: %s',
  async (name) => {
    const saleId = await basket(1_000);
    await till.call('parkSale', { saleId });
    await startAgain({ currency: '840' });
    await till.core.dispatch('resumeSale', { saleId });
    const inputs = {
      takeCash: { saleId, receivedMinor: 1_000 },
      takeCard: { saleId, amountMinor: 1_000, reference: 'S1' },
      startPayment: { saleId, amountMinor: 1_000 },
      addLine: { saleId, amountMinor: 1_000 },
    };
    const reply = await till.core.dispatch(name, inputs[name]);
    expect(reply).toMatchObject({ ok: false });
    const { tenders, payments, lines } = await till.call('getSale', { saleId });
    expect([tenders, payments, lines.length]).toEqual([[], [], 1]);
  },
);

it('a payment that waits for its customer is no tender yet: it is called off, not taken back', async () => {
  const saleId = await basket(1_000);
  await till.call('startPayment', { saleId, amountMinor: 1_000 });
  await intermediary.whenWaiting();
  const { paymentId } = till;
  const back = await till.failure('takeTenderBack', { saleId, tenderId: paymentId });
  expect(back).toEqual({ code: 'unknownTender' });
  expect(await till.failure('parkSale', { saleId })).toEqual({ code: 'paymentOpen' });
  await till.call('abandonSale', { saleId });
  await whenSettled();
  expect(intermediary.ledger()).toMatchObject([{ state: 'released' }]);
  expect(till.view).toMatchObject({ sale: null, payment: null });
});

it('a second part that is refused leaves the first one as it was, to be asked about', async () => {
  const saleId = await basket(1_000);
  const first = await payByQr(saleId, 400);
  intermediary.choose({ name: 'decline', errorType: 'INSUFFICIENT_FUNDS' });
  await till.call('startPayment', { saleId, amountMinor: 600 });
  await till.whenPayment('notPaid');
  expect(view()).toMatchObject({ left: rand(600), tenders: [{ tenderId: first }] });
  clock.advance(10 * 60_000);
  await whenSettled();
  expect(view()).toMatchObject({ left: rand(1_000), tenders: [] });
  expect(till.view.owed.attention).toBe(0);
});

it('parts by QR alone: two approvals are confirmed with one commit, or both are given back', async () => {
  const saleId = await basket(1_000);
  await payByQr(saleId, 400);
  await payByQr(saleId, 600);
  await till.call('nextSale', { saleId });
  await whenSettled();
  const again = await basket(1_000);
  await payByQr(again, 400);
  await payByQr(again, 600);
  await till.call('abandonSale', { saleId: again });
  await whenSettled();
  const states = intermediary.ledger().map(({ state }) => state);
  expect(states).toEqual(['settled', 'settled', 'released', 'released']);
  expect(await till.call('getReport', {})).toMatchObject({
    sales: { count: 1 },
    tenders: { qr: { count: 2, amount: rand(1_000) } },
    notPaid: { count: 2, voided: 2 },
  });
});
