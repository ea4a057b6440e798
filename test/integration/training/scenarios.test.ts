// Everything one payment can be made to meet, and the four ways to choose it: on the phone, for the
// next payment, by the amount, and by a control call.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scenarioByAmount } from '../../../electron/training/scenario-by-amount.ts';
import {
  declineTypes,
  type Scenario,
  type ScenarioName,
  scenarioNames,
} from '../../../src-shared/contract/scenarios.ts';
import { assertAnswer } from '../../support/swagger.ts';
import { TestClock } from '../../support/test-clock.ts';
import { type Body, messages, TrainingClient, wallet } from './training-client.ts';

let clock: TestClock;
let client: TrainingClient;

beforeEach(async () => {
  clock = new TestClock();
  client = await TrainingClient.start({ clock });
});
afterEach(() => client.stop());

/** A waiting payment of 184.51 that meets the scenario. */
async function meet(scenario: Scenario) {
  const started = await client.waitingPayment(18_451);
  expect(client.intermediary.act(scenario)).toBe(true);
  return started;
}

const approved = (amount: number, currency = '710') => ({
  partner: { name: 'Training Wallet' },
  amounts: {
    requestAmount: { amount: 18_451, currency: '710' },
    approvedAmount: { amount, currency },
  },
});

describe('a scenario', () => {
  const answered: [ScenarioName, number, object, object][] = [
    ['approve', 201, approved(18_451), { state: 'reserved', amountMinor: 18_451 }],
    ['approvePart', 201, approved(9_225), { state: 'reserved', amountMinor: 9_225 }],
    ['approveMore', 201, approved(18_551), { state: 'reserved', amountMinor: 18_551 }],
    ['approveForeign', 201, approved(18_451, '840'), { state: 'reserved', currency: '840' }],
    ['decline', 400, { errorType: 'DECLINED_BY_PARTNER' }, { state: 'declined' }],
    ['noScan', 400, { errorType: 'NO_SCAN_RECEIVED' }, { state: 'declined' }],
    ['answer500', 500, { errorType: 'UPSTREAM_UNAVAILABLE' }, { state: 'reserved' }],
    [
      'answer503',
      503,
      { errorType: 'UPSTREAM_UNAVAILABLE' },
      { state: 'declined', amountMinor: 0 },
    ],
    ['answer504', 504, { errorType: 'UPSTREAM_UNAVAILABLE' }, { state: 'reserved' }],
  ];
  it.each(answered)('%s answers %i', async (name, status, body, entry) => {
    const { payment, answer } = await meet({ name });
    expect(await answer).toMatchObject({ status, body });
    expect(client.entry(payment)).toMatchObject(entry);
    expect(client.intermediary.requests().at(-1)?.answeredStatus).toBe(status);
  });

  it('approveNothing names no amount, though the money is reserved', async () => {
    const { payment, answer } = await meet({ name: 'approveNothing' });
    const { status, body } = await answer;
    expect(status).toBe(201);
    expect(body['amounts']).toEqual({ requestAmount: { amount: 18_451, currency: '710' } });
    expect(client.entry(payment)).toMatchObject({ state: 'reserved', amountMinor: 18_451 });
  });

  it('garbage reserves and answers with half a body', async () => {
    const payment = messages.payment(await client.issueCode());
    client.intermediary.choose({ name: 'garbage' });
    const { status, text } = await client.raw('pay', JSON.stringify(payment));
    expect(status).toBe(201);
    expect(text).toMatch(/^\{"id":/);
    expect(() => JSON.parse(text)).toThrow();
    expect(client.entry(payment)?.state).toBe('reserved');
  });

  it('loseAnswer reserves and breaks the connection', async () => {
    const { payment, answer } = await meet({ name: 'loseAnswer' });
    await expect(answer).rejects.toThrow('other side closed');
    expect(client.entry(payment)?.state).toBe('reserved');
    expect(client.intermediary.requests().at(-1)?.answeredStatus).toBeNull();
  });

  it('silence never answers and reserves nothing', async () => {
    const { payment, answer } = await meet({ name: 'silence' });
    clock.advance(3_600_000);
    const first = await Promise.race([answer, client.control('GET', '/waiting')]);
    expect(first.body).toEqual({ tranIds: [] });
    expect(client.entry(payment)).toMatchObject({ state: 'open', amountMinor: 0 });
    expect((await client.send('reversePayment', messages.reversal(payment))).status).toBe(202);
    expect(client.entry(payment)?.state).toBe('released');
  });

  it('approveLate reserves at once and answers when the time was up', async () => {
    const { payment, answer } = await meet({ name: 'approveLate' });
    expect(client.entry(payment)?.state).toBe('reserved');
    clock.advance(69_999);
    await client.control('GET', '/waiting');
    expect(client.intermediary.requests().at(-1)?.answeredStatus).toBeNull();
    clock.advance(1);
    expect(await answer).toMatchObject({ status: 201, body: approved(18_451) });
  });

  it('approveLate answers even when the payment was reversed in between', async () => {
    const { payment, answer } = await meet({ name: 'approveLate' });
    await client.send('reversePayment', messages.reversal(payment));
    expect(client.intermediary.releaseLate()).toBe(1);
    expect(client.intermediary.releaseLate()).toBe(0);
    expect((await answer).status).toBe(201);
    expect(client.entry(payment)?.state).toBe('released');
  });

  it.each(declineTypes)('decline can say %s', async (errorType) => {
    const { answer } = await meet({ name: 'decline', errorType });
    expect(await answer).toMatchObject({ status: 400, body: { errorType } });
  });
});

describe('a scenario is chosen', () => {
  it('for the next payment request only, which then needs no scan', async () => {
    client.intermediary.choose({ name: 'decline', errorType: 'CARD_EXPIRED' });
    const { answer } = await client.startPayment();
    expect((await answer).body).toMatchObject({ errorType: 'CARD_EXPIRED' });
    await client.waitingPayment();
  });

  it('to be met once the code is scanned, with the partner of the scan', async () => {
    client.intermediary.choose({ name: 'approvePart' }, 'onScan');
    const { payment, answer } = await client.waitingPayment(18_451);
    await client.send('notifyScan', messages.scan(String(payment['tranId'])));
    expect((await answer).body).toMatchObject({ ...approved(9_225), partner: wallet });
  });

  it('for one of several waiting payments, else for the latest', async () => {
    const first = await client.waitingPayment();
    const second = await client.waitingPayment();
    const third = await client.waitingPayment();
    const { intermediary } = client;
    expect(intermediary.act({ name: 'noScan' }, String(first.payment['tranId']))).toBe(true);
    expect(intermediary.act({ name: 'approve' })).toBe(true);
    expect((await first.answer).status).toBe(400);
    expect((await third.answer).status).toBe(201);
    expect(intermediary.waiting()).toEqual([second.payment['tranId']]);
  });

  it('for nobody when no payment waits', () => {
    expect(client.intermediary.act({ name: 'approve' })).toBe(false);
    expect(client.intermediary.act({ name: 'approve' }, 'unknown')).toBe(false);
  });
});

describe('an amount that trains', () => {
  it('stands for every scenario, and lies within what a till takes by default', () => {
    const named = new Set([...scenarioByAmount.values()].map(({ name }) => name));
    expect([...named].sort()).toEqual([...scenarioNames].sort());
    for (const amount of scenarioByAmount.keys()) {
      expect(amount).toBeGreaterThan(400_400);
      expect(amount).toBeLessThanOrEqual(500_000);
    }
  });

  const declined = [...scenarioByAmount].filter(([, { errorType }]) => errorType !== undefined);
  it.each(declined)(
    '%i declines by its own type, without a scan',
    async (amount, { errorType }) => {
      const { answer } = await client.startPayment(amount);
      expect(await answer).toMatchObject({ status: 400, body: { errorType } });
    },
  );

  it('yields to a chosen scenario', async () => {
    client.intermediary.choose({ name: 'approve' });
    const { answer } = await client.startPayment(400_402);
    expect((await answer).status).toBe(201);
  });
});

describe('a control call', () => {
  it('acts, chooses, releases and shows what waits', async () => {
    const first = await client.waitingPayment();
    const tranId = first.payment['tranId'];
    expect((await client.control('GET', '/waiting')).body).toEqual({ tranIds: [tranId] });
    const acted = await client.control('POST', '/act', { name: 'approveLate', tranId });
    expect(acted).toMatchObject({ status: 200, body: { acted: true } });
    expect((await client.control('POST', '/late')).body).toEqual({ released: 1 });
    expect((await first.answer).status).toBe(201);

    const nobody = await client.control('POST', '/act', { name: 'approve' });
    expect(nobody).toMatchObject({ status: 409, body: { acted: false } });
    await client.control('POST', '/next', { name: 'decline', errorType: 'DO_NOT_HONOR' });
    const second = await client.startPayment();
    expect((await second.answer).body).toMatchObject({ errorType: 'DO_NOT_HONOR' });
    await client.control('POST', '/next', { name: 'approve', when: 'onScan' });
    await client.waitingPayment(400_402);
  });

  it('shows the ledger and the requests, without credentials and tokens', async () => {
    const { payment } = await client.waitingPayment();
    const scan = { ...messages.scan(String(payment['tranId'])), partnerPaymentToken: 'tok-1' };
    await client.send('notifyScan', scan);
    const ledger = await client.control('GET', '/ledger');
    expect(ledger.body).toEqual({ entries: client.intermediary.ledger() });
    const { body, text } = await client.control('GET', '/requests');
    expect(body['requests']).toMatchObject([
      { operation: 'createQrCode', answeredStatus: 201 },
      { operation: 'pay', body: { id: payment['id'] }, headers: { authorization: 'accepted' } },
      { operation: 'notifyScan', body: { partnerPaymentToken: '***' }, answeredStatus: 202 },
    ]);
    expect(text).not.toContain('tok-1');
    expect(text).not.toContain('Basic ');
  });

  it('sets a fault and takes it away', async () => {
    const fault = { kind: 'status', status: 503, operations: ['createQrCode'] };
    expect((await client.control('POST', '/fault', fault)).status).toBe(200);
    expect((await client.send('createQrCode', messages.code())).status).toBe(503);
    expect((await client.control('DELETE', '/fault')).status).toBe(200);
    expect((await client.send('createQrCode', messages.code())).status).toBe(201);
  });

  const problem = (field: string) => ({ problems: [{ field, rule: expect.any(String) }] });
  it.each<[string, unknown, object]>([
    ['/act', undefined, problem('document')],
    ['/act', { name: 'explode' }, problem('name')],
    ['/act', { name: 'decline', errorType: 'BORED' }, problem('errorType')],
    ['/next', { name: 'approve', twice: true }, problem('twice')],
    ['/next', { name: 'approve', when: 'later' }, problem('when')],
    ['/fault', { kind: 'status', operations: 'all' }, problem('status')],
    ['/fault', { kind: 'flood', operations: 'all' }, problem('kind')],
    ['/fault', { kind: 'drop', operations: ['scan'] }, problem('operations')],
    ['/fault', { kind: 'refuse', operations: 'all' }, problem('forMs')],
  ])('%s refuses %j by name', async (path, body, expected) => {
    const answer = await client.control('POST', path, body);
    expect(answer).toMatchObject({ status: 400, body: expected as Body });
  });

  it('says what does not exist', async () => {
    expect((await client.control('GET', '/nothing')).status).toBe(404);
    const wrong = await client.control('GET', '/fault');
    expect(wrong).toMatchObject({ status: 405, headers: { allow: 'POST, DELETE' } });
  });
});

it('every approval fits the Swagger, with everything a till prints', async () => {
  const { answer } = await meet({ name: 'approve' });
  const { body } = await answer;
  assertAnswer('PaymentResponse', body);
  expect(body['slipData']).toMatchObject({
    issuerReference: expect.stringMatching(/^[A-Z0-9]{12}$/),
  });
});
