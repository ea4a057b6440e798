// Bills through the real core, a real store and the real training intermediary over HTTP: looked up, paid,
// given back, refused, not known, and cut at each step. What the biller's ledger says at the end is the proof.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BillScenario, billErrorTypes } from '../../src-shared/services/bills/scenarios.ts';
import { account, BillShop, dueMinor } from '../support/bill-shop.ts';
import { runUntil, TestTill } from '../support/test-till.ts';

let shop: BillShop;

beforeEach(async () => {
  shop = await BillShop.open();
});

afterEach(() => shop.close());

const rand = (amountMinor: number) => ({ amountMinor, currency: '710' });

/** The power goes, and comes back. */
async function startAgain(): Promise<void> {
  await shop.till.stop();
  await shop.startTill(shop.till.dataFolder);
}

/** Approves the rest by QR and has it seen. */
async function payByQr(saleId: string, amountMinor: number): Promise<void> {
  shop.intermediary.choose({ name: 'approve' });
  await shop.till.call('startPayment', { saleId, amountMinor });
  await shop.till.whenPayment('approved');
  await shop.till.call('approvalShown', { paymentId: shop.till.paymentId });
}

describe('a bill', () => {
  it('is looked up, paid in cash and by QR in one sale with goods, and confirmed with what was taken', async () => {
    const found = await shop.till.call('lookUpBill', { kind: 'account', number: account });
    expect(found).toMatchObject({ found: 'yes', due: rand(dueMinor) });
    expect(JSON.stringify(found)).not.toContain('Customer');
    await shop.till.call('addLine', { amountMinor: 10_000, name: 'Groceries' });
    const { saleId } = shop.till;
    expect(shop.till.view.sale?.approval).toBe('none');
    expect(
      await shop.till.call('addBill', {
        saleId,
        kind: 'account',
        number: account,
        amountMinor: dueMinor,
      }),
    ).toMatchObject({ sale: { approval: 'needed' } });
    expect(await shop.till.failure('takeCash', { saleId, receivedMinor: 80_000 })).toEqual({
      code: 'lineNotApproved',
    });
    expect(await shop.till.failure('startPayment', { saleId, amountMinor: 74_230 })).toEqual({
      code: 'lineNotApproved',
    });
    await shop.till.call('approveLines', { saleId });
    await shop.whenApproval('ready');
    expect(shop.line).toMatchObject({
      state: 'ready',
      number: account,
      story: { phase: 'approved' },
    });
    expect(shop.balance).toBe(dueMinor);
    await shop.till.call('takeCash', { saleId, receivedMinor: 40_000 });
    await payByQr(saleId, 34_230);
    // No void window: what is handed over cannot come back.
    expect(shop.till.view.sale?.state).toBe('completed');
    await shop.delivered();
    expect(shop.ledger).toMatchObject([{ state: 'confirmed', approvedMinor: dueMinor }]);
    expect(shop.balance).toBe(0);
    const [confirmation] = shop.sent('confirmBillPayment');
    expect(confirmation?.body).toMatchObject({
      tenders: [
        { tenderType: 'WALLET', amount: { amount: 34_230, currency: '710' } },
        { tenderType: 'CASH', amount: { amount: 30_000, currency: '710' } },
      ],
    });
    const report = await shop.till.call('getReport', {});
    expect(report).toMatchObject({
      bills: { count: 1, amount: rand(dueMinor) },
      sales: { count: 1, amount: rand(74_230) },
    });
    const page = await shop.till.call('getSale', { saleId });
    expect(page.bills).toMatchObject([{ phase: 'completed', advice: { state: 'delivered' } }]);
  });

  it('goes back when the customer leaves', async () => {
    const saleId = await shop.ask();
    await shop.whenApproval('ready');
    await shop.till.call('abandonSale', { saleId });
    await shop.delivered();
    expect(shop.ledger).toMatchObject([{ state: 'reversed' }]);
    expect(shop.balance).toBe(dueMinor);
    expect(shop.sent('reverseBillPayment')[0]?.body).toMatchObject({ reversalReason: 'CANCELLED' });
  });

  it('goes back when its line is taken off, and is asked for anew when that is put back', async () => {
    const saleId = await shop.ask();
    await shop.whenApproval('ready');
    const lineId = shop.till.view.sale?.lines[0]?.lineId ?? '';
    expect(await shop.till.failure('changeLine', { saleId, lineId, amountMinor: 1 })).toEqual({
      code: 'serviceLine',
    });
    await shop.till.call('removeLine', { saleId, lineId });
    await shop.till.call('putLineBack', { saleId, lineId });
    expect(shop.line?.state).toBe('notPaid');
    await shop.till.call('approveLines', { saleId });
    await shop.whenApproval('ready');
    await shop.till.call('takeCash', { saleId, receivedMinor: dueMinor });
    await shop.delivered();
    expect(shop.ledger.map(({ state }) => state).sort()).toEqual(['confirmed', 'reversed']);
  });

  const unknowns: readonly [BillScenario['name'], string][] = [
    ['loseAnswer', 'TIMEOUT'],
    ['silence', 'TIMEOUT'],
    ['approveLate', 'TIMEOUT'],
    ['answer500', 'RESPONSE_NOT_FINAL'],
    ['answer504', 'RESPONSE_NOT_FINAL'],
    ['garbage', 'RESPONSE_NOT_FINAL'],
    ['otherAccount', 'RESPONSE_NOT_FINAL'],
    ['approveMore', 'CANCELLED'],
    ['approveForeign', 'CANCELLED'],
    ['approveNothing', 'CANCELLED'],
  ];
  it.each(unknowns)('that meets %s is undone with %s, and can be tried anew', async (name, why) => {
    const saleId = await shop.ask(dueMinor, { scenario: { name } });
    await runUntil(
      shop.clock,
      shop.intermediary,
      () => shop.till.view.sale?.approval === 'blocked',
    );
    await shop.delivered();
    expect(shop.sent('reverseBillPayment')[0]?.body).toMatchObject({ reversalReason: why });
    expect(shop.sent('createAccountPayment')).toHaveLength(1);
    expect(shop.ledger.every(({ state }) => state.startsWith('reversed'))).toBe(true);
    expect(shop.balance).toBe(dueMinor);
    await shop.till.call('approveLines', { saleId });
    await shop.whenApproval('ready');
  });

  it.each(billErrorTypes.filter((type) => type !== 'DUPLICATE_RECORD'))(
    'that is refused with %s owes nothing',
    async (errorType) => {
      const saleId = await shop.ask(dueMinor, { scenario: { name: 'decline', errorType } });
      await shop.whenApproval('blocked');
      expect(shop.line?.story).toMatchObject({ phase: 'refused', reason: { errorType } });
      expect(shop.till.view.owed).toMatchObject({ confirmations: 0, reversals: 0 });
      await shop.till.call('nextSale', { saleId });
      expect(shop.till.view.sale).toBeNull();
    },
  );

  it('whose id was used before is undone, never asked for under another id by itself', async () => {
    await shop.ask(dueMinor, { scenario: { name: 'decline', errorType: 'DUPLICATE_RECORD' } });
    await shop.whenApproval('blocked');
    await shop.delivered();
    expect(shop.sent('reverseBillPayment')).toHaveLength(1);
    expect(shop.sent('createAccountPayment')).toHaveLength(1);
  });

  it('approved for less is taken by the cashier alone, or goes back', async () => {
    const saleId = await shop.ask(60_000, { scenario: { name: 'approvePart' } });
    await shop.whenApproval('blocked');
    expect(shop.line).toMatchObject({ state: 'differs', story: { approved: rand(30_000) } });
    expect(await shop.till.failure('takeCash', { saleId, receivedMinor: 60_000 })).toEqual({
      code: 'lineNotApproved',
    });
    const lineId = shop.till.view.sale?.lines[0]?.lineId ?? '';
    await shop.till.call('acceptApproved', { saleId, lineId });
    expect(shop.till.view.sale).toMatchObject({ approval: 'ready', total: rand(30_000) });
    await shop.till.call('takeCash', { saleId, receivedMinor: 30_000 });
    await shop.delivered();
    expect(shop.ledger).toMatchObject([{ state: 'confirmed', approvedMinor: 30_000 }]);
    expect(shop.balance).toBe(dueMinor - 30_000);
  });

  it('is taken in the older shape of a test server', async () => {
    const saleId = await shop.ask(dueMinor, { scenario: { name: 'olderShape' } });
    await shop.whenApproval('ready');
    await shop.till.call('takeCash', { saleId, receivedMinor: 65_000 });
    await shop.delivered();
    expect(shop.ledger).toMatchObject([{ state: 'confirmed' }]);
  });
});

describe('a till that stops', () => {
  it('while the biller is asked undoes it and keeps the sale', async () => {
    await shop.ask(dueMinor, { scenario: { name: 'silence' } });
    await startAgain();
    await shop.delivered();
    expect(shop.till.view.sale).toMatchObject({ state: 'open', approval: 'blocked' });
    expect(shop.ledger.some(({ state }) => state === 'confirmed' || state === 'reserved')).toBe(
      false,
    );
  });

  it('after the approval waits for the cashier, and gives it back after ten minutes', async () => {
    await shop.ask();
    await shop.whenApproval('ready');
    await startAgain();
    expect(shop.till.view.sale).toMatchObject({ approval: 'ready', undoneWithinMs: 600_000 });
    shop.clock.advance(600_000);
    expect(shop.till.view.sale?.approval).toBe('blocked');
    await shop.delivered();
    expect(shop.ledger).toMatchObject([{ state: 'reversed' }]);
  });

  it('after the sale completed confirms it', async () => {
    const saleId = await shop.ask();
    await shop.whenApproval('ready');
    shop.intermediary.setFault({ kind: 'silence', operations: ['confirmBillPayment'], times: 1 });
    await shop.till.call('takeCash', { saleId, receivedMinor: 65_000 });
    await startAgain();
    await shop.delivered();
    expect(shop.ledger).toMatchObject([{ state: 'confirmed' }]);
  });
});

it('keeps an approved bill of a parked sale for a while, and then gives it back', async () => {
  const saleId = await shop.ask();
  await shop.whenApproval('ready');
  await shop.till.call('parkSale', { saleId });
  expect(shop.till.view.parked).toMatchObject([{ saleId, undoneWithinMs: 15 * 60_000 }]);
  shop.clock.advance(14 * 60_000);
  await shop.till.call('resumeSale', { saleId });
  expect(shop.till.view.sale?.approval).toBe('ready');
  await shop.till.call('parkSale', { saleId });
  shop.clock.advance(15 * 60_000);
  await shop.delivered();
  expect(shop.ledger).toMatchObject([{ state: 'reversed' }]);
  expect(shop.till.view.parked).toMatchObject([{ undoneWithinMs: null }]);
});

it('tells of a confirmation that waits longer than fifteen minutes', async () => {
  const saleId = await shop.ask();
  await shop.whenApproval('ready');
  shop.intermediary.setFault({ kind: 'status', status: 500, operations: ['confirmBillPayment'] });
  await shop.till.call('takeCash', { saleId, receivedMinor: 65_000 });
  expect(shop.till.view.owed.lateSince).toBeNull();
  const since = shop.clock.stamp();
  shop.clock.advance(15 * 60_000 + 1);
  expect(await shop.till.call('getTill', {})).toMatchObject({ owed: { lateSince: since } });
  shop.intermediary.setFault(null);
  await shop.delivered();
  expect(await shop.till.call('getTill', {})).toMatchObject({ owed: { lateSince: null } });
});

describe('a refund', () => {
  it('gives the money out after the biller agreed, and is confirmed without tenders', async () => {
    const reference = await shop.paidBill();
    expect(shop.balance).toBe(0);
    const saleId = await shop.refund(reference);
    await shop.whenApproval('ready');
    expect(shop.till.view.sale).toMatchObject({
      state: 'open',
      left: rand(0),
      payOut: rand(64_230),
    });
    expect(shop.sent('confirmRefund')).toEqual([]);
    await shop.till.call('nextSale', { saleId });
    expect(shop.till.view.sale).toMatchObject({ state: 'completed', change: rand(64_230) });
    await shop.delivered();
    expect(shop.sent('confirmRefund')[0]?.body).not.toHaveProperty('tenders');
    expect(shop.balance).toBe(dueMinor);
    expect(await shop.till.call('getReport', {})).toMatchObject({
      bills: { count: 1 },
      refunds: { count: 1, amount: rand(dueMinor) },
    });
  });

  it('that is cancelled is reversed, and nothing goes out', async () => {
    const reference = await shop.paidBill();
    const saleId = await shop.refund(reference);
    await shop.whenApproval('ready');
    await shop.till.call('abandonSale', { saleId });
    await shop.delivered();
    expect(shop.sent('reverseRefund')).toHaveLength(1);
    expect(shop.balance).toBe(0);
  });

  it('that is refused sends nothing more, and can be left', async () => {
    const saleId = await shop.refund('NOSUCHPAYMENT1');
    await shop.whenApproval('blocked');
    expect(shop.till.view.owed).toMatchObject({ reversals: 0, confirmations: 0 });
    await shop.till.call('nextSale', { saleId });
    expect(shop.till.view.sale).toBeNull();
    expect(shop.sent('reverseRefund')).toEqual([]);
  });

  it('stands alone, and in no other words than the slip has', async () => {
    await shop.till.call('addLine', { amountMinor: 100 });
    const input = { issuerReference: 'KBC5518820', amountMinor: 100, reason: 'Paid twice' };
    expect(await shop.till.failure('addBillRefund', input)).toEqual({ code: 'otherSaleOpen' });
    const tooLong = await shop.till.failure('addBillRefund', {
      ...input,
      issuerReference: 'K'.repeat(21),
    });
    expect(tooLong).toEqual({
      code: 'badInput',
      problems: [{ field: 'issuerReference', rule: { code: 'tooLong', most: 20 } }],
    });
  });
});

describe('bad input', () => {
  it.each([
    ['12345', { code: 'tooShort', least: 6 }],
    ['1'.repeat(41), { code: 'tooLong', most: 40 }],
    ['https://until.example/?q=1', { code: 'billNumber' }],
    ['ABCDEFGH', { code: 'billNumber' }],
  ])('%s is named with its rule', async (number, rule) => {
    const input = { kind: 'account', number } as const;
    const problems = [{ field: 'number', rule }];
    expect(await shop.till.failure('lookUpBill', input)).toEqual({ code: 'badInput', problems });
    expect(await shop.till.failure('addBill', { ...input, amountMinor: 1 })).toEqual({
      code: 'badInput',
      problems,
    });
  });

  it('leaves no blocked biller in the list, and keeps the list for an hour', async () => {
    const { billers, listedAt } = await shop.till.call('getBillers', {});
    expect(billers.length).toBeGreaterThan(2);
    expect(listedAt).toBe(shop.clock.stamp());
    await shop.till.call('getBillers', {});
    expect(shop.sent('listBillers')).toHaveLength(1);
  });
});

it('pays no bills where the profile has none', async () => {
  await shop.till.stop();
  const { dataFolder } = shop.till;
  shop.till = await TestTill.start({
    intermediary: shop.intermediary,
    dataFolder,
    ports: { clock: shop.clock },
  });
  expect(shop.till.view.sells.bills).toBe(false);
  const input = { kind: 'account', number: account } as const;
  expect(await shop.till.failure('lookUpBill', input)).toEqual({ code: 'notSetUp' });
  expect(await shop.till.failure('addBill', { ...input, amountMinor: 1 })).toEqual({
    code: 'notSetUp',
  });
});
