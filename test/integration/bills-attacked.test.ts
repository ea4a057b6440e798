// Bills under attack: what somebody found who wanted money for nothing, a bill paid with none, a refund
// beside a payment, an approval that never ends. Each once lost something.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nodeDisk } from '../../electron/core/store/disk.ts';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import type { Input } from '../../src-shared/contract/contract.ts';
import type { BillScenario } from '../../src-shared/services/bills/scenarios.ts';
import { TestClock } from '../support/test-clock.ts';
import { runUntil, startIntermediary, TestTill } from '../support/test-till.ts';

const account = '8814400276153';
const dueMinor = 64_230;

let intermediary: TrainingIntermediary;
let clock: TestClock;
let till: TestTill;

const interfaces = () => {
  const { baseUrl } = intermediary;
  return { qr: { baseUrl }, bills: { baseUrl: `${new URL(baseUrl).origin}/billpay/v4` } };
};

async function startTill(dataFolder?: string): Promise<void> {
  const profile = { interfaces: interfaces() };
  const where = dataFolder === undefined ? {} : { dataFolder };
  till = await TestTill.start({ intermediary, profile, ports: { clock }, ...where });
}

beforeEach(async () => {
  clock = new TestClock();
  intermediary = await startIntermediary({ clock });
  await startTill();
});

afterEach(async () => {
  await till.stop();
  await intermediary.stop();
});

const line = () => till.view.sale?.lines.at(-1)?.bill;
const ledger = () => intermediary.bills.ledger();

/** Puts a bill on the sale on the counter and asks for it; gives the id of the sale. */
async function ask(
  amountMinor = dueMinor,
  { scenario, ...more }: Partial<Input<'addBill'>> & { scenario?: BillScenario } = {},
): Promise<string> {
  await till.call('addBill', { kind: 'account', number: account, amountMinor, ...more });
  const { saleId } = till;
  if (scenario) intermediary.bills.choose(scenario);
  await till.call('approveLines', { saleId });
  return saleId;
}

const whenApproval = (wanted: string) => till.when(({ sale }) => sale?.approval === wanted);

async function delivered(): Promise<void> {
  await runUntil(clock, intermediary, () => {
    const { confirmations, reversals } = till.view.owed;
    return confirmations + reversals === 0;
  });
}

/** A confirmed payment of the whole bill in cash; gives the issuer's reference. */
async function paidBill(): Promise<string> {
  const saleId = await ask();
  await whenApproval('ready');
  await till.call('takeCash', { saleId, receivedMinor: 70_000 });
  await delivered();
  const reference = line()?.story?.issuerReference;
  await till.call('nextSale', { saleId });
  return reference ?? '';
}

it('lets no refund stand beside a bill, by putting it back either', async () => {
  const issuerReference = await paidBill();
  const refund = { issuerReference, amountMinor: dueMinor, reason: 'Paid twice' };
  await till.call('addBillRefund', refund);
  const { saleId } = till;
  const lineId = till.view.sale?.lines[0]?.lineId ?? '';
  await till.call('removeLine', { saleId, lineId });
  const other = { saleId, kind: 'account', number: '3001559301', amountMinor: dueMinor } as const;
  await till.call('addBill', other);
  expect(await till.failure('putLineBack', { saleId, lineId })).toEqual({ code: 'refundAlone' });
});

it('takes no money for an approval that is too old, however often its sale was put aside', async () => {
  const saleId = await ask();
  await whenApproval('ready');
  for (let round = 0; round < 2; round += 1) {
    await till.call('parkSale', { saleId });
    clock.advance(14 * 60_000);
    await till.call('resumeSale', { saleId });
    clock.advance(5 * 60_000);
  }
  expect(till.view.sale).toMatchObject({ approval: 'ready' });
  clock.advance(7 * 60_000 + 1);
  expect(till.view.sale).toMatchObject({ approval: 'blocked' });
  await delivered();
  expect(ledger()).toMatchObject([{ state: 'reversed' }]);
});

it('gives an approval back that a long night made too old', async () => {
  await ask();
  await whenApproval('ready');
  await till.stop();
  clock.advance(12 * 3_600_000);
  await startTill(till.dataFolder);
  clock.advance(1);
  expect(till.view.sale?.approval).toBe('blocked');
  await delivered();
  expect(ledger()).toMatchObject([{ state: 'reversed' }]);
});

it('gives back what is approved where bills are set up no more, and says that a person is needed', async () => {
  await ask();
  await whenApproval('ready');
  await till.stop();
  const { dataFolder } = till;
  till = await TestTill.start({ intermediary, dataFolder, ports: { clock } });
  expect(till.view.sale?.approval).toBe('blocked');
  expect(till.view.owed).toMatchObject({ attention: 1, reversals: 0 });
});

it('does not undo a bill while the customer pays for it', async () => {
  const saleId = await ask();
  await whenApproval('ready');
  clock.advance(599_000);
  await till.call('startPayment', { saleId, amountMinor: dueMinor });
  await intermediary.whenWaiting();
  clock.advance(2_000);
  expect(till.view.sale?.approval).toBe('ready');
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  await till.call('approvalShown', { paymentId: till.paymentId });
  await delivered();
  expect(ledger()).toMatchObject([{ state: 'confirmed' }]);
});

it('asks for twenty bills at most beside each other', async () => {
  await till.call('addBill', { kind: 'account', number: account, amountMinor: 100 });
  const { saleId } = till;
  const bill = { saleId, kind: 'account', number: account, amountMinor: 100 } as const;
  for (let more = 1; more < 20; more += 1) await till.call('addBill', bill);
  expect(await till.failure('addBill', bill)).toEqual({ code: 'tooManyLines', most: 20 });
});

it('tells of a late confirmation by itself', async () => {
  const saleId = await ask();
  await whenApproval('ready');
  intermediary.setFault({ kind: 'refuse', operations: 'all' });
  await till.call('takeCash', { saleId, receivedMinor: 65_000 });
  clock.advance(15 * 60_000 + 1);
  expect(till.view.owed.lateSince).not.toBeNull();
  intermediary.setFault(null);
});

it('leaves the time of the sale on the counter alone when a parked one is given back', async () => {
  const parked = await ask();
  await whenApproval('ready');
  await till.call('parkSale', { saleId: parked });
  clock.advance(10 * 60_000);
  await ask(1_000);
  await whenApproval('ready');
  clock.advance(5 * 60_000);
  expect(till.view.sale?.undoneWithinMs).toBe(5 * 60_000);
});

it('keeps a reason that it does not know apart from what it shows', async () => {
  await ask(dueMinor, { scenario: { name: 'decline', errorType: 'INVALID_AMOUNT' } });
  await whenApproval('blocked');
  await till.stop();
  const { dataFolder } = till;
  for (const name of ['till.record', 'till.identity']) rmSync(join(dataFolder, name));
  const database = nodeDisk.openDatabase(join(dataFolder, 'till.sqlite'));
  database.exec(`UPDATE transactions SET reason = '{"code":"ofALaterVersion"}'`);
  database.close();
  await startTill(dataFolder);
  expect(await till.call('getTill', {})).toMatchObject({ sale: { state: 'open' } });
  const lineId = till.view.sale?.lines[0]?.lineId ?? '';
  await till.call('removeLine', { saleId: till.saleId, lineId });
});
