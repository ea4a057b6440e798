// A bare till on the bill payment interface: complete messages by default, and every message and every
// answer checked against the schema as it comes.
import { randomUUID } from 'node:crypto';
import type { TrainingOptions } from '../../../electron/training/server.ts';
import type { BillKind } from '../../../src-shared/services/bills/operations.ts';
import { assertBillMessage } from './bill-schema.ts';
import { type Answer, type Body, TrainingClient } from './training-client.ts';

/** Path, message, answer, and the status of a success. */
const operations = {
  requestAccountInfo: [
    '/accountLookups/{id}',
    'AccountLookupRequest',
    'AccountLookupResponse',
    200,
  ],
  requestTrafficFineInfo: [
    '/accountLookups/traffic/{id}',
    'TrafficFineLookupRequest',
    'TrafficFineLookupResponse',
    200,
  ],
  requestPolicyInfo: [
    '/accountLookups/policy/{id}',
    'PolicyLookupRequest',
    'PolicyLookupResponse',
    200,
  ],
  createAccountPayment: ['/payments/{id}', 'PaymentRequest', 'PaymentResponse', 201],
  createTrafficFinePayment: [
    '/payments/traffic/{id}',
    'TrafficFinePaymentRequest',
    'TrafficFinePaymentResponse',
    201,
  ],
  createPolicyPayment: [
    '/payments/policy/{id}',
    'PolicyPaymentRequest',
    'PolicyPaymentResponse',
    201,
  ],
  confirmBillPayment: [
    '/payments/{requestId}/confirmations/{id}',
    'TenderAdvice',
    'BasicAdviceResponse',
    202,
  ],
  reverseBillPayment: [
    '/payments/{requestId}/reversals/{id}',
    'BasicReversal',
    'BasicAdviceResponse',
    202,
  ],
  createRefund: ['/refunds/{id}', 'RefundRequest', 'RefundResponse', 201],
  confirmRefund: [
    '/refunds/{requestId}/confirmations/{id}',
    'BasicAdvice',
    'BasicAdviceResponse',
    202,
  ],
  reverseRefund: [
    '/refunds/{requestId}/reversals/{id}',
    'BasicReversal',
    'BasicAdviceResponse',
    202,
  ],
} as const;
export type BillCall = keyof typeof operations;

const lookups = {
  account: 'requestAccountInfo',
  trafficFine: 'requestTrafficFineInfo',
  policy: 'requestPolicyInfo',
} as const;
const payments = {
  account: 'createAccountPayment',
  trafficFine: 'createTrafficFinePayment',
  policy: 'createPolicyPayment',
} as const;
const numberField = {
  account: 'accountRef',
  trafficFine: 'noticeNumber',
  policy: 'policyNumber',
} as const;

export type Bill = { readonly kind: BillKind; readonly number: string };

/** R 642.30 are due on it. */
export const municipal: Bill = { kind: 'account', number: '8814400276153' };
export const telephone: Bill = { kind: 'account', number: '5520408120' };
export const policy: Bill = { kind: 'policy', number: '6870430078' };
export const fine: Bill = { kind: 'trafficFine', number: '94/24615/657/109889' };

const shop = { id: '62801', name: 'Kestrel Grocers' };
const time = '2026-03-14T11:03:02.530+02:00';
const identifiers = [{ institutionId: '62801', transactionIdentifier: '04-02-000321-1' }];
const request = (): Body => ({
  id: randomUUID(),
  time,
  originator: {
    institution: shop,
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
    operatorId: '0417',
  },
  client: shop,
  thirdPartyIdentifiers: identifiers,
});
const advice = (asked: Body): Body => ({
  id: randomUUID(),
  requestId: asked['id'],
  time,
  thirdPartyIdentifiers: identifiers,
});

export const money = (amount: number, currency = '710') => ({ amount, currency });
export const cash = (amount: number, currency?: string) => ({
  tenderType: 'CASH',
  amount: money(amount, currency),
});

export const billMessages = {
  lookup: ({ kind, number }: Bill, more: Body = {}): Body => ({
    ...request(),
    [numberField[kind]]: number,
    ...more,
  }),
  payment: ({ kind, number }: Bill, amount: number, more: Body = {}): Body => ({
    ...request(),
    basketRef: '04-02-000321',
    [numberField[kind]]: number,
    amounts: { requestAmount: money(amount) },
    ...more,
  }),
  refund: (issuerReference: string, more: Body = {}): Body => ({
    ...request(),
    issuerReference,
    refundReason: 'Paid twice',
    ...more,
  }),
  tenders: (payment: Body, tenders: object[], more: Body = {}): Body => ({
    ...advice(payment),
    tenders,
    ...more,
  }),
  advice: (asked: Body, more: Body = {}): Body => ({ ...advice(asked), ...more }),
  reversal: (asked: Body, reversalReason = 'CANCELLED'): Body => ({
    ...advice(asked),
    reversalReason,
  }),
};

export class BillClient extends TrainingClient {
  static override async start(options: Partial<TrainingOptions> = {}): Promise<BillClient> {
    const { intermediary } = await TrainingClient.start(options);
    return new BillClient(intermediary);
  }

  get bills() {
    return this.intermediary.bills;
  }

  /** Sends a complete, valid message; its answer must be valid too. Rejects when the line breaks. */
  async ask(operation: BillCall, message: Body): Promise<Answer> {
    const [, sent, answered, success] = operations[operation];
    assertBillMessage(sent, message);
    const answer = await this.askRaw(operation, message);
    if (answer.status === success) assertBillMessage(answered, answer.body);
    else if (answer.text !== '') assertBillMessage('ErrorDetail', answer.body);
    return answer;
  }

  /** Sends a message as it is, and checks no answer. */
  askRaw(operation: BillCall, message: Body, path = pathOf(operation, message)): Promise<Answer> {
    return this.fetch('POST', path, JSON.stringify(message));
  }

  lookUp(bill: Bill, more?: Body): Promise<Answer> {
    return this.ask(lookups[bill.kind], billMessages.lookup(bill, more));
  }

  pay(bill: Bill, amount: number, more?: Body): Promise<Answer> {
    return this.ask(payments[bill.kind], billMessages.payment(bill, amount, more));
  }

  /** A payment that is approved and confirmed; its answer. */
  async paid(bill: Bill, amount: number): Promise<Body> {
    const { body } = await this.pay(bill, amount);
    await this.ask('confirmBillPayment', billMessages.tenders(body, [cash(amount)]));
    return body;
  }

  billEntry(asked: Body) {
    return this.bills.ledger().find(({ id }) => id === asked['id']);
  }
}

export function pathOf(operation: BillCall, message: Body): string {
  const path = operations[operation][0].replaceAll(/\{(\w+)\}/g, (_, field: string) =>
    encodeURIComponent(String(message[field])),
  );
  return `/billpay/v4${path}`;
}

export function referenceOf(answer: Body): string {
  return String((answer['slipData'] as Body)['issuerReference']);
}
