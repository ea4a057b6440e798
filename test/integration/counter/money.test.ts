// What the counter must never do with money, whatever is pressed in whatever order: a real core, a real
// store, a real intermediary.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TrainingIntermediary } from '../../../electron/training/server.ts';
import { steadyChance, TestClock } from '../../support/test-clock.ts';
import { startIntermediary, TestTill } from '../../support/test-till.ts';

let intermediary: TrainingIntermediary;
let clock: TestClock;
let till: TestTill;

beforeEach(async () => {
  intermediary = await startIntermediary();
  clock = new TestClock();
  till = await start();
});

afterEach(async () => {
  await till.stop();
  await intermediary.stop();
});

function start(profile: Record<string, unknown> = {}, dataFolder?: string): Promise<TestTill> {
  return TestTill.start({
    intermediary,
    profile,
    ...(dataFolder ? { dataFolder } : {}),
    ports: { clock, chance: steadyChance(0.5) },
  });
}

async function startAgain(profile: Record<string, unknown> = {}): Promise<void> {
  await till.stop();
  till = await start(profile, till.dataFolder);
}

/** Opens a sale of one line for each amount, and gives its id and those of its lines. */
async function basket(...amounts: number[]) {
  for (const amountMinor of amounts) {
    const saleId = till.view.sale?.saleId;
    await till.call('addLine', { amountMinor, ...(saleId ? { saleId } : {}) });
  }
  const lineIds = till.view.sale?.lines.map(({ lineId }) => lineId) ?? [];
  return { saleId: till.saleId, lineIds };
}

/** Asks for a payment and leaves the customer to it. */
async function ask(saleId: string, amountMinor: number): Promise<string> {
  await till.call('startPayment', { amountMinor, saleId });
  await intermediary.whenWaiting();
  return till.paymentId;
}

async function pay(saleId: string, amountMinor: number): Promise<string> {
  const paymentId = await ask(saleId, amountMinor);
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  return paymentId;
}

it('takes no line off while a payment for it is being asked for', async () => {
  const { saleId, lineIds } = await basket(1000, 100);
  const [lineId = ''] = lineIds;
  await till.call('takeCash', { saleId, receivedMinor: 100 });
  await ask(saleId, 1000);
  for (const change of [{ amountMinor: 300 }, { amountMinor: 999 }]) {
    expect(await till.failure('changeLine', { saleId, lineId, ...change })).toEqual({
      code: 'paymentOpen',
    });
  }
  expect(await till.failure('removeLine', { saleId, lineId })).toEqual({ code: 'linesArePaid' });
  // What makes it dearer leaves a rest.
  await till.call('changeLine', { saleId, lineId, quantity: 2 });
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  expect(till.view.sale).toMatchObject({ left: { amountMinor: 1000 }, change: { amountMinor: 0 } });
});

it('lets lines be taken off a sale beyond a limit that is lower since', async () => {
  const { saleId, lineIds } = await basket(40_000, 40_000, 40_000);
  const [first = '', second = '', third = ''] = lineIds;
  await till.call('parkSale', { saleId });
  await startAgain({ maxAmountMinor: 50_000 });
  await till.call('resumeSale', { saleId });
  await till.call('removeLine', { saleId, lineId: first });
  await till.call('changeLine', { saleId, lineId: second, name: 'Rice' });
  expect(await till.failure('changeLine', { saleId, lineId: third, quantity: 2 })).toMatchObject({
    code: 'tooMuch',
  });
  await till.call('removeLine', { saleId, lineId: second });
  expect(till.view.sale?.total.amountMinor).toBe(40_000);
});

it('has a void window from when nothing was left, also after a restart', async () => {
  const { saleId } = await basket(1000);
  const paymentId = await pay(saleId, 600);
  await till.call('approvalShown', { paymentId });
  clock.advance(60_000);
  await till.call('takeCash', { saleId, receivedMinor: 400 });
  clock.advance(2_000);
  await startAgain();
  expect(till.view.payment).toMatchObject({ completion: { kind: 'confirms', withinMs: 8_000 } });
  await till.call('voidPayment', { paymentId });
  expect(till.view.sale?.left.amountMinor).toBe(600);
});

it('gives nothing back by time after the rest was taken, though nobody said that it was seen', async () => {
  const { saleId } = await basket(1000);
  await pay(saleId, 600);
  await startAgain();
  expect(till.view.payment).toMatchObject({ completion: { kind: 'ask' } });
  await till.call('takeCash', { saleId, receivedMinor: 400 });
  clock.advance(10_001);
  await till.when(({ sale }) => sale?.state === 'completed');
  expect(till.view.sale?.tenders.map(({ kind }) => kind)).toEqual(['qr', 'cash']);
});

it('pushes no sale of several lines off the counter, though its payment was declined', async () => {
  const { saleId } = await basket(1000, 500);
  await ask(saleId, 1500);
  intermediary.act({ name: 'decline' });
  await till.whenPayment('notPaid');
  expect(await till.failure('startPayment', { amountMinor: 200 })).toEqual({
    code: 'otherSaleOpen',
  });
  expect(await till.failure('addLine', { amountMinor: 200 })).toEqual({ code: 'otherSaleOpen' });
  expect(till.view.sale?.lines).toHaveLength(2);
  await till.call('nextSale', { saleId });
  // One amount is quickly done anew.
  await till.call('startPayment', { amountMinor: 1500 });
  await intermediary.whenWaiting();
  intermediary.act({ name: 'decline' });
  await till.whenPayment('notPaid');
  await till.call('startPayment', { amountMinor: 1400 });
});
