// Bills at the intermediary: what is due, what is approved, what is booked and what is given back.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasCheckDigit } from '../../../electron/training/services/bills/account-rules.ts';
import {
  trainingAccounts,
  trainingBillers,
} from '../../../electron/training/services/bills/accounts.ts';
import { billScenarioOfAmount } from '../../../electron/training/services/bills/scenario-by-amount.ts';
import { temporaryFolder } from '../../support/test-till.ts';
import {
  type Bill,
  BillClient,
  billMessages,
  cash,
  fine,
  money,
  municipal,
  policy,
  referenceOf,
  telephone,
} from './bill-client.ts';
import { assertBillMessage } from './bill-schema.ts';
import type { Body } from './training-client.ts';

let client: BillClient;
beforeEach(async () => {
  client = await BillClient.start();
});
afterEach(() => client.stop());

const account = (number: string): Bill => ({ kind: 'account', number });
const error = (errorType: string, status = 400) => ({ status, body: { errorType } });
const due = ({ number }: Bill) => client.bills.balances()[number];

it('lists the billers with their categories, one of them blocked', async () => {
  const answer = await client.fetch('GET', '/billpay/v4/billers', null);
  expect(answer.status).toBe(200);
  const billers = answer.body as unknown as { categories: object[]; allowed: boolean }[];
  for (const biller of billers) assertBillMessage('Biller', biller);
  expect(billers).toHaveLength(trainingBillers.length);
  expect(billers.filter(({ allowed }) => !allowed)).toHaveLength(1);
  expect(billers.every(({ categories }) => categories.length === 1)).toBe(true);
});

it('has accounts that can be told apart, and paid as they are', () => {
  const numbers = trainingAccounts.map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const { dueMinor } of trainingAccounts) {
    expect(billScenarioOfAmount(dueMinor)).toEqual({ name: 'approve' });
  }
});

describe('a lookup', () => {
  it('says whose account it is, what is due, and until when', async () => {
    expect(await client.lookUp(municipal)).toMatchObject({
      status: 200,
      body: {
        account: { accountRef: '8814400276153', dueDate: '2026-03-31' },
        receiver: { id: '90121', name: 'Karoo Municipality' },
        customer: { firstName: 'Training', lastName: 'Customer' },
        amounts: { balanceAmount: money(64_230) },
        partPaymentAllowed: true,
        overPaymentAllowed: false,
        slipData: { phoneNumber: expect.any(String) },
      },
    });
    expect(client.bills.ledger()).toEqual([]);
  });

  it('says limits and fee where there are some', async () => {
    expect((await client.lookUp(account('3001558204'))).body).toMatchObject({
      amounts: {
        balanceAmount: money(87_490),
        minPayableAmount: money(5_000),
        maxPayableAmount: money(300_000),
        feeAmount: money(450),
      },
      overPaymentAllowed: true,
    });
  });

  it('finds a notice with strokes in it, and a policy, each as what it is', async () => {
    expect((await client.lookUp(fine)).body).toMatchObject({
      trafficFine: { noticeNumber: fine.number },
      partPaymentAllowed: false,
      overPaymentAllowed: false,
    });
    const { body } = await client.lookUp(policy);
    expect(body).toMatchObject({ policy: { policyNumber: policy.number } });
    expect(await client.lookUp(account(policy.number))).toMatchObject(
      error('UNKNOWN_CUSTOMER_ACCOUNT'),
    );
  });

  it('refuses an id that was used before, also by a payment', async () => {
    const message = billMessages.lookup(municipal);
    await client.ask('requestAccountInfo', message);
    const again = await client.ask('requestAccountInfo', message);
    expect(again).toMatchObject(error('DUPLICATE_RECORD'));
    const payment = await client.pay(municipal, 100, { id: message['id'] });
    expect(payment).toMatchObject(error('DUPLICATE_RECORD'));
  });
});

describe('a number', () => {
  const at = (id: string) => ({ receiver: { id, name: 'x' } });
  it.each<[string, Bill, Body, string]>([
    ['that nobody has', account('99999999'), {}, 'UNKNOWN_CUSTOMER_ACCOUNT'],
    ['of another biller', municipal, at('90122'), 'UNKNOWN_CUSTOMER_ACCOUNT'],
    ['at nobody', municipal, at('12345'), 'ROUTING_ERROR'],
    ['with a wrong check digit', account('5520177346'), {}, 'LUHN_CHECK_FAILED'],
    [
      'with a right check digit that nobody has',
      account('5520999995'),
      {},
      'UNKNOWN_CUSTOMER_ACCOUNT',
    ],
    ['of a blocked biller', account('61882290047'), {}, 'RECEIVER_BLACKLISTED'],
    ['at a blocked biller', municipal, at('90127'), 'RECEIVER_BLACKLISTED'],
  ])('%s is refused in a lookup and in a payment', async (_, bill, more, errorType) => {
    const lookup = await client.lookUp(bill, more);
    expect(lookup).toMatchObject(error(errorType));
    expect(lookup.body['requestType']).toBe('ACCOUNT_LOOKUP_REQUEST');
    const payment = billMessages.payment(bill, 10_000, more);
    const answer = await client.ask('createAccountPayment', payment);
    expect(answer).toMatchObject(error(errorType));
    expect(answer.body).toMatchObject({ id: payment['id'], requestType: 'PAYMENT_REQUEST' });
    expect(client.billEntry(payment)).toMatchObject({ state: 'declined', approvedMinor: 0 });
  });

  it('can be right in its check digit', () => {
    expect(['5520177345', '5520408120'].map(hasCheckDigit)).toEqual([true, true]);
    expect(['5520177346', '5520408102', '552017734x'].map(hasCheckDigit)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('of a biller without lookups is payable all the same, and not refundable', async () => {
    const water = account('44120938');
    expect(await client.lookUp(water)).toMatchObject({ status: 501, text: '' });
    const named = { receiver: { id: '90128', name: 'Kudu Valley Water' } };
    const unknown = await client.lookUp(account('44120999'), named);
    expect(unknown).toMatchObject({ status: 501, text: '' });
    const payment = await client.paid(water, 31_860);
    const refund = await client.ask('createRefund', billMessages.refund(referenceOf(payment)));
    expect(refund).toMatchObject(error('FUNCTION_NOT_SUPPORTED', 501));
  });
});

describe('an amount', () => {
  it.each<[string, Bill, number, string | null]>([
    ['nothing', telephone, 0, 'INVALID_AMOUNT'],
    ['less than nothing', telephone, -100, 'INVALID_AMOUNT'],
    ['a part where a part will do', municipal, 10_000, null],
    ['more than is due where that is not taken', municipal, 64_231, 'INVALID_AMOUNT'],
    ['more than is due where that is taken', telephone, 200_000, null],
    ['a part where all is wanted', account('5520177345'), 49_800, 'INVALID_AMOUNT'],
    ['more where all is wanted at least', account('5520177345'), 50_000, null],
    ['not exactly a fine', fine, 49_900, 'INVALID_AMOUNT'],
    ['exactly a fine', fine, 50_000, null],
    ['exactly a policy', policy, 38_500, null],
    ['the least', account('3001558204'), 5_000, null],
    ['less than the least', account('3001558204'), 4_999, 'BELOW_MINIMUM_ALLOWED_AMOUNT'],
    ['the most', account('3001558204'), 300_000, null],
    ['more than the most', account('3001558204'), 300_020, 'ABOVE_MAXIMUM_ALLOWED_AMOUNT'],
    ['something where nothing is due', account('8814400276161'), 100, 'ACCOUNT_ALREADY_SETTLED'],
    [
      'a fine that was paid',
      { kind: 'trafficFine', number: '94/24615/657/110324' },
      100,
      'ACCOUNT_ALREADY_SETTLED',
    ],
    ['ahead of what is due', account('3001559301'), 10_000, null],
  ])('%s: %j %i', async (_, bill, amount, errorType) => {
    const answer = await client.pay(bill, amount);
    expect(answer).toMatchObject(errorType ? error(errorType) : { status: 201 });
  });

  it('in another currency is not accepted', async () => {
    const amounts = { requestAmount: money(10_000, '840') };
    const answer = await client.pay(telephone, 10_000, { amounts });
    expect(answer).toMatchObject(error('INVALID_AMOUNT'));
  });
});

describe('a payment', () => {
  it('is approved, says what a slip needs, and is not booked yet', async () => {
    const payment = billMessages.payment(municipal, 64_230);
    const { status, headers, body } = await client.ask('createAccountPayment', payment);
    expect(status).toBe(201);
    expect(headers['location']).toBe(`/billpay/v4/payments/${String(payment['id'])}`);
    const reference = referenceOf(body);
    expect(reference).toMatch(/^[A-Z0-9]{1,20}$/);
    expect(body).toMatchObject({
      id: payment['id'],
      originator: payment['originator'],
      client: payment['client'],
      basketRef: payment['basketRef'],
      receiver: { name: 'Karoo Municipality' },
      account: { accountRef: municipal.number },
      amounts: {
        requestAmount: money(64_230),
        approvedAmount: money(64_230),
        balanceAmount: money(0),
      },
      thirdPartyIdentifiers: [
        ...(payment['thirdPartyIdentifiers'] as object[]),
        { institutionId: '90120', transactionIdentifier: reference },
      ],
      slipData: { messageLines: expect.any(Array), phoneNumber: '0219990100' },
    });
    expect(client.billEntry(payment)).toEqual({
      id: payment['id'],
      ...municipal,
      requestedMinor: 64_230,
      approvedMinor: 64_230,
      currency: '710',
      issuerReference: reference,
      state: 'reserved',
      adviceIds: [],
      tenders: [],
    });
    expect(due(municipal)).toBe(64_230);
  });

  it('of a fine and of a policy answers in their own words', async () => {
    const fined = await client.pay(fine, 50_000);
    expect(fined.body).toMatchObject({ trafficFine: { noticeNumber: fine.number } });
    const id = String(fined.body['id']);
    expect(fined.headers['location']).toBe(`/billpay/v4/payments/traffic/${id}`);
    const insured = await client.pay(policy, 38_500);
    expect(insured.body).toMatchObject({ policy: { policyNumber: policy.number } });
    expect(referenceOf(insured.body)).toMatch(/^[A-Z0-9]{21,40}$/);
  });

  it('refuses an id that was used before', async () => {
    const payment = billMessages.payment(municipal, 10_000);
    await client.ask('createAccountPayment', payment);
    const again = await client.ask('createAccountPayment', payment);
    expect(again).toMatchObject(error('DUPLICATE_RECORD'));
    expect(client.bills.ledger()).toMatchObject([{ state: 'reserved' }]);
  });

  it('is booked to the cent by its confirmation, and by that alone', async () => {
    const { body } = await client.pay(telephone, 33_333);
    expect(due(telephone)).toBe(112_050);
    const tenders = [cash(33_330), { tenderType: 'ROUNDING', amount: money(3) }];
    await client.ask('confirmBillPayment', billMessages.tenders(body, tenders));
    expect(due(telephone)).toBe(78_717);
    expect(client.billEntry(body)).toMatchObject({ state: 'confirmed', tenders });
    const lookup = await client.lookUp(telephone);
    expect(lookup.body).toMatchObject({ amounts: { balanceAmount: money(78_717) } });
    const { body: undone } = await client.pay(telephone, 78_700);
    await client.ask('reverseBillPayment', billMessages.reversal(undone));
    expect(client.billEntry(undone)).toMatchObject({ state: 'reversed' });
    expect(due(telephone)).toBe(78_717);
  });

  it('leaves less than nothing due when more was paid', async () => {
    const { body } = await client.pay(telephone, 112_100);
    expect(body).toMatchObject({ amounts: { balanceAmount: money(-50) } });
  });
});

describe('a refund', () => {
  const refund = (reference: string) => client.ask('createRefund', billMessages.refund(reference));

  it('gives a confirmed payment back once it is confirmed itself', async () => {
    const payment = await client.paid(municipal, 64_230);
    expect(due(municipal)).toBe(0);
    const { status, headers, body } = await refund(referenceOf(payment));
    expect(status).toBe(201);
    expect(headers['location']).toBe(`/billpay/v4/refunds/${String(body['id'])}`);
    expect(body).toMatchObject({
      account: { accountRef: municipal.number },
      amounts: { approvedAmount: money(64_230), balanceAmount: money(64_230) },
    });
    expect(due(municipal)).toBe(0);
    await client.ask('confirmRefund', billMessages.advice(body));
    expect(due(municipal)).toBe(64_230);
    expect(client.billEntry(body)).toMatchObject({
      kind: 'refund',
      number: municipal.number,
      state: 'confirmed',
      issuerReference: referenceOf(payment),
      tenders: [],
    });
  });

  it.each<[string, Bill, number]>([
    ['a fine', fine, 50_000],
    ['a policy', { kind: 'policy', number: '6870430086' }, 110_000],
  ])('of %s is refused when its reference is too long, else granted', async (_, bill, amount) => {
    const reference = referenceOf(await client.paid(bill, amount));
    if (reference.length <= 20) return expect((await refund(reference)).status).toBe(201);
    const answer = await client.askRaw('createRefund', billMessages.refund(reference));
    expect(answer).toMatchObject(error('FORMAT_ERROR'));
  });

  it('can be had once: reserved or confirmed, no second one', async () => {
    const reference = referenceOf(await client.paid(municipal, 64_230));
    const { body } = await refund(reference);
    expect(await refund(reference)).toMatchObject(error('ACCOUNT_ALREADY_SETTLED'));
    await client.ask('confirmRefund', billMessages.advice(body));
    expect(await refund(reference)).toMatchObject(error('ACCOUNT_ALREADY_SETTLED'));
    expect(due(municipal)).toBe(64_230);
  });

  it('that is reversed leaves what is due, and another may follow', async () => {
    const reference = referenceOf(await client.paid(municipal, 64_230));
    const { body } = await refund(reference);
    await client.ask('reverseRefund', billMessages.reversal(body));
    expect(client.billEntry(body)).toMatchObject({ state: 'reversed' });
    expect(due(municipal)).toBe(0);
    expect((await refund(reference)).status).toBe(201);
  });

  it('finds no payment that is not confirmed', async () => {
    const { body: reserved } = await client.pay(municipal, 10_000);
    const { body: reversed } = await client.pay(municipal, 10_000);
    await client.ask('reverseBillPayment', billMessages.reversal(reversed));
    for (const reference of [referenceOf(reserved), referenceOf(reversed), 'KBC5518820']) {
      const answer = await refund(reference);
      expect(answer).toMatchObject(error('UNABLE_TO_LOCATE_RECORD'));
      expect(answer.body['requestType']).toBe('REFUND_REQUEST');
    }
  });
});

it('remembers bills, advices and references over a restart', async () => {
  const folder = temporaryFolder();
  const ledgerFile = join(folder, 'ledger.jsonl');
  const first = await BillClient.start({ ledgerFile });
  const payment = await first.paid(municipal, 64_230);
  const { body: open } = await first.pay(telephone, 10_000);
  const before = first.bills.ledger();
  await first.stop();
  const written = readFileSync(`${ledgerFile}.bills`, 'utf8');

  const second = await BillClient.start({ ledgerFile });
  try {
    expect(second.bills.ledger()).toEqual(before);
    // What is due begins anew, so that a lesson can be taken again.
    expect(second.bills.balances()).toMatchObject({ [municipal.number]: 64_230 });
    expect(readFileSync(`${ledgerFile}.bills`, 'utf8').length).toBeLessThan(written.length);
    const confirmation = billMessages.tenders(open, [cash(10_000)]);
    expect((await second.ask('confirmBillPayment', confirmation)).status).toBe(202);
    const message = billMessages.refund(referenceOf(payment));
    expect((await second.ask('createRefund', message)).status).toBe(201);
  } finally {
    await second.stop();
  }
});
