// Bills under attack: what somebody found who wanted money for nothing, a bill paid with none, a refund
// beside a payment, an approval that never ends. Each once lost something.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nodeDisk } from '../../electron/core/store/disk.ts';
import { account, BillShop, dueMinor } from '../support/bill-shop.ts';
import { TestTill } from '../support/test-till.ts';

let shop: BillShop;

beforeEach(async () => {
  shop = await BillShop.open();
});

afterEach(() => shop.close());

it('lets no refund stand beside a bill, by putting it back either', async () => {
  const issuerReference = await shop.paidBill();
  const refund = { issuerReference, amountMinor: dueMinor, reason: 'Paid twice' };
  await shop.till.call('addBillRefund', refund);
  const { saleId } = shop.till;
  const lineId = shop.till.view.sale?.lines[0]?.lineId ?? '';
  await shop.till.call('removeLine', { saleId, lineId });
  const other = { saleId, kind: 'account', number: '3001559301', amountMinor: dueMinor } as const;
  await shop.till.call('addBill', other);
  expect(await shop.till.failure('putLineBack', { saleId, lineId })).toEqual({
    code: 'refundAlone',
  });
});

it('takes no money for an approval that is too old, however often its sale was put aside', async () => {
  const saleId = await shop.ask();
  await shop.whenApproval('ready');
  for (let round = 0; round < 2; round += 1) {
    await shop.till.call('parkSale', { saleId });
    shop.clock.advance(14 * 60_000);
    await shop.till.call('resumeSale', { saleId });
    shop.clock.advance(5 * 60_000);
  }
  expect(shop.till.view.sale).toMatchObject({ approval: 'ready' });
  shop.clock.advance(7 * 60_000 + 1);
  expect(shop.till.view.sale).toMatchObject({ approval: 'blocked' });
  await shop.delivered();
  expect(shop.ledger).toMatchObject([{ state: 'reversed' }]);
});

it('gives an approval back that a long night made too old', async () => {
  await shop.ask();
  await shop.whenApproval('ready');
  await shop.till.stop();
  shop.clock.advance(12 * 3_600_000);
  await shop.startTill(shop.till.dataFolder);
  shop.clock.advance(1);
  expect(shop.till.view.sale?.approval).toBe('blocked');
  await shop.delivered();
  expect(shop.ledger).toMatchObject([{ state: 'reversed' }]);
});

it('gives back what is approved where bills are set up no more, and says that a person is needed', async () => {
  await shop.ask();
  await shop.whenApproval('ready');
  await shop.till.stop();
  const { dataFolder } = shop.till;
  shop.till = await TestTill.start({
    intermediary: shop.intermediary,
    dataFolder,
    ports: { clock: shop.clock },
  });
  expect(shop.till.view.sale?.approval).toBe('blocked');
  expect(shop.till.view.owed).toMatchObject({ attention: 1, reversals: 0 });
});

it('does not undo a bill while the customer pays for it', async () => {
  const saleId = await shop.ask();
  await shop.whenApproval('ready');
  shop.clock.advance(599_000);
  await shop.till.call('startPayment', { saleId, amountMinor: dueMinor });
  await shop.intermediary.whenWaiting();
  shop.clock.advance(2_000);
  expect(shop.till.view.sale?.approval).toBe('ready');
  shop.intermediary.act({ name: 'approve' });
  await shop.till.whenPayment('approved');
  await shop.till.call('approvalShown', { paymentId: shop.till.paymentId });
  await shop.delivered();
  expect(shop.ledger).toMatchObject([{ state: 'confirmed' }]);
});

it('asks for twenty bills at most beside each other', async () => {
  await shop.till.call('addBill', { kind: 'account', number: account, amountMinor: 100 });
  const { saleId } = shop.till;
  const bill = { saleId, kind: 'account', number: account, amountMinor: 100 } as const;
  for (let more = 1; more < 20; more += 1) await shop.till.call('addBill', bill);
  expect(await shop.till.failure('addBill', bill)).toEqual({ code: 'tooManyLines', most: 20 });
});

it('tells of a late confirmation by itself', async () => {
  const saleId = await shop.ask();
  await shop.whenApproval('ready');
  shop.intermediary.setFault({ kind: 'refuse', operations: 'all' });
  await shop.till.call('takeCash', { saleId, receivedMinor: 65_000 });
  shop.clock.advance(15 * 60_000 + 1);
  expect(shop.till.view.owed.lateSince).not.toBeNull();
  shop.intermediary.setFault(null);
});

it('leaves the time of the sale on the counter alone when a parked one is given back', async () => {
  const parked = await shop.ask();
  await shop.whenApproval('ready');
  await shop.till.call('parkSale', { saleId: parked });
  shop.clock.advance(10 * 60_000);
  await shop.ask(1_000);
  await shop.whenApproval('ready');
  shop.clock.advance(5 * 60_000);
  expect(shop.till.view.sale?.undoneWithinMs).toBe(5 * 60_000);
});

it('keeps a reason that it does not know apart from what it shows', async () => {
  await shop.ask(dueMinor, { scenario: { name: 'decline', errorType: 'INVALID_AMOUNT' } });
  await shop.whenApproval('blocked');
  await shop.till.stop();
  const { dataFolder } = shop.till;
  for (const name of ['till.record', 'till.identity']) rmSync(join(dataFolder, name));
  const database = nodeDisk.openDatabase(join(dataFolder, 'till.sqlite'));
  database.exec(`UPDATE transactions SET reason = '{"code":"ofALaterVersion"}'`);
  database.close();
  await shop.startTill(dataFolder);
  expect(await shop.till.call('getTill', {})).toMatchObject({ sale: { state: 'open' } });
  const lineId = shop.till.view.sale?.lines[0]?.lineId ?? '';
  await shop.till.call('removeLine', { saleId: shop.till.saleId, lineId });
});
