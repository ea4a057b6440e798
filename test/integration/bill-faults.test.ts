// Every way in which a message about a bill can go wrong once: whatever is sent is in the end confirmed or
// undone at the biller's, once, and no request leaves twice.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../electron/training/faults.ts';
import { account, BillShop, dueMinor } from '../support/bill-shop.ts';
import { runUntil } from '../support/test-till.ts';
import { assertBillMessage } from './training/bill-schema.ts';

let shop: BillShop;

beforeEach(async () => {
  shop = await BillShop.open();
});

afterEach(() => shop.close());

const page = { body: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } };
const faults: readonly [string, object][] = [
  ['the line breaks before it is processed', { kind: 'drop' }],
  ['the line breaks before the answer', { kind: 'dropAfter' }],
  ['nobody answers', { kind: 'silence' }],
  ['500', { kind: 'status', status: 500 }],
  ['500 after it was processed', { kind: 'status', status: 500, processed: true }],
  ['504 after it was processed', { kind: 'status', status: 504, processed: true }],
  ['a page with 200', { kind: 'status', status: 200, ...page }],
  ['a page with 404', { kind: 'status', status: 404, ...page }],
  [
    'a page with 502 after it was processed',
    { kind: 'status', status: 502, processed: true, ...page },
  ],
];

const meets = (fault: object, operation: string) =>
  shop.intermediary.setFault({ ...fault, operations: [operation], times: 1 } as Fault);
const endsOf = (kind: string) =>
  shop.intermediary.bills.ledger().flatMap((entry) => (entry.kind === kind ? [entry.state] : []));

async function settled(): Promise<void> {
  await runUntil(shop.clock, shop.intermediary, () => {
    const { owed, sale } = shop.till.view;
    return owed.confirmations + owed.reversals === 0 && sale?.approval !== 'asking';
  });
  expect(shop.till.view.owed.attention).toBe(0);
}

async function approvedBill(): Promise<string> {
  const saleId = await shop.ask();
  await settled();
  return saleId;
}

async function approvedRefund(): Promise<string> {
  const saleId = await shop.refund(await shop.paidBill());
  await settled();
  return saleId;
}

describe.each(faults)('%s', (_, fault) => {
  it('to a payment undoes it', async () => {
    meets(fault, 'createAccountPayment');
    await approvedBill();
    expect(shop.till.view.sale?.approval).toBe('blocked');
    expect(shop.sent('createAccountPayment')).toHaveLength(1);
    expect(endsOf('account').every((state) => state === 'reversed')).toBe(true);
  });

  it('to a confirmation repeats it, with the same bytes', async () => {
    const saleId = await approvedBill();
    meets(fault, 'confirmBillPayment');
    await shop.till.call('takeCash', { saleId, receivedMinor: dueMinor });
    await settled();
    expect(endsOf('account')).toEqual(['confirmed']);
    const texts = shop.sent('confirmBillPayment').map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(1);
    expect(new Set(texts).size).toBe(1);
    expect(shop.intermediary.bills.balances()[account]).toBe(0);
  });

  it('to a reversal repeats it', async () => {
    const saleId = await approvedBill();
    meets(fault, 'reverseBillPayment');
    await shop.till.call('abandonSale', { saleId });
    await settled();
    expect(endsOf('account')).toEqual(['reversed']);
    expect(shop.intermediary.bills.balances()[account]).toBe(dueMinor);
  });

  it('to a refund undoes that, and the payment stands', async () => {
    const saleId = await approvedRefund();
    await shop.till.call('abandonSale', { saleId });
    await settled();
    meets(fault, 'createRefund');
    const { issuerReference } = shop.intermediary.bills.ledger()[0] ?? {};
    const refund = {
      issuerReference: issuerReference ?? '',
      amountMinor: dueMinor,
      reason: 'Error',
    };
    await shop.till.call('addBillRefund', refund);
    await shop.till.call('approveLines', { saleId: shop.till.saleId });
    await settled();
    expect(shop.till.view.sale?.approval).toBe('blocked');
    expect(endsOf('refund').every((state) => state.startsWith('reversed'))).toBe(true);
    expect(endsOf('account')).toEqual(['confirmed']);
    expect(shop.intermediary.bills.balances()[account]).toBe(0);
  });

  it('to the confirmation of a refund repeats it', async () => {
    const saleId = await approvedRefund();
    meets(fault, 'confirmRefund');
    await shop.till.call('nextSale', { saleId });
    await settled();
    expect(endsOf('refund')).toEqual(['confirmed']);
    expect(shop.intermediary.bills.balances()[account]).toBe(dueMinor);
  });

  it('to the reversal of a refund repeats it', async () => {
    const saleId = await approvedRefund();
    meets(fault, 'reverseRefund');
    await shop.till.call('abandonSale', { saleId });
    await settled();
    expect(endsOf('refund')).toEqual(['reversed']);
    expect(shop.intermediary.bills.balances()[account]).toBe(0);
  });

  it('to a lookup says so, and nothing is kept of it', async () => {
    meets(fault, 'requestAccountInfo');
    const asked = shop.till.call('lookUpBill', { kind: 'account', number: account });
    let found: Awaited<typeof asked> | undefined;
    void asked.then((view) => {
      found = view;
    });
    await runUntil(shop.clock, shop.intermediary, () => found !== undefined);
    expect(found).toEqual({ found: 'noAnswer' });
    expect(shop.till.view.sale).toBeNull();
  });
});

it.each(['confirmBillPayment', 'reverseBillPayment'] as const)(
  'a repeat of %s that a test server calls settled already is delivered',
  async (operation) => {
    const saleId = await approvedBill();
    meets({ kind: 'dropAfter' }, operation);
    if (operation === 'confirmBillPayment') {
      await shop.till.call('takeCash', { saleId, receivedMinor: dueMinor });
    } else await shop.till.call('abandonSale', { saleId });
    await runUntil(shop.clock, shop.intermediary, () => shop.sent(operation).length === 1);
    meets({ kind: 'status', status: 400, errorType: 'ACCOUNT_ALREADY_SETTLED' }, operation);
    await settled();
    expect(shop.sent(operation)).toHaveLength(2);
  },
);

const definitions: Readonly<Record<string, string>> = {
  requestAccountInfo: 'AccountLookupRequest',
  requestTrafficFineInfo: 'TrafficFineLookupRequest',
  requestPolicyInfo: 'PolicyLookupRequest',
  createAccountPayment: 'PaymentRequest',
  createTrafficFinePayment: 'TrafficFinePaymentRequest',
  createPolicyPayment: 'PolicyPaymentRequest',
  confirmBillPayment: 'TenderAdvice',
  reverseBillPayment: 'BasicReversal',
  createRefund: 'RefundRequest',
  confirmRefund: 'BasicAdvice',
  reverseRefund: 'BasicReversal',
};

it('sends nothing but messages of the schema, with no field that it does not name', async () => {
  const refund = await approvedRefund();
  await shop.till.call('nextSale', { saleId: refund });
  await shop.till.call('nextSale', { saleId: refund });
  const bills = [
    { kind: 'account', number: account },
    { kind: 'trafficFine', number: '94/24615/657/109889' },
    { kind: 'policy', number: '6870430078' },
  ] as const;
  for (const bill of bills) {
    await shop.till.call('lookUpBill', bill);
    const { sale } = shop.till.view;
    const biller = { id: '90121', name: 'Karoo Municipality' };
    const more = bill.kind === 'account' ? { biller } : {};
    const ofSale = sale ? { saleId: sale.saleId } : {};
    await shop.till.call('addBill', { ...bill, ...more, ...ofSale, amountMinor: 38_500 });
  }
  await shop.till.call('approveLines', { saleId: shop.till.saleId });
  await settled();
  await shop.till.call('abandonSale', { saleId: shop.till.saleId });
  await settled();
  const { issuerReference } = shop.intermediary.bills.ledger()[0] ?? {};
  await shop.till.call('addBill', { kind: 'account', number: account, amountMinor: 1_000 });
  const { saleId } = shop.till;
  await shop.till.call('approveLines', { saleId });
  await settled();
  await shop.till.call('takeCash', { saleId, receivedMinor: 1_000 });
  const next = shop.till.view.sale?.lines[0]?.bill?.story?.issuerReference ?? issuerReference ?? '';
  await settled();
  await shop.till.call('nextSale', { saleId });
  await shop.till.call('addBillRefund', {
    issuerReference: next,
    amountMinor: 1_000,
    reason: 'Error',
  });
  await shop.till.call('approveLines', { saleId: shop.till.saleId });
  await settled();
  await shop.till.call('abandonSale', { saleId: shop.till.saleId });
  await settled();
  const received = shop.intermediary
    .requests()
    .filter(({ operation }) => operation !== null && operation in definitions);
  for (const { operation, body } of received) {
    assertBillMessage(definitions[String(operation)] ?? '', body);
  }
  const seen = new Set(received.map(({ operation }) => String(operation)));
  expect([...seen].sort()).toEqual(Object.keys(definitions).sort());
});

it('keeps nothing of who the customer is, in no book, page, export or log', async () => {
  await shop.till.call('lookUpBill', { kind: 'account', number: account });
  const saleId = await approvedBill();
  await shop.till.call('takeCash', { saleId, receivedMinor: dueMinor });
  await settled();
  const shown = JSON.stringify([await shop.till.call('getSale', { saleId }), shop.till.views]);
  const { dataFolder } = shop.till;
  await shop.till.stop();
  const { readFileSync } = await import('node:fs');
  const books = ['till.sqlite', 'till.record'].map((name) =>
    readFileSync(`${dataFolder}/${name}`, 'latin1'),
  );
  for (const text of [shown, ...books]) expect(text).not.toContain('Customer"');
});
