// Payments through the real core, store, client and queue against the training intermediary.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import type { ScenarioName } from '../../src-shared/contract/scenarios.ts';
import { TestClock } from '../support/test-clock.ts';
import { roundTrip, runUntil, startIntermediary, TestTill } from '../support/test-till.ts';

let intermediary: TrainingIntermediary;
let till: TestTill;
let clock: TestClock;

beforeEach(async () => {
  intermediary = await startIntermediary();
  clock = new TestClock();
  till = await TestTill.start({ intermediary, ports: { clock } });
});

afterEach(async () => {
  await till.stop();
  await intermediary.stop();
});

async function pay(amountMinor = 18_450, saleId?: string): Promise<void> {
  await till.call('startPayment', { amountMinor, ...(saleId ? { saleId } : {}) });
  await till.when(
    ({ payment }) => payment?.state === 'awaitingCustomer' && payment.qrCode !== null,
  );
  await intermediary.whenWaiting();
}

async function startAgain(profile: Record<string, unknown>): Promise<void> {
  await till.stop();
  till = await TestTill.start({
    intermediary,
    profile,
    ports: { clock },
    dataFolder: till.dataFolder,
  });
}

const operations = () => intermediary.requests().map(({ operation }) => operation);
const reversals = () =>
  intermediary
    .requests()
    .filter(({ operation }) => operation === 'reversePayment')
    .map(({ text }) => JSON.parse(text) as { reversalReason: string });

it('takes a payment, confirms it when the window ends, and is ready for the next', async () => {
  await pay();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  await till.call('approvalShown', { paymentId: till.paymentId });
  expect(till.view.payment).toMatchObject({ completion: { kind: 'confirms', withinMs: 10_000 } });
  expect(till.view.owed.confirmations).toBe(0);
  clock.advance(9_999);
  expect(till.view.payment?.state).toBe('approved');
  clock.advance(1);
  expect(till.view.payment?.state).toBe('paid');
  await intermediary.whenReceived('confirmPayment', 1);
  await till.call('nextSale', { saleId: till.saleId });
  expect(till.view.payment).toBeNull();
  expect(till.view.recent).toMatchObject([
    { state: 'completed', number: '000001', payment: { state: 'paid' } },
  ]);
  expect(intermediary.ledger()).toMatchObject([{ state: 'settled', amountMinor: 18_450 }]);
});

it('confirms at once where the profile has no void window', async () => {
  await startAgain({ completion: { voidWindowSeconds: 0 } });
  await pay();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  await till.call('approvalShown', { paymentId: till.paymentId });
  clock.advance(0);
  expect(till.view.payment?.state).toBe('paid');
});

it('a void window goes on after a restart where it stood', async () => {
  await pay();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  await till.call('approvalShown', { paymentId: till.paymentId });
  clock.advance(4_000);
  await startAgain({});
  expect(till.view.payment).toMatchObject({ completion: { kind: 'confirms', withinMs: 6_000 } });
  clock.advance(6_000);
  expect(till.view.payment?.state).toBe('paid');
});

it('gives an approved payment back on Void, and never confirms it', async () => {
  await pay();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  await till.call('voidPayment', { paymentId: till.paymentId });
  await intermediary.whenReceived('reversePayment', 1);
  clock.advance(60 * 60_000);
  await roundTrip(intermediary);
  expect(reversals()).toMatchObject([{ reversalReason: 'CANCELLED' }]);
  expect(operations()).not.toContain('confirmPayment');
  expect(intermediary.ledger()).toMatchObject([{ state: 'released' }]);
  const unknown = { saleId: crypto.randomUUID() };
  expect(await till.failure('nextSale', unknown)).toEqual({ code: 'unknownSale' });
});

it('voids an approval that nobody looked at for ten minutes', async () => {
  await pay();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  clock.advance(10 * 60_000);
  expect(till.view.payment).toMatchObject({ state: 'notPaid', reason: { code: 'undecided' } });
  await intermediary.whenReceived('reversePayment', 1);
});

describe('what the customer or the line can do', () => {
  const cases: [ScenarioName, string, string | null, string][] = [
    ['decline', 'declined', null, 'declined'],
    ['noScan', 'declined', null, 'declined'],
    ['loseAnswer', 'connectionLost', 'TIMEOUT', 'released'],
    ['answer500', 'answerNotFinal', 'RESPONSE_NOT_FINAL', 'released'],
    ['answer503', 'declined', null, 'declined'],
    ['answer504', 'answerNotFinal', 'RESPONSE_NOT_FINAL', 'released'],
    ['approvePart', 'amountMismatch', 'CANCELLED', 'released'],
    ['approveMore', 'amountMismatch', 'CANCELLED', 'released'],
    ['approveForeign', 'amountMismatch', 'CANCELLED', 'released'],
    ['approveNothing', 'amountMismatch', 'CANCELLED', 'released'],
    ['garbage', 'answerUnusable', 'RESPONSE_NOT_FINAL', 'released'],
  ];
  it.each(cases)('%s: not paid (%s), reversal %s, money %s', async (name, code, reason, money) => {
    await pay();
    intermediary.act({ name });
    const { payment } = await till.whenPayment('notPaid');
    expect(payment).toMatchObject({ reason: { code } });
    await till.whenNothingOwed();
    expect(reversals().map(({ reversalReason }) => reversalReason)).toEqual(reason ? [reason] : []);
    expect(intermediary.ledger()).toMatchObject([{ state: money }]);
    expect(till.views.some((view) => view.payment?.state === 'approved')).toBe(false);
  });

  it.each(['silence', 'approveLate'] as const)('%s: the time is up at 60 s', async (name) => {
    await pay();
    intermediary.act({ name });
    clock.advance(59_999);
    expect(till.view.payment?.state).toBe('awaitingCustomer');
    clock.advance(1);
    expect((await till.whenPayment('notPaid')).payment).toMatchObject({
      reason: { code: 'noAnswer' },
    });
    await till.whenNothingOwed();
    expect(reversals()).toMatchObject([{ reversalReason: 'TIMEOUT' }]);
    expect(intermediary.ledger().every(({ state }) => state !== 'reserved')).toBe(true);
  });

  it('a late approval is kept beside its reversal and changes nothing', async () => {
    await pay();
    intermediary.act({ name: 'approveLate' });
    const { paymentId } = till;
    clock.advance(60_000);
    await till.whenPayment('notPaid');
    await till.whenNothingOwed();
    intermediary.releaseLate();
    const isLate = (entry: { kind: string; late?: boolean }) => entry.late === true;
    let page = await till.storyOf(paymentId);
    while (!page.timeline.some(isLate)) {
      await roundTrip(intermediary);
      page = await till.storyOf(paymentId);
    }
    expect(page.payment.state).toBe('notPaid');
    // Money may have moved after the reversal had been taken: the same one goes out once more.
    await intermediary.whenReceived('reversePayment', 2);
    const sent = intermediary.requests().filter((r) => r.operation === 'reversePayment');
    expect(new Set(sent.map(({ text }) => text)).size).toBe(1);
    expect(page.timeline.filter(isLate)).toMatchObject([
      { kind: 'answered', operation: 'pay', answer: { status: 201 } },
    ]);
  });
});

it('a reversal names the payment as its request did, though the profile has changed since', async () => {
  await pay();
  await startAgain({ terminalId: 'KST04T09' });
  await intermediary.whenReceived('reversePayment', 1);
  const [, request, reversal] = intermediary
    .requests()
    .map(({ text }) => JSON.parse(text) as Record<string, unknown>);
  for (const field of ['thirdPartyIdentifiers', 'rrn', 'stan', 'tranId']) {
    expect(reversal?.[field], field).toEqual(request?.[field]);
  }
});

it('a cancel gives the money back even if the customer had just paid', async () => {
  await pay();
  intermediary.act({ name: 'approveLate' });
  expect(intermediary.ledger()).toMatchObject([{ state: 'reserved' }]);
  await till.call('cancelPayment', { paymentId: till.paymentId });
  expect(till.view.payment).toMatchObject({ state: 'notPaid', reason: { code: 'cancelled' } });
  await till.whenNothingOwed();
  expect(reversals()).toMatchObject([{ reversalReason: 'CANCELLED' }]);
  expect(intermediary.ledger()).toMatchObject([{ state: 'released' }]);
});

it('a new try at the same sale has new ids and a new code', async () => {
  await pay();
  intermediary.act({ name: 'decline' });
  const first = (await till.whenPayment('notPaid')).payment;
  await pay(18_450, first?.saleId);
  expect(till.view.payment).toMatchObject({ saleNumber: '000001', attempt: 2 });
  const sent = intermediary.requests().map(({ text }) => JSON.parse(text) as { id: string });
  expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
  const transactionIds = intermediary.ledger().map(({ tranId }) => tranId);
  expect(new Set(transactionIds).size).toBe(2);
});

describe('part payment, where the profile allows it', () => {
  beforeEach(() => startAgain({ partPaymentAllowed: true }));

  it('is taken only when the cashier takes it, and the rest can follow', async () => {
    await pay(10_000);
    intermediary.act({ name: 'approvePart' });
    await till.whenPayment('approved');
    await till.call('approvalShown', { paymentId: till.paymentId });
    expect(till.view.payment).toMatchObject({ isPart: true, completion: { kind: 'ask' } });
    clock.advance(60_000);
    expect(till.view.payment?.state).toBe('approved');
    expect(till.view.payment).toMatchObject({ left: { amountMinor: 5_000 } });
    const { saleId } = till;
    expect(await till.failure('nextSale', { saleId })).toEqual({ code: 'notTendered' });
    expect(await till.refusal('startPayment', { amountMinor: 5_001, saleId })).toMatch(
      /^Nothing was taken: only R.50\.00 of this sale is left/,
    );
    await pay(5_000, saleId);
    intermediary.act({ name: 'approve' });
    await till.whenPayment('approved');
    await till.call('approvalShown', { paymentId: till.paymentId });
    expect(till.view.payment).toMatchObject({
      isPart: false,
      left: { amountMinor: 0 },
      completion: { kind: 'confirms' },
    });
    expect(operations()).not.toContain('confirmPayment');
    await till.call('nextSale', { saleId: till.saleId });
    await runUntil(clock, intermediary, () => till.view.owed.confirmations === 0);
    expect(intermediary.ledger().map(({ state, amountMinor }) => [state, amountMinor])).toEqual([
      ['settled', 5_000],
      ['settled', 5_000],
    ]);
  });

  it('that is voided leaves the whole sale to pay', async () => {
    await pay(10_000);
    intermediary.act({ name: 'approvePart' });
    await till.whenPayment('approved');
    const { saleId } = till;
    await till.call('voidPayment', { paymentId: till.paymentId });
    await pay(10_000, saleId);
    expect(till.view.payment).toMatchObject({
      saleId,
      attempt: 2,
      amount: { amountMinor: 10_000 },
    });
  });

  it('is voided when nobody decides', async () => {
    await pay(10_000);
    intermediary.act({ name: 'approvePart' });
    await till.whenPayment('approved');
    await till.call('approvalShown', { paymentId: till.paymentId });
    clock.advance(10 * 60_000);
    await till.whenNothingOwed();
    expect(intermediary.ledger()).toMatchObject([{ state: 'released' }]);
  });
});

describe('when no code comes', () => {
  it('a refusal is shown with the words of the intermediary, and nothing is owed', async () => {
    intermediary.setFault({
      kind: 'status',
      status: 400,
      errorType: 'INVALID_MERCHANT',
      operations: ['createQrCode'],
    });
    await till.call('startPayment', { amountMinor: 100 });
    expect((await till.whenPayment('notPaid')).payment).toMatchObject({
      reason: { code: 'codeRefused', errorType: 'INVALID_MERCHANT' },
      reversal: 'none',
    });
  });

  it('silence ends after 15 seconds', async () => {
    intermediary.setFault({ kind: 'silence', operations: ['createQrCode'] });
    await till.call('startPayment', { amountMinor: 100 });
    await intermediary.whenReceived('createQrCode', 1);
    clock.advance(15_000);
    expect((await till.whenPayment('notPaid')).payment).toMatchObject({
      reason: { code: 'codeUnavailable' },
      reversal: 'none',
    });
  });

  it('it can be cancelled while it is being fetched', async () => {
    intermediary.setFault({ kind: 'silence', operations: ['createQrCode'] });
    await till.call('startPayment', { amountMinor: 100 });
    await till.call('cancelPayment', { paymentId: till.paymentId });
    expect(till.view.payment).toMatchObject({ reason: { code: 'cancelled' }, reversal: 'none' });
  });
});

describe('input that does not fit is refused with a sentence, and the till goes on', () => {
  it.each<[string, unknown, RegExp]>([
    ['nothing', { amountMinor: 0 }, /^The amount must be at least 0\.01\.$/],
    ['a negative', { amountMinor: -5 }, /^The amount must be at least 0\.01\.$/],
    ['a fraction', { amountMinor: 1.5 }, /^The amount must be a whole number\.$/],
    ['a text', { amountMinor: '100' }, /^The amount must be a whole number\.$/],
    ['an absent amount', {}, /^The amount is missing\.$/],
    ['too much', { amountMinor: 500_001 }, /^The amount must be at most R.5.000\.00\.$/],
    ['an unknown field', { amountMinor: 1, force: true }, /^force is not a known field\.$/],
    ['an unknown sale', { amountMinor: 1, saleId: crypto.randomUUID() }, /no such sale/],
    ['a sale by its number', { amountMinor: 1, saleId: '000001' }, /^saleId /],
    ['no object', 'pay', /^document /],
  ])('%s', async (_, input, sentence) => {
    expect(await till.refusal('startPayment', input)).toMatch(sentence);
    expect(till.view.payment).toBeNull();
    await pay(100);
  });

  it('a second payment while one is open', async () => {
    await pay();
    const second = await till.failure('startPayment', { amountMinor: 100 });
    expect(second).toEqual({ code: 'paymentOpen' });
    expect(intermediary.requests().filter(({ operation }) => operation === 'pay')).toHaveLength(1);
  });
});
