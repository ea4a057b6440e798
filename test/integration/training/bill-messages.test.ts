// What the intermediary accepts and refuses as messages about bills, and how it says so.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type BillCall,
  BillClient,
  billMessages,
  cash,
  fine,
  money,
  municipal,
  pathOf,
  policy,
  referenceOf,
} from './bill-client.ts';
import { assertBillMessage } from './bill-schema.ts';
import { type Body, basic } from './training-client.ts';

let client: BillClient;
beforeEach(async () => {
  client = await BillClient.start();
});
afterEach(() => client.stop());

const asked = () => ({ id: 'b8134e77-a4c9-427d-af6c-72f9b192e0d9' });
const good: Readonly<Record<BillCall, () => Body>> = {
  requestAccountInfo: () => billMessages.lookup(municipal),
  requestTrafficFineInfo: () => billMessages.lookup(fine),
  requestPolicyInfo: () => billMessages.lookup(policy),
  createAccountPayment: () => billMessages.payment(municipal, 10_000),
  createTrafficFinePayment: () => billMessages.payment(fine, 50_000),
  createPolicyPayment: () => billMessages.payment(policy, 38_500),
  confirmBillPayment: () => billMessages.tenders(asked(), [cash(100)]),
  reverseBillPayment: () => billMessages.reversal(asked()),
  createRefund: () => billMessages.refund('KBC5518820'),
  confirmRefund: () => billMessages.advice(asked()),
  reverseRefund: () => billMessages.reversal(asked()),
};
const calls = Object.keys(good) as BillCall[];
const requestTypes: Readonly<Record<BillCall, string>> = {
  requestAccountInfo: 'ACCOUNT_LOOKUP_REQUEST',
  requestTrafficFineInfo: 'TRAFFIC_FINE_LOOKUP_REQUEST',
  requestPolicyInfo: 'POLICY_LOOKUP_REQUEST',
  createAccountPayment: 'PAYMENT_REQUEST',
  createTrafficFinePayment: 'TRAFFIC_FINE_PAYMENT_REQUEST',
  createPolicyPayment: 'POLICY_PAYMENT_REQUEST',
  confirmBillPayment: 'PAYMENT_CONFIRMATION',
  reverseBillPayment: 'PAYMENT_REVERSAL',
  createRefund: 'REFUND_REQUEST',
  confirmRefund: 'REFUND_CONFIRMATION',
  reverseRefund: 'REFUND_REVERSAL',
};

function set(message: Body, path: string, value: unknown): Body {
  // Not structuredClone: it would keep one object that stands in two places as one.
  const copy = JSON.parse(JSON.stringify(message)) as Body;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at: Body = copy;
  for (const key of keys) at = at[key] as Body;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

describe('a message that breaks a rule', () => {
  const cases: [BillCall, string, unknown, string][] = [
    ['requestAccountInfo', 'accountRef', '12345', 'must be at least 6 characters'],
    ['requestAccountInfo', 'accountRef', 'x'.repeat(41), 'must be at most 40 characters'],
    ['requestAccountInfo', 'noticeNumber', '123456', 'is not a known field'],
    ['requestAccountInfo', 'originator.terminalId', 'KST', 'must be exactly 8 characters'],
    ['requestTrafficFineInfo', 'noticeNumber', undefined, 'is missing'],
    ['requestPolicyInfo', 'policyNumber', 12_345_678, 'must be text'],
    ['createAccountPayment', 'amounts', undefined, 'is missing'],
    ['createAccountPayment', 'amounts.requestAmount', undefined, 'is missing'],
    ['createAccountPayment', 'amounts.requestAmount.currency', 'ZAR', 'must be exactly 3 digits'],
    ['createAccountPayment', 'amounts.requestAmount.currency', '7100', 'must be exactly 3 digits'],
    [
      'createAccountPayment',
      'amounts.requestAmount.amount',
      1.5,
      'must be a whole number of minor units',
    ],
    ['createAccountPayment', 'client.name', 'x'.repeat(41), 'must be at most 40 characters'],
    ['createAccountPayment', 'tip', 5, 'is not a known field'],
    ['createAccountPayment', 'originator.cashier', 'x', 'is not a known field'],
    [
      'createAccountPayment',
      'thirdPartyIdentifiers',
      [],
      "must hold at least the sender's own entry",
    ],
    ['createAccountPayment', 'selectedCategory', { id: 'x' }, 'is missing'],
    [
      'createTrafficFinePayment',
      'time',
      '2026-03-14 10:21',
      'must be an RFC 3339 date and time with offset',
    ],
    ['createPolicyPayment', 'customer', { msisdn: '1' }, 'is not a known field'],
    ['confirmBillPayment', 'tenders', undefined, 'is missing'],
    ['confirmBillPayment', 'tenders.0.tenderType', 'BEADS', 'must be one of CASH, CHEQUE'],
    ['confirmBillPayment', 'tenders.0.reference', 'x'.repeat(41), 'must be at most 40 characters'],
    ['confirmBillPayment', 'tenders.0.cardNumber', '5432', 'must be a masked card number'],
    ['confirmBillPayment', 'reversalReason', 'TIMEOUT', 'is not a known field'],
    ['reverseBillPayment', 'reversalReason', undefined, 'is missing'],
    ['reverseBillPayment', 'reversalReason', 'BORED', 'must be one of TIMEOUT, CANCELLED'],
    ['createRefund', 'issuerReference', 'kbc', 'must be 1 to 20 capitals or digits'],
    ['createRefund', 'issuerReference', 'A'.repeat(21), 'must be 1 to 20 capitals or digits'],
    ['createRefund', 'refundReason', 'x'.repeat(21), 'must be at most 20 characters'],
    ['createRefund', 'amounts', {}, 'is not a known field'],
    ['confirmRefund', 'tenders', [], 'is not a known field'],
    ['reverseRefund', 'requestId', 'no uuid', 'must be a UUID of version 4'],
  ];

  it.each(cases)('%s: %s = %j is refused: %s', async (operation, path, value, rule) => {
    const whole = good[operation]();
    const message = set(whole, path, value);
    const answer = await client.askRaw(operation, message, pathOf(operation, message));
    assertBillMessage('ErrorDetail', answer.body);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        id: whole['id'],
        requestType: requestTypes[operation],
        errorType: 'FORMAT_ERROR',
        detailMessage: {
          problems: [{ field: expect.stringContaining(path), rule: expect.stringContaining(rule) }],
        },
      },
    });
    expect(client.bills.ledger()).toEqual([]);
  });

  it.each(calls)('%s: the ids of the path must be those of the body', async (operation) => {
    const message = good[operation]();
    const fields = pathOf(operation, message).includes(asked().id) ? ['id', 'requestId'] : ['id'];
    for (const field of fields) {
      const elsewhere = { ...message, [field]: '31146644-0f9e-4cd3-a7aa-e4a6ac9448a7' };
      const answer = await client.askRaw(operation, message, pathOf(operation, elsewhere));
      assertBillMessage('ErrorDetail', answer.body);
      expect(answer).toMatchObject({
        status: 400,
        body: {
          id: message['id'],
          errorType: 'FORMAT_ERROR',
          errorMessage: `Check ${field}`,
          detailMessage: { problems: [{ field, rule: 'must be as in the path' }] },
        },
      });
    }
    expect(client.bills.ledger()).toEqual([]);
  });

  it.each(calls)('%s: an empty object is told everything that is missing', async (operation) => {
    const answer = await client.askRaw(operation, {}, pathOf(operation, good[operation]()));
    const { id, ...body } = answer.body;
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const { problems } = body['detailMessage'] as { problems: { field: string; rule: string }[] };
    expect(problems.length).toBeGreaterThan(3);
    expect(problems.every(({ rule }) => rule === 'is missing')).toBe(true);
  });

  it('has an id of another version', async () => {
    const message = { ...good.createAccountPayment(), id: '6fa459ea-ee8a-3ca4-894e-db77e160355e' };
    expect(await client.askRaw('createAccountPayment', message)).toMatchObject({
      status: 400,
      body: { detailMessage: { problems: [{ field: 'id', rule: 'must be a UUID of version 4' }] } },
    });
  });
});

describe('a request that is none', () => {
  const path = pathOf('createAccountPayment', good.createAccountPayment());
  it.each<[number, Parameters<BillClient['fetch']>]>([
    [404, ['POST', '/billpay/v4/vouchers', '{}']],
    [404, ['POST', '/billpay/v4', '{}']],
    [404, ['POST', '/billpay/v4/payments', '{}']],
    [404, ['POST', '/billpay/v4/accountLookups/a/b/c', '{}']],
    [405, ['POST', '/billpay/v4/billers', '{}']],
    [405, ['GET', path, null]],
    [415, ['POST', path, '{}', { 'content-type': 'text/plain' }]],
    [400, ['POST', path, '{"id":']],
    [400, ['POST', path, '[]']],
    [400, ['POST', path, 'null']],
    [413, ['POST', path, JSON.stringify({ id: 'x'.repeat(65_536) })]],
  ])('%s to %j', async (status, call) => {
    const answer = await client.fetch(...call);
    expect(answer.status).toBe(status);
    if (status === 405) expect(answer.headers['allow']).toBe(call[0] === 'GET' ? 'POST' : 'GET');
    if (status === 404) expect(answer.text).toBe('');
    if ([400, 413, 415].includes(status)) assertBillMessage('ErrorDetail', answer.body);
  });

  it('401 without the credentials of the other interface', async () => {
    const authorization = basic({ username: '62801', password: 'wrong' });
    const answer = await client.fetch('GET', '/billpay/v4/billers', null, { authorization });
    expect(answer.status).toBe(401);
  });
});

it('notes what came, as of the other interface', async () => {
  await client.lookUp(municipal);
  expect(client.intermediary.requests()).toMatchObject([
    { operation: 'requestAccountInfo', method: 'POST', answeredStatus: 200 },
  ]);
});

// The dossier's examples (billpay.md §8), to the letter where they are requests.
it('accepts the examples of the dossier', async () => {
  const parties = {
    originator: {
      institution: { id: '62801', name: 'Kestrel Grocers' },
      terminalId: 'KST04T02',
      merchant: {
        merchantType: '5411',
        merchantId: 'KESTREL00000004',
        merchantName: {
          name: 'Kestrel Grocers Gardens',
          city: 'Cape Town',
          region: 'WC',
          country: 'ZA',
        },
      },
    },
    client: { id: '62801', name: 'Kestrel Grocers' },
  };
  const own = (transactionIdentifier: string) => ({
    thirdPartyIdentifiers: [{ institutionId: '62801', transactionIdentifier }],
  });
  const both = {
    thirdPartyIdentifiers: [
      ...own('04-02-000321-1').thirdPartyIdentifiers,
      { institutionId: '90120', transactionIdentifier: 'KBC5518820' },
    ],
  };
  const lookup = await client.ask('requestAccountInfo', {
    id: '44d09f3d-38c2-4ebb-95ba-b91cd20b52cf',
    time: '2026-03-14T11:02:40.118+02:00',
    ...parties,
    ...own('04-02-000321-L'),
    accountRef: '8814400276153',
  });
  expect(lookup.body).toMatchObject({ amounts: { balanceAmount: money(64_230) } });

  const payment = {
    id: '54dc7651-89f8-46dc-9f93-26be5a7eff0d',
    time: '2026-03-14T11:03:02.530+02:00',
    ...parties,
    originator: { ...parties.originator, operatorId: '0417' },
    ...own('04-02-000321-1'),
    basketRef: '04-02-000321',
    accountRef: '8814400276153',
    amounts: { requestAmount: { amount: 64_230, currency: '710' } },
  };
  const paid = await client.ask('createAccountPayment', payment);
  expect(paid).toMatchObject({
    status: 201,
    body: {
      settlementEntity: { id: '90120', name: 'Karoo Bill Collections' },
      receiver: { id: '90121', name: 'Karoo Municipality' },
      account: { accountRef: '8814400276153', dueDate: '2026-03-31' },
      amounts: { balanceAmount: money(0) },
      overPaymentAllowed: false,
    },
  });
  const confirmed = await client.ask('confirmBillPayment', {
    id: 'dd75ef1b-a557-4e75-83c8-396ebe77367b',
    requestId: payment.id,
    time: '2026-03-14T11:03:41.902+02:00',
    ...both,
    tenders: [
      { tenderType: 'CASH', amount: { amount: 40_000, currency: '710' } },
      {
        tenderType: 'DEBIT_CARD',
        accountType: 'CHEQUE',
        cardNumber: '543210******9876',
        reference: 'AUTH 118820',
        amount: { amount: 24_230, currency: '710' },
      },
    ],
  });
  expect(confirmed.status).toBe(202);
  const reversed = await client.ask('reverseBillPayment', {
    id: '31146644-0f9e-4cd3-a7aa-e4a6ac9448a7',
    requestId: payment.id,
    time: '2026-03-14T11:04:10.450+02:00',
    ...both,
    reversalReason: 'CANCELLED',
  });
  // A message like any other; only, this payment is confirmed.
  expect(reversed.body).toMatchObject({ errorType: 'ACCOUNT_ALREADY_SETTLED' });

  const refund = {
    id: 'b8134e77-a4c9-427d-af6c-72f9b192e0d9',
    time: '2026-03-15T09:12:00.000+02:00',
    ...parties,
    ...own('04-02-000355-R'),
    issuerReference: 'KBC5518820',
    refundReason: 'Paid twice',
  };
  // Our references are drawn; the one of the example is nobody's.
  const nobodys = await client.ask('createRefund', refund);
  expect(nobodys.body).toMatchObject({ errorType: 'UNABLE_TO_LOCATE_RECORD' });
  const granted = await client.ask('createRefund', {
    ...refund,
    id: '7e5f1c52-3c0b-4c57-9a53-0f3a4d6e8b21',
    issuerReference: referenceOf(paid.body),
  });
  expect(granted.status).toBe(201);
});
