// The intermediary's five operations: what it accepts, what it refuses and how it says so.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doubtAboutCode, flawOfCode } from '../../../src-shared/services/qr/qr-text.ts';
import { TestClock } from '../../support/test-clock.ts';
import {
  type Body,
  basic,
  messages,
  type Operation,
  TrainingClient,
  wallet,
} from './training-client.ts';

let clock: TestClock;
let client: TrainingClient;

beforeEach(async () => {
  clock = new TestClock();
  client = await TrainingClient.start({ clock });
});
afterEach(() => client.stop());

describe('createQrCode', () => {
  it('issues a code whose text carries its transaction id, and echoes the request', async () => {
    const request = messages.code();
    const { status, body } = await client.send('createQrCode', request);
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...request, time: expect.any(String) });
    expect(body['tranId']).toMatch(/^[0-9a-f]{32}$/);
    const code = { tranId: String(body['tranId']), qrCode: String(body['qrCode']) };
    expect(flawOfCode(code)).toBeNull();
    expect(doubtAboutCode(code)).toBeNull();
  });

  it('refuses an id that was used before', async () => {
    const request = messages.code();
    await client.send('createQrCode', request);
    const again = await client.send('createQrCode', request);
    expect(again).toMatchObject({ status: 400, body: { errorType: 'DUPLICATE_RECORD' } });
  });

  it('takes ids of UUID version 3 as well, unlike a payment', async () => {
    const id = '6fa459ea-ee8a-3ca4-894e-db77e160355e';
    const code = await client.send('createQrCode', { ...messages.code(), id });
    expect(code.status).toBe(201);
    const payment = messages.payment(String(code.body['tranId']));
    const answer = await client.send('pay', { ...payment, id });
    expect(answer).toMatchObject({
      status: 400,
      body: { detailMessage: { problems: [{ field: 'id', rule: 'must be a UUID of version 4' }] } },
    });
  });
});

describe('pay', () => {
  it('stays open until the code is scanned and says who paid', async () => {
    const { payment, answer } = await client.waitingPayment();
    expect(client.intermediary.waiting()).toEqual([payment['tranId']]);
    expect(client.entry(payment)).toMatchObject({ state: 'open', amountMinor: 0, partner: null });

    const tranId = String(payment['tranId']);
    const scan = { ...messages.scan(tranId), partnerPaymentToken: 'token-1' };
    expect((await client.send('notifyScan', scan)).status).toBe(202);
    const { status, body } = await answer;
    expect(status).toBe(201);
    const approved = { amount: 18_450, currency: '710' };
    expect(body).toMatchObject({
      ...payment,
      time: expect.any(String),
      partner: wallet,
      settlementEntity: wallet,
      receiver: wallet,
      amounts: { requestAmount: approved, approvedAmount: approved },
      tenders: [{ tenderType: 'WALLET', amount: approved }],
      partnerPaymentToken: 'token-1',
      thirdPartyIdentifiers: [
        ...(payment['thirdPartyIdentifiers'] as object[]),
        { institutionId: wallet.id, transactionIdentifier: expect.any(String) },
      ],
      slipData: { messageLines: [{ text: 'Paid with Harbour Wallet' }, {}] },
    });
    expect(client.entry(payment)).toMatchObject({
      tranId,
      requestedMinor: 18_450,
      amountMinor: 18_450,
      currency: '710',
      partner: wallet.name,
      state: 'reserved',
      adviceIds: [],
    });
    expect(client.intermediary.waiting()).toEqual([]);
  });

  it('gives up when nobody scans in time', async () => {
    const { payment, answer } = await client.waitingPayment();
    clock.advance(54_999);
    expect(client.intermediary.waiting()).toHaveLength(1);
    clock.advance(1);
    expect(await answer).toMatchObject({
      status: 400,
      body: { errorType: 'NO_SCAN_RECEIVED', tranId: payment['tranId'] },
    });
    expect(client.entry(payment)).toMatchObject({ state: 'declined', amountMinor: 0 });
  });

  it('refuses a code that it did not issue, and one that was used', async () => {
    const unknown = messages.payment('b7b3ff7b623d48df8cd58cc6f137bdc5');
    const used = messages.payment(String((await client.approvedPayment())['tranId']));
    for (const payment of [unknown, used]) {
      const answer = await client.send('pay', payment);
      expect(answer).toMatchObject({ status: 400, body: { errorType: 'INVALID_TRAN_ID' } });
      expect(client.entry(payment)).toMatchObject({ state: 'declined' });
    }
  });

  it('refuses an id that was used before, also while the first waits', async () => {
    const { payment, answer } = await client.waitingPayment();
    const again = { ...payment, tranId: await client.issueCode() };
    const refused = await client.send('pay', again);
    expect(refused).toMatchObject({ status: 400, body: { errorType: 'DUPLICATE_RECORD' } });
    client.intermediary.act({ name: 'approve' });
    expect((await answer).status).toBe(201);
  });

  it('refuses nothing and less as an amount', async () => {
    const answer = await client.send('pay', messages.payment(await client.issueCode(), 0));
    expect(answer).toMatchObject({ status: 400, body: { errorType: 'INVALID_AMOUNT' } });
  });

  it('asks for an amount, though the Swagger would do without', async () => {
    const payment = { ...messages.payment(await client.issueCode()), amounts: {} };
    const answer = await client.send('pay', payment);
    expect(answer.body).toMatchObject({
      errorMessage: 'Check amounts.requestAmount',
      detailMessage: { problems: [{ field: 'amounts.requestAmount', rule: 'is missing' }] },
    });
  });

  it('reserves for a caller who hung up: only a reversal gives the money back', async () => {
    const hasty = new TrainingClient(client.intermediary);
    const { payment, answer } = await hasty.waitingPayment();
    const payments = client.intermediary.requests().filter(({ operation }) => operation === 'pay');
    await hasty.hangUp();
    await expect(answer).rejects.toThrow();
    await client.send('notifyScan', messages.scan(String(payment['tranId'])));
    expect(client.entry(payment)).toMatchObject({ state: 'reserved', amountMinor: 18_450 });
    expect(payments).toMatchObject([{ answeredStatus: null }]);
    expect((await client.send('reversePayment', messages.reversal(payment))).status).toBe(202);
    expect(client.entry(payment)).toMatchObject({ state: 'released' });
  });
});

describe('notifyScan', () => {
  it('refuses a scan that no payment waits for: too early, too late, unknown', async () => {
    const early = await client.issueCode();
    const late = String((await client.approvedPayment())['tranId']);
    for (const tranId of [early, late, 'no such code']) {
      const answer = await client.send('notifyScan', messages.scan(tranId));
      expect(answer).toMatchObject({ status: 400, body: { errorType: 'INVALID_TRAN_ID', tranId } });
    }
  });

  it('refuses an id that was used before', async () => {
    const { payment } = await client.waitingPayment();
    const scan = messages.scan(String(payment['tranId']));
    await client.send('notifyScan', scan);
    const again = await client.send('notifyScan', scan);
    expect(again).toMatchObject({ status: 400, body: { errorType: 'DUPLICATE_RECORD' } });
  });
});

describe('a message that breaks a rule', () => {
  const payment = () => messages.payment('b7b3ff7b623d48df8cd58cc6f137bdc5');
  const set = (message: Body, path: string, value: unknown): Body => {
    // Not structuredClone: it would keep one object that stands in two places as one.
    const copy = JSON.parse(JSON.stringify(message)) as Body;
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let at: Body = copy;
    for (const key of keys) at = at[key] as Body;
    if (value === undefined) delete at[last];
    else at[last] = value;
    return copy;
  };

  const merchant = 'originator.merchant';
  const cases: [Operation, string, unknown, string][] = [
    ['createQrCode', 'id', 'no uuid', 'must be a UUID of version 3 or 4'],
    ['createQrCode', 'qrProperties', undefined, 'is missing'],
    ['createQrCode', 'qrProperties.singleUse', 'yes', 'must be true or false'],
    ['createQrCode', 'originator.terminalId', 'KST', 'must be exactly 8 characters'],
    ['createQrCode', `${merchant}.merchantType`, '54110', 'must be exactly 4 digits'],
    ['createQrCode', `${merchant}.merchantId`, 'X', 'must be exactly 15 characters'],
    ['createQrCode', `${merchant}.merchantName.country`, 'ZAF', 'must be at most 2 characters'],
    ['pay', 'client.name', 'x'.repeat(41), 'must be at most 40 characters'],
    ['pay', 'time', '2026-03-14 10:21', 'must be an RFC 3339 date and time with offset'],
    ['pay', 'time', '2026-13-14T10:21:07Z', 'must be a real date and time'],
    ['pay', 'amounts.requestAmount.currency', '7100', 'must be exactly 3 digits'],
    ['pay', 'amounts.requestAmount.currency', 'ZAR', 'must be exactly 3 digits'],
    ['pay', 'amounts.requestAmount.amount', 1.5, 'must be a whole number of minor units'],
    ['pay', 'thirdPartyIdentifiers', [], "must hold at least the sender's own entry"],
    ['pay', 'tip', 5, 'is not a known field'],
    ['pay', 'originator.cashier', 'x', 'is not a known field'],
    ['confirmPayment', 'requestId', undefined, 'is missing'],
    ['confirmPayment', 'reversalReason', 'TIMEOUT', 'is not a known field'],
    [
      'reversePayment',
      'reversalReason',
      'BORED',
      'must be one of TIMEOUT, CANCELLED, RESPONSE_NOT_FINAL',
    ],
    ['notifyScan', 'partner.id', undefined, 'is missing'],
  ];
  const good = {
    createQrCode: () => messages.code(),
    pay: payment,
    confirmPayment: () => messages.confirmation(payment()),
    reversePayment: () => messages.reversal(payment()),
    notifyScan: () => messages.scan('b7b3ff7b623d48df8cd58cc6f137bdc5'),
  };

  it.each(cases)('%s: %s = %j is refused: %s', async (operation, path, value, rule) => {
    const message = set(good[operation](), path, value);
    const answer = await client.raw(operation, JSON.stringify(message));
    expect(answer).toMatchObject({
      status: 400,
      body: {
        errorType: 'FORMAT_ERROR',
        detailMessage: { problems: [{ field: path, rule }] },
      },
    });
    const { id, errorMessage } = answer.body;
    expect(path).toContain(String(errorMessage).replace('Check ', ''));
    expect(String(errorMessage).length).toBeLessThanOrEqual(40);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(client.intermediary.ledger()).toEqual([]);
  });

  it('names every problem, not only the first', async () => {
    const answer = await client.raw('pay', '{}');
    const { problems } = answer.body['detailMessage'] as { problems: { field: string }[] };
    expect(problems.map(({ field }) => field)).toEqual([
      'id',
      'time',
      'originator',
      'client',
      'thirdPartyIdentifiers',
      'amounts',
      'tranId',
    ]);
  });
});

describe('a request that is none', () => {
  const good = () => JSON.stringify(messages.code());

  it.each([
    ['no credentials', { authorization: '' }],
    ['a wrong password', { authorization: basic({ username: '62801', password: 'wrong' }) }],
    ['a wrong user', { authorization: basic({ username: '62802', password: 'correct horse' }) }],
    ['another scheme', { authorization: 'Bearer correct horse' }],
  ])('401 to %s, whatever is asked', async (_, headers) => {
    for (const [method, path] of [
      ['POST', '/qr/v1/qrCodes'],
      ['POST', '/qr/v1/elsewhere'],
      ['GET', '/training/ledger'],
    ] as const) {
      const answer = await client.fetch(method, path, method === 'GET' ? null : good(), headers);
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/);
    }
    const [noted] = client.intermediary.requests();
    expect(noted?.headers.authorization).toBe(
      headers.authorization === '' ? noted?.headers.authorization : 'refused',
    );
  });

  it.each<[number, Parameters<TrainingClient['fetch']>]>([
    [404, ['POST', '/qr/v1/refunds', '{}']],
    [404, ['POST', '/qrCodes', '{}']],
    [405, ['GET', '/qr/v1/payments', null]],
    [405, ['PUT', '/qr/v1/payments', '{}']],
    [415, ['POST', '/qr/v1/qrCodes', '{}', { 'content-type': 'text/plain' }]],
    [400, ['POST', '/qr/v1/qrCodes', '{"id":']],
    [400, ['POST', '/qr/v1/qrCodes', '[]']],
    [400, ['POST', '/qr/v1/qrCodes', 'null']],
  ])('%s to %j', async (status, call) => {
    const answer = await client.fetch(...call);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ errorType: expect.any(String) });
  });

  it('413 to a body over 64 KiB', async () => {
    const tooLong = JSON.stringify({ id: 'x'.repeat(65_536) });
    const answer = await client.fetch('POST', '/qr/v1/qrCodes', tooLong);
    expect(answer).toMatchObject({ status: 413, body: { errorType: 'FORMAT_ERROR' } });
  });

  it('tolerates a slash at the end', async () => {
    expect((await client.fetch('POST', '/qr/v1/qrCodes/', good())).status).toBe(201);
  });
});

describe('the list of requests', () => {
  it('keeps what came, without credentials, and what was answered', async () => {
    const text = JSON.stringify(messages.code());
    await client.raw('createQrCode', text);
    expect(client.intermediary.requests()).toMatchObject([
      {
        operation: 'createQrCode',
        method: 'POST',
        path: '/qr/v1/qrCodes',
        text,
        body: JSON.parse(text),
        headers: { authorization: 'accepted', 'content-type': 'application/json' },
        receivedAt: clock.monotonicMs(),
        answeredStatus: 201,
      },
    ]);
  });

  it('is bounded, while the counts go on', async () => {
    const small = await TrainingClient.start({ requestsKept: 3 });
    try {
      const ids = Array.from({ length: 8 }, () => randomUUID());
      for (const id of ids) await small.send('createQrCode', { ...messages.code(), id });
      const kept = small.intermediary.requests().map(({ body }) => (body as Body)['id']);
      expect(kept).toEqual(ids.slice(-3));
      await small.intermediary.whenReceived('createQrCode', 8);
    } finally {
      await small.stop();
    }
  });
});
