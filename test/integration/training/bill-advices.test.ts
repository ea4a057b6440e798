// Confirmations and reversals of bills at the intermediary.
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  type BillCall,
  BillClient,
  billMessages,
  cash,
  money,
  municipal,
  referenceOf,
} from './bill-client.ts';
import type { Body } from './training-client.ts';

let client: BillClient;
beforeEach(async () => {
  client = await BillClient.start();
});
afterEach(() => client.stop());

const error = (errorType: string) => ({ status: 400, body: { errorType } });
const reserved = async (amount = 10_000) => (await client.pay(municipal, amount)).body;
const refundOf = async (payment: Body) =>
  (await client.ask('createRefund', billMessages.refund(referenceOf(payment)))).body;

it('is answered with its own facts, and its repeat with the same bytes too', async () => {
  const payment = await reserved();
  const advice = billMessages.tenders(payment, [cash(10_000)], { rrn: '1', stan: '2' });
  for (let sent = 0; sent < 3; sent += 1) {
    const { tenders: _tenders, ...facts } = advice;
    const answer = await client.ask('confirmBillPayment', advice);
    expect(answer).toMatchObject({ status: 202 });
    expect(answer.body).toEqual(facts);
  }
  expect(client.billEntry(payment)).toMatchObject({
    state: 'confirmed',
    adviceIds: [advice['id']],
  });
  expect(client.bills.balances()[municipal.number]).toBe(54_230);
});

it('of every kind can be repeated', async () => {
  const twice = async (operation: BillCall, message: Body) => {
    for (let sent = 0; sent < 2; sent += 1) {
      expect((await client.ask(operation, message)).status).toBe(202);
    }
  };
  const payment = await client.paid(municipal, 10_000);
  await twice('reverseBillPayment', billMessages.reversal(await reserved()));
  await twice('reverseRefund', billMessages.reversal(await refundOf(payment)));
  await twice('confirmRefund', billMessages.advice(await refundOf(payment)));
  expect(client.bills.balances()[municipal.number]).toBe(64_230);
});

it('is refused when its id comes again with other words', async () => {
  const payment = await reserved();
  const advice = billMessages.tenders(payment, [cash(10_000)]);
  await client.ask('confirmBillPayment', advice);
  const answer = await client.ask('confirmBillPayment', { ...advice, rrn: '1' });
  expect(answer).toMatchObject({
    status: 400,
    body: {
      errorType: 'DUPLICATE_RECORD',
      requestType: 'PAYMENT_CONFIRMATION',
      id: advice['id'],
      originalId: payment['id'],
    },
  });
});

it('cannot follow another one', async () => {
  const confirmed = await client.paid(municipal, 10_000);
  const reversed = await reserved();
  await client.ask('reverseBillPayment', billMessages.reversal(reversed));
  for (const payment of [confirmed, reversed]) {
    const again = billMessages.tenders(payment, [cash(10_000)]);
    const answers = [
      await client.ask('confirmBillPayment', again),
      await client.ask('reverseBillPayment', billMessages.reversal(payment)),
    ];
    for (const answer of answers) expect(answer).toMatchObject(error('ACCOUNT_ALREADY_SETTLED'));
  }
  const refund = await refundOf(confirmed);
  await client.ask('confirmRefund', billMessages.advice(refund));
  for (const answer of [
    await client.ask('confirmRefund', billMessages.advice(refund)),
    await client.ask('reverseRefund', billMessages.reversal(refund)),
  ]) {
    expect(answer).toMatchObject(error('ACCOUNT_ALREADY_SETTLED'));
  }
  expect(client.bills.balances()[municipal.number]).toBe(64_230);
});

it('that confirms what nobody approved finds no record', async () => {
  const unknown = billMessages.payment(municipal, 10_000);
  const declined = billMessages.payment(municipal, 99_900);
  await client.ask('createAccountPayment', declined);
  for (const payment of [unknown, declined]) {
    const advice = billMessages.tenders(payment, [cash(10_000)]);
    const answer = await client.ask('confirmBillPayment', advice);
    expect(answer).toMatchObject(error('UNABLE_TO_LOCATE_RECORD'));
  }
  const refund = billMessages.advice(unknown);
  expect(await client.ask('confirmRefund', refund)).toMatchObject({
    ...error('UNABLE_TO_LOCATE_RECORD'),
    body: { requestType: 'REFUND_CONFIRMATION', originalId: unknown['id'] },
  });
});

it('that reverses a declined payment changes nothing', async () => {
  const declined = billMessages.payment(municipal, 99_900);
  await client.ask('createAccountPayment', declined);
  const answer = await client.ask('reverseBillPayment', billMessages.reversal(declined));
  expect(answer.status).toBe(202);
  expect(client.billEntry(declined)).toMatchObject({ state: 'declined' });
});

it('that overtakes its payment finds nothing, and the payment never comes about', async () => {
  const payment = billMessages.payment(municipal, 10_000);
  const advice = billMessages.reversal(payment, 'TIMEOUT');
  for (let sent = 0; sent < 2; sent += 1) {
    const answer = await client.ask('reverseBillPayment', advice);
    expect(answer).toMatchObject({
      ...error('UNABLE_TO_LOCATE_RECORD'),
      body: { requestType: 'PAYMENT_REVERSAL', id: advice['id'], originalId: payment['id'] },
    });
  }
  expect(client.billEntry(payment)).toMatchObject({
    state: 'reversedUnknown',
    kind: null,
    adviceIds: [advice['id']],
  });
  for (let sent = 0; sent < 2; sent += 1) {
    const late = await client.ask('createAccountPayment', payment);
    expect(late).toMatchObject(error('ACCOUNT_ALREADY_SETTLED'));
  }
  expect(client.billEntry(payment)).toMatchObject({ state: 'reversedUnknown' });
  const confirmation = billMessages.tenders(payment, [cash(10_000)]);
  const confirmed = await client.ask('confirmBillPayment', confirmation);
  expect(confirmed).toMatchObject(error('ACCOUNT_ALREADY_SETTLED'));
});

it('that overtakes its refund finds nothing, and the refund never comes about', async () => {
  const refund = billMessages.refund(referenceOf(await client.paid(municipal, 10_000)));
  const reversed = await client.ask('reverseRefund', billMessages.reversal(refund));
  expect(reversed).toMatchObject(error('UNABLE_TO_LOCATE_RECORD'));
  expect(await client.ask('createRefund', refund)).toMatchObject(error('ACCOUNT_ALREADY_SETTLED'));
});

it('of a payment says nothing about a refund, and the other way round', async () => {
  const payment = await client.paid(municipal, 10_000);
  const refund = await refundOf(payment);
  const answers = [
    await client.ask('confirmBillPayment', billMessages.tenders(refund, [cash(10_000)])),
    await client.ask('reverseBillPayment', billMessages.reversal(refund)),
    await client.ask('confirmRefund', billMessages.advice(payment)),
    await client.ask('reverseRefund', billMessages.reversal(payment)),
  ];
  for (const answer of answers) expect(answer).toMatchObject(error('FUNCTION_NOT_SUPPORTED'));
});

it('names tenders that add up to what was approved, in its currency', async () => {
  const payment = await reserved();
  for (const tenders of [[], [cash(9_999)], [cash(5_000), cash(5_001)], [cash(10_000, '840')]]) {
    const answer = await client.ask('confirmBillPayment', billMessages.tenders(payment, tenders));
    expect(answer).toMatchObject(error('INVALID_AMOUNT'));
  }
  expect(client.billEntry(payment)).toMatchObject({ state: 'reserved' });
  const tenders = [cash(4_000), { tenderType: 'DEBIT_CARD', amount: money(6_000) }];
  const answer = await client.ask('confirmBillPayment', billMessages.tenders(payment, tenders));
  expect(answer.status).toBe(202);
});

it('may confirm less of a payment, never more; of a refund all', async () => {
  const amounts = (amount: number) => ({ amounts: { approvedAmount: money(amount) } });
  const payment = await reserved();
  const more = billMessages.tenders(payment, [cash(10_001)], amounts(10_001));
  expect(await client.ask('confirmBillPayment', more)).toMatchObject(error('INVALID_AMOUNT'));
  const less = billMessages.tenders(payment, [cash(9_000)], amounts(9_000));
  expect((await client.ask('confirmBillPayment', less)).status).toBe(202);
  expect(client.bills.balances()[municipal.number]).toBe(55_230);
  const refund = await refundOf(payment);
  expect(refund).toMatchObject({ amounts: { approvedAmount: money(9_000) } });
  const part = billMessages.advice(refund, amounts(100));
  expect(await client.ask('confirmRefund', part)).toMatchObject(error('INVALID_AMOUNT'));
  const whole = billMessages.advice(refund, amounts(9_000));
  expect((await client.ask('confirmRefund', whole)).status).toBe(202);
});
