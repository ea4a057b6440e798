// Everything a bill can be made to meet, and the ways to choose it: for the next request, by the amount,
// by a control call, and by a fault of the line.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { billScenarioByCents } from '../../../electron/training/services/bills/scenario-by-amount.ts';
import {
  type BillScenario,
  type BillScenarioName,
  billErrorTypes,
  billScenarioNames,
} from '../../../src-shared/services/bills/scenarios.ts';
import { TestClock } from '../../support/test-clock.ts';
import {
  BillClient,
  billMessages,
  cash,
  fine,
  money,
  policy,
  referenceOf,
  telephone,
} from './bill-client.ts';
import { assertBillMessage } from './bill-schema.ts';
import { type Body, messages } from './training-client.ts';

let clock: TestClock;
let client: BillClient;
beforeEach(async () => {
  clock = new TestClock();
  client = await BillClient.start({ clock });
});
afterEach(() => client.stop());

const amount = 20_000;

/** A payment of R 200.00 that meets the scenario. */
function meet(scenario: BillScenario) {
  const payment = billMessages.payment(telephone, amount);
  client.bills.choose(scenario);
  return { payment, answer: client.ask('createAccountPayment', payment) };
}

const approved = (minor: number, currency = '710') => ({
  amounts: { requestAmount: money(amount), approvedAmount: money(minor, currency) },
});
const unreachable = { errorType: 'UPSTREAM_UNAVAILABLE' };

describe('a scenario', () => {
  const answered: [BillScenarioName, number, object, object][] = [
    ['approve', 201, approved(amount), { state: 'reserved', approvedMinor: amount }],
    ['approvePart', 201, approved(10_000), { state: 'reserved', approvedMinor: 10_000 }],
    ['approveMore', 201, approved(20_100), { state: 'reserved', approvedMinor: 20_100 }],
    ['approveForeign', 201, approved(amount, '840'), { state: 'reserved', currency: '840' }],
    ['decline', 400, { errorType: 'UNKNOWN_CUSTOMER_ACCOUNT' }, { state: 'declined' }],
    ['notOffered', 501, { errorType: 'FUNCTION_NOT_SUPPORTED' }, { state: 'declined' }],
    ['answer500', 500, unreachable, { state: 'reserved' }],
    ['answer503', 503, unreachable, { state: 'declined', approvedMinor: 0 }],
    ['answer504', 504, unreachable, { state: 'reserved' }],
    [
      'otherAccount',
      201,
      { account: { accountRef: '8814400276153' } },
      { state: 'reserved', number: telephone.number },
    ],
  ];
  it.each(answered)('%s answers %i', async (name, status, body, entry) => {
    const { payment, answer } = meet({ name });
    expect(await answer).toMatchObject({ status, body });
    expect(client.billEntry(payment)).toMatchObject(entry);
    expect(client.intermediary.requests().at(-1)?.answeredStatus).toBe(status);
  });

  it.each([fine, policy])(
    'otherAccount speaks of another bill of the same kind: %j',
    async (bill) => {
      client.bills.choose({ name: 'otherAccount' });
      const { body } = await client.pay(bill, bill === fine ? 50_000 : 38_500);
      const { noticeNumber, policyNumber } = {
        ...Object(body['trafficFine']),
        ...Object(body['policy']),
      };
      expect(noticeNumber ?? policyNumber).not.toBe(bill.number);
    },
  );

  it('approveNothing names no amount, though the money is reserved', async () => {
    const { payment, answer } = meet({ name: 'approveNothing' });
    const { status, body } = await answer;
    expect(status).toBe(201);
    expect(body['amounts']).not.toHaveProperty('approvedAmount');
    expect(client.billEntry(payment)).toMatchObject({ state: 'reserved', approvedMinor: amount });
  });

  it('garbage reserves and answers with half a body', async () => {
    const payment = billMessages.payment(telephone, amount);
    client.bills.choose({ name: 'garbage' });
    const { status, text } = await client.askRaw('createAccountPayment', payment);
    expect(status).toBe(201);
    expect(text).toMatch(/^\{"id":/);
    expect(() => JSON.parse(text)).toThrow();
    expect(client.billEntry(payment)?.state).toBe('reserved');
  });

  it('loseAnswer reserves and breaks the connection', async () => {
    const { payment, answer } = meet({ name: 'loseAnswer' });
    await expect(answer).rejects.toThrow('other side closed');
    expect(client.billEntry(payment)?.state).toBe('reserved');
    const reversal = billMessages.reversal(payment, 'TIMEOUT');
    expect((await client.ask('reverseBillPayment', reversal)).status).toBe(202);
  });

  it('silence never answers, and nobody has heard of it afterwards', async () => {
    const { payment, answer } = meet({ name: 'silence' });
    answer.catch(() => {});
    await client.intermediary.whenReceived('createAccountPayment', 1);
    clock.advance(3_600_000);
    const first = await Promise.race([answer, client.control('GET', '/bills/ledger')]);
    expect(first.body).toEqual({ entries: [] });
    const reversal = billMessages.reversal(payment, 'TIMEOUT');
    expect(await client.ask('reverseBillPayment', reversal)).toMatchObject({
      status: 400,
      body: { errorType: 'UNABLE_TO_LOCATE_RECORD' },
    });
  });

  it('approveLate reserves at once and answers when the time was up', async () => {
    const { payment, answer } = meet({ name: 'approveLate' });
    await client.intermediary.whenReceived('createAccountPayment', 1);
    expect(client.billEntry(payment)?.state).toBe('reserved');
    clock.advance(69_999);
    await client.control('GET', '/bills/ledger');
    expect(client.intermediary.requests().at(-1)?.answeredStatus).toBeNull();
    clock.advance(1);
    expect(await answer).toMatchObject({ status: 201, body: approved(amount) });
    expect(client.bills.releaseLate()).toBe(0);
  });

  it('olderShape is a 200 of the public test server', async () => {
    const payment = billMessages.payment(telephone, amount);
    client.bills.choose({ name: 'olderShape' });
    const { status, headers, body } = await client.askRaw('createAccountPayment', payment);
    expect(status).toBe(200);
    expect(headers['location']).toBeUndefined();
    expect(body).toMatchObject({
      amounts: {
        requestAmount: money(amount),
        approvedAmount: money(amount, 'ZAR'),
        balanceAmount: money(92_050, 'ZAR'),
      },
      slipData: { messageLines: [{ line: true }, { text: expect.any(String) }, { cut: true }] },
    });
    expect(() => assertBillMessage('PaymentResponse', body)).toThrow('currency');
    expect(referenceOf(body)).toMatch(/^[0-9]{10}$/);
    expect((await client.lookUp(telephone)).body).toMatchObject({
      amounts: { balanceAmount: money(112_050) },
    });
    const confirmation = billMessages.tenders(payment, [cash(amount)]);
    expect((await client.ask('confirmBillPayment', confirmation)).status).toBe(202);
    client.bills.choose({ name: 'olderShape' });
    const refund = billMessages.refund(referenceOf(body));
    expect((await client.askRaw('createRefund', refund)).status).toBe(200);
    client.bills.choose({ name: 'olderShape' });
    const again = await client.askRaw('createRefund', billMessages.refund(referenceOf(body)));
    expect(again).toMatchObject({ status: 400, body: { errorType: 'ACCOUNT_ALREADY_SETTLED' } });
    expect(String(again.body['errorMessage']).length).toBeGreaterThan(20);
  });

  it.each(billErrorTypes)('decline can say %s, in at most 20 characters', async (errorType) => {
    const { answer } = meet({ name: 'decline', errorType });
    expect(await answer).toMatchObject({ status: 400, body: { errorType } });
  });

  it('is approval only where the account would approve', async () => {
    client.bills.choose({ name: 'approvePart' });
    const answer = await client.pay(fine, 49_900);
    expect(answer).toMatchObject({ status: 400, body: { errorType: 'INVALID_AMOUNT' } });
  });
});

describe('a scenario is chosen', () => {
  it('for the next payment or refund only', async () => {
    expect((await meet({ name: 'answer503' }).answer).status).toBe(503);
    const payment = await client.paid(telephone, amount);
    client.bills.choose({ name: 'decline' });
    const message = () => billMessages.refund(referenceOf(payment));
    const declined = await client.ask('createRefund', message());
    expect(declined).toMatchObject({ status: 400, body: { errorType: 'UNABLE_TO_LOCATE_RECORD' } });
    client.bills.choose({ name: 'approvePart' });
    const part = await client.ask('createRefund', message());
    expect(part.body).toMatchObject({ amounts: { approvedAmount: money(10_000) } });
  });

  it.each<[BillScenario, number]>([
    [{ name: 'decline', errorType: 'INVALID_PRODUCT' }, 400],
    [{ name: 'notOffered' }, 501],
    [{ name: 'answer500' }, 500],
    [{ name: 'answer503' }, 503],
    [{ name: 'answer504' }, 504],
  ])('and met by a lookup: %j', async (scenario, status) => {
    client.bills.choose(scenario);
    expect((await client.lookUp(telephone)).status).toBe(status);
    expect((await client.lookUp(telephone)).status).toBe(200);
    expect(client.bills.ledger()).toEqual([]);
  });

  it('and left for the payment by a lookup that cannot meet it', async () => {
    client.bills.choose({ name: 'approvePart' });
    expect((await client.lookUp(telephone)).status).toBe(200);
    expect((await client.pay(telephone, amount)).body).toMatchObject(approved(10_000));
  });

  it('silently for a lookup', async () => {
    client.bills.choose({ name: 'silence' });
    const silent = client.lookUp(telephone);
    silent.catch(() => {});
    await client.intermediary.whenReceived('requestAccountInfo', 1);
    const first = await Promise.race([silent, client.control('GET', '/bills/ledger')]);
    expect(first.body).toEqual({ entries: [] });
  });
});

describe('the cents of an amount', () => {
  it('stand for every scenario and every error type, and leave round amounts alone', () => {
    const scenarios = [...billScenarioByCents.values()];
    const named = new Set(scenarios.map(({ name }) => name));
    expect([...named, 'approve'].sort()).toEqual([...billScenarioNames].sort());
    expect(scenarios.flatMap(({ errorType }) => errorType ?? [])).toEqual([...billErrorTypes]);
    for (const cents of [0, 20, 25, 30, 40, 45, 49, 50, 60, 70, 75, 80, 90, 95, 99]) {
      expect(billScenarioByCents.has(cents)).toBe(false);
    }
  });

  it.each([
    [20_002, 400, 'LUHN_CHECK_FAILED'],
    [20_018, 400, 'DUPLICATE_RECORD'],
    [20_074, 500, 'UPSTREAM_UNAVAILABLE'],
    [20_088, 501, 'FUNCTION_NOT_SUPPORTED'],
  ])('%i is answered %i', async (minor, status, errorType) => {
    expect(await client.pay(telephone, minor)).toMatchObject({ status, body: { errorType } });
  });

  it('yield to a chosen scenario', async () => {
    client.bills.choose({ name: 'approve' });
    expect((await client.pay(telephone, 20_001)).status).toBe(201);
    expect((await client.pay(telephone, 20_071)).body).toMatchObject({
      amounts: { approvedAmount: money(10_035) },
    });
  });
});

describe('a control call', () => {
  it('chooses, releases, and shows ledger and accounts', async () => {
    const chosen = await client.control('POST', '/bills/next', { name: 'approveLate' });
    expect(chosen.status).toBe(200);
    const answer = client.pay(telephone, amount);
    await client.intermediary.whenReceived('createAccountPayment', 1);
    expect((await client.control('POST', '/bills/late')).body).toEqual({ released: 1 });
    const { body } = await answer;
    await client.ask('confirmBillPayment', billMessages.tenders(body, [cash(amount)]));
    const ledger = await client.control('GET', '/bills/ledger');
    expect(ledger.body).toEqual({ entries: client.bills.ledger() });
    const { accounts } = (await client.control('GET', '/bills/accounts')).body as {
      accounts: Body[];
    };
    expect(accounts).toEqual(client.bills.accounts());
    expect(accounts.find(({ number }) => number === telephone.number)).toMatchObject({
      kind: 'account',
      biller: 'Aloe Telephone Company',
      dueMinor: 92_050,
    });
  });

  it.each([
    [{ name: 'noScan' }, 'name'],
    [{ name: 'decline', errorType: 'CARD_EXPIRED' }, 'errorType'],
    [{ name: 'approve', when: 'onScan' }, 'when'],
  ])('refuses %j by name', async (body, field) => {
    const answer = await client.control('POST', '/bills/next', body);
    expect(answer).toMatchObject({ status: 400, body: { problems: [{ field }] } });
  });
});

describe('a fault of the line', () => {
  it('meets the operations of bills that it names, and none of the others', async () => {
    client.intermediary.setFault({
      kind: 'status',
      operations: ['confirmBillPayment'],
      status: 500,
      times: 1,
    });
    const { body } = await client.pay(telephone, amount);
    const advice = billMessages.tenders(body, [cash(amount)]);
    const statuses = [
      (await client.send('createQrCode', messages.code())).status,
      (await client.ask('confirmBillPayment', advice)).status,
      (await client.ask('confirmBillPayment', advice)).status,
    ];
    expect(statuses).toEqual([201, 500, 202]);
  });

  it('meets both interfaces when it meets all, each in its own words', async () => {
    client.intermediary.setFault({
      kind: 'status',
      operations: 'all',
      status: 503,
      errorType: 'UPSTREAM_UNAVAILABLE',
    });
    const payment = billMessages.payment(telephone, amount);
    expect(await client.ask('createAccountPayment', payment)).toMatchObject({
      status: 503,
      body: { ...unreachable, requestType: 'PAYMENT_REQUEST', id: payment['id'] },
    });
    expect((await client.send('createQrCode', messages.code())).status).toBe(503);
    expect((await client.fetch('GET', '/billpay/v4/billers', null)).status).toBe(503);
  });

  it('leaves a QR payment its faults', async () => {
    client.intermediary.setFault({ kind: 'drop', operations: ['createQrCode'] });
    expect((await client.lookUp(telephone)).status).toBe(200);
    await expect(client.send('createQrCode', messages.code())).rejects.toThrow();
  });

  it('says an error of the other interface as a general one', async () => {
    client.intermediary.setFault({
      kind: 'status',
      operations: 'all',
      status: 400,
      errorType: 'CARD_EXPIRED',
    });
    expect((await client.lookUp(telephone)).body).toMatchObject({ errorType: 'GENERAL_ERROR' });
  });
});
