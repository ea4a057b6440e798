// Bills through the real core, a real store and the real training intermediary over HTTP: looked up, paid,
// given back, refused, not known, and cut at each step. What the biller's ledger says at the end is the proof.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import type { Input } from '../../src-shared/contract/contract.ts';
import { type BillScenario, billErrorTypes } from '../../src-shared/services/bills/scenarios.ts';
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

/** The power goes, and comes back. */
async function startAgain(): Promise<void> {
  await till.stop();
  await startTill(till.dataFolder);
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

const rand = (amountMinor: number) => ({ amountMinor, currency: '710' });
const line = () => till.view.sale?.lines.at(-1)?.bill;
const ledger = () => intermediary.bills.ledger();
const balance = () => intermediary.bills.balances()[account];
const sent = (operation: string) =>
  intermediary.requests().filter((request) => request.operation === operation);

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

/** Approves the rest by QR and has it seen. */
async function payByQr(saleId: string, amountMinor: number): Promise<void> {
  intermediary.choose({ name: 'approve' });
  await till.call('startPayment', { saleId, amountMinor });
  await till.whenPayment('approved');
  await till.call('approvalShown', { paymentId: till.paymentId });
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

describe('a bill', () => {
  it('is looked up, paid in cash and by QR in one sale with goods, and confirmed with what was taken', async () => {
    const found = await till.call('lookUpBill', { kind: 'account', number: account });
    expect(found).toMatchObject({ found: 'yes', due: rand(dueMinor) });
    expect(JSON.stringify(found)).not.toContain('Customer');
    await till.call('addLine', { amountMinor: 10_000, name: 'Groceries' });
    const { saleId } = till;
    expect(till.view.sale?.approval).toBe('none');
    expect(
      await till.call('addBill', {
        saleId,
        kind: 'account',
        number: account,
        amountMinor: dueMinor,
      }),
    ).toMatchObject({ sale: { approval: 'needed' } });
    expect(await till.failure('takeCash', { saleId, receivedMinor: 80_000 })).toEqual({
      code: 'lineNotApproved',
    });
    expect(await till.failure('startPayment', { saleId, amountMinor: 74_230 })).toEqual({
      code: 'lineNotApproved',
    });
    await till.call('approveLines', { saleId });
    await whenApproval('ready');
    expect(line()).toMatchObject({ state: 'ready', number: account, story: { phase: 'approved' } });
    expect(balance()).toBe(dueMinor);
    await till.call('takeCash', { saleId, receivedMinor: 40_000 });
    await payByQr(saleId, 34_230);
    // No void window: what is handed over cannot come back.
    expect(till.view.sale?.state).toBe('completed');
    await delivered();
    expect(ledger()).toMatchObject([{ state: 'confirmed', approvedMinor: dueMinor }]);
    expect(balance()).toBe(0);
    const [confirmation] = sent('confirmBillPayment');
    expect(confirmation?.body).toMatchObject({
      tenders: [
        { tenderType: 'WALLET', amount: { amount: 34_230, currency: '710' } },
        { tenderType: 'CASH', amount: { amount: 30_000, currency: '710' } },
      ],
    });
    const report = await till.call('getReport', {});
    expect(report).toMatchObject({
      bills: { count: 1, amount: rand(dueMinor) },
      sales: { count: 1, amount: rand(74_230) },
    });
    const page = await till.call('getSale', { saleId });
    expect(page.bills).toMatchObject([{ phase: 'completed', advice: { state: 'delivered' } }]);
  });

  it('goes back when the customer leaves', async () => {
    const saleId = await ask();
    await whenApproval('ready');
    await till.call('abandonSale', { saleId });
    await delivered();
    expect(ledger()).toMatchObject([{ state: 'reversed' }]);
    expect(balance()).toBe(dueMinor);
    expect(sent('reverseBillPayment')[0]?.body).toMatchObject({ reversalReason: 'CANCELLED' });
  });

  it('goes back when its line is taken off, and is asked for anew when that is put back', async () => {
    const saleId = await ask();
    await whenApproval('ready');
    const lineId = till.view.sale?.lines[0]?.lineId ?? '';
    expect(await till.failure('changeLine', { saleId, lineId, amountMinor: 1 })).toEqual({
      code: 'serviceLine',
    });
    await till.call('removeLine', { saleId, lineId });
    await till.call('putLineBack', { saleId, lineId });
    expect(line()?.state).toBe('notPaid');
    await till.call('approveLines', { saleId });
    await whenApproval('ready');
    await till.call('takeCash', { saleId, receivedMinor: dueMinor });
    await delivered();
    expect(
      ledger()
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['confirmed', 'reversed']);
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
    const saleId = await ask(dueMinor, { scenario: { name } });
    await runUntil(clock, intermediary, () => till.view.sale?.approval === 'blocked');
    await delivered();
    expect(sent('reverseBillPayment')[0]?.body).toMatchObject({ reversalReason: why });
    expect(sent('createAccountPayment')).toHaveLength(1);
    expect(ledger().every(({ state }) => state.startsWith('reversed'))).toBe(true);
    expect(balance()).toBe(dueMinor);
    await till.call('approveLines', { saleId });
    await whenApproval('ready');
  });

  it.each(billErrorTypes.filter((type) => type !== 'DUPLICATE_RECORD'))(
    'that is refused with %s owes nothing',
    async (errorType) => {
      const saleId = await ask(dueMinor, { scenario: { name: 'decline', errorType } });
      await whenApproval('blocked');
      expect(line()?.story).toMatchObject({ phase: 'refused', reason: { errorType } });
      expect(till.view.owed).toMatchObject({ confirmations: 0, reversals: 0 });
      await till.call('nextSale', { saleId });
      expect(till.view.sale).toBeNull();
    },
  );

  it('whose id was used before is undone, never asked for under another id by itself', async () => {
    await ask(dueMinor, { scenario: { name: 'decline', errorType: 'DUPLICATE_RECORD' } });
    await whenApproval('blocked');
    await delivered();
    expect(sent('reverseBillPayment')).toHaveLength(1);
    expect(sent('createAccountPayment')).toHaveLength(1);
  });

  it('approved for less is taken by the cashier alone, or goes back', async () => {
    const saleId = await ask(60_000, { scenario: { name: 'approvePart' } });
    await whenApproval('blocked');
    expect(line()).toMatchObject({ state: 'differs', story: { approved: rand(30_000) } });
    expect(await till.failure('takeCash', { saleId, receivedMinor: 60_000 })).toEqual({
      code: 'lineNotApproved',
    });
    const lineId = till.view.sale?.lines[0]?.lineId ?? '';
    await till.call('acceptApproved', { saleId, lineId });
    expect(till.view.sale).toMatchObject({ approval: 'ready', total: rand(30_000) });
    await till.call('takeCash', { saleId, receivedMinor: 30_000 });
    await delivered();
    expect(ledger()).toMatchObject([{ state: 'confirmed', approvedMinor: 30_000 }]);
    expect(balance()).toBe(dueMinor - 30_000);
  });

  it('is taken in the older shape of a test server', async () => {
    const saleId = await ask(dueMinor, { scenario: { name: 'olderShape' } });
    await whenApproval('ready');
    await till.call('takeCash', { saleId, receivedMinor: 65_000 });
    await delivered();
    expect(ledger()).toMatchObject([{ state: 'confirmed' }]);
  });
});

describe('a till that stops', () => {
  it('while the biller is asked undoes it and keeps the sale', async () => {
    await ask(dueMinor, { scenario: { name: 'silence' } });
    await startAgain();
    await delivered();
    expect(till.view.sale).toMatchObject({ state: 'open', approval: 'blocked' });
    expect(ledger().some(({ state }) => state === 'confirmed' || state === 'reserved')).toBe(false);
  });

  it('after the approval waits for the cashier, and gives it back after ten minutes', async () => {
    await ask();
    await whenApproval('ready');
    await startAgain();
    expect(till.view.sale).toMatchObject({ approval: 'ready', undoneWithinMs: 600_000 });
    clock.advance(600_000);
    expect(till.view.sale?.approval).toBe('blocked');
    await delivered();
    expect(ledger()).toMatchObject([{ state: 'reversed' }]);
  });

  it('after the sale completed confirms it', async () => {
    const saleId = await ask();
    await whenApproval('ready');
    intermediary.setFault({ kind: 'silence', operations: ['confirmBillPayment'], times: 1 });
    await till.call('takeCash', { saleId, receivedMinor: 65_000 });
    await startAgain();
    await delivered();
    expect(ledger()).toMatchObject([{ state: 'confirmed' }]);
  });
});

it('keeps an approved bill of a parked sale for a while, and then gives it back', async () => {
  const saleId = await ask();
  await whenApproval('ready');
  await till.call('parkSale', { saleId });
  expect(till.view.parked).toMatchObject([{ saleId, undoneWithinMs: 15 * 60_000 }]);
  clock.advance(14 * 60_000);
  await till.call('resumeSale', { saleId });
  expect(till.view.sale?.approval).toBe('ready');
  await till.call('parkSale', { saleId });
  clock.advance(15 * 60_000);
  await delivered();
  expect(ledger()).toMatchObject([{ state: 'reversed' }]);
  expect(till.view.parked).toMatchObject([{ undoneWithinMs: null }]);
});

it('tells of a confirmation that waits longer than fifteen minutes', async () => {
  const saleId = await ask();
  await whenApproval('ready');
  intermediary.setFault({ kind: 'status', status: 500, operations: ['confirmBillPayment'] });
  await till.call('takeCash', { saleId, receivedMinor: 65_000 });
  expect(till.view.owed.lateSince).toBeNull();
  const since = clock.stamp();
  clock.advance(15 * 60_000 + 1);
  expect(await till.call('getTill', {})).toMatchObject({ owed: { lateSince: since } });
  intermediary.setFault(null);
  await delivered();
  expect(await till.call('getTill', {})).toMatchObject({ owed: { lateSince: null } });
});

describe('a refund', () => {
  const back = async (reference: string, amountMinor = dueMinor) => {
    await till.call('addBillRefund', {
      issuerReference: reference,
      amountMinor,
      reason: 'Paid twice',
    });
    const { saleId } = till;
    await till.call('approveLines', { saleId });
    return saleId;
  };

  it('gives the money out after the biller agreed, and is confirmed without tenders', async () => {
    const reference = await paidBill();
    expect(balance()).toBe(0);
    const saleId = await back(reference);
    await whenApproval('ready');
    expect(till.view.sale).toMatchObject({ state: 'open', left: rand(0), payOut: rand(64_230) });
    expect(sent('confirmRefund')).toEqual([]);
    await till.call('nextSale', { saleId });
    expect(till.view.sale).toMatchObject({ state: 'completed', change: rand(64_230) });
    await delivered();
    expect(sent('confirmRefund')[0]?.body).not.toHaveProperty('tenders');
    expect(balance()).toBe(dueMinor);
    expect(await till.call('getReport', {})).toMatchObject({
      bills: { count: 1 },
      refunds: { count: 1, amount: rand(dueMinor) },
    });
  });

  it('that is cancelled is reversed, and nothing goes out', async () => {
    const reference = await paidBill();
    const saleId = await back(reference);
    await whenApproval('ready');
    await till.call('abandonSale', { saleId });
    await delivered();
    expect(sent('reverseRefund')).toHaveLength(1);
    expect(balance()).toBe(0);
  });

  it('that is refused sends nothing more, and can be left', async () => {
    const saleId = await back('NOSUCHPAYMENT1');
    await whenApproval('blocked');
    expect(till.view.owed).toMatchObject({ reversals: 0, confirmations: 0 });
    await till.call('nextSale', { saleId });
    expect(till.view.sale).toBeNull();
    expect(sent('reverseRefund')).toEqual([]);
  });

  it('stands alone, and in no other words than the slip has', async () => {
    await till.call('addLine', { amountMinor: 100 });
    const input = { issuerReference: 'KBC5518820', amountMinor: 100, reason: 'Paid twice' };
    expect(await till.failure('addBillRefund', input)).toEqual({ code: 'otherSaleOpen' });
    const tooLong = await till.failure('addBillRefund', {
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
    expect(await till.failure('lookUpBill', input)).toEqual({ code: 'badInput', problems });
    expect(await till.failure('addBill', { ...input, amountMinor: 1 })).toEqual({
      code: 'badInput',
      problems,
    });
  });

  it('leaves no blocked biller in the list, and keeps the list for an hour', async () => {
    const { billers, listedAt } = await till.call('getBillers', {});
    expect(billers.length).toBeGreaterThan(2);
    expect(listedAt).toBe(clock.stamp());
    await till.call('getBillers', {});
    expect(sent('listBillers')).toHaveLength(1);
  });
});

it('pays no bills where the profile has none', async () => {
  await till.stop();
  const { dataFolder } = till;
  till = await TestTill.start({ intermediary, dataFolder, ports: { clock } });
  expect(till.view.sells.bills).toBe(false);
  const input = { kind: 'account', number: account } as const;
  expect(await till.failure('lookUpBill', input)).toEqual({ code: 'notSetUp' });
  expect(await till.failure('addBill', { ...input, amountMinor: 1 })).toEqual({ code: 'notSetUp' });
});
