// The bill payment interface, version 4.11.0, as data: its operations (protocol dossier billpay.md §1) and
// what a status means (seed "Billpay: Protocol Basics"). 404 stands in none of its tables: nowhere a success.
import type { AdviceKind, SettledBy } from '../../domain/advice.ts';
import type { Interface, Operation } from '../../domain/outcome.ts';
import { adviceRetry } from '../../domain/retry-schedule.ts';

/** What a bill is known by: an account, a notice of a traffic fine, or a policy. */
export const billKinds = ['account', 'trafficFine', 'policy'] as const;
export type BillKind = (typeof billKinds)[number];

export const billOperationNames = [
  'listBillers',
  'requestAccountInfo',
  'requestTrafficFineInfo',
  'requestPolicyInfo',
  'createAccountPayment',
  'createTrafficFinePayment',
  'createPolicyPayment',
  'confirmBillPayment',
  'reverseBillPayment',
  'createRefund',
  'confirmRefund',
  'reverseRefund',
] as const;
export type BillOperation = (typeof billOperationNames)[number];

const post = { method: 'POST', notFound: 'failed' } as const;
const lookup = (path: string): Operation => ({ ...post, role: 'lookup', path });
const request = (path: string): Operation => ({ ...post, role: 'request', path });
const advice = (path: string): Operation => ({
  ...post,
  role: 'advice',
  path,
  retry: adviceRetry,
});

/** `{id}` and `{requestId}` in a path stand for these fields of the body. */
export const billInterface: Interface<BillOperation> = {
  operations: {
    listBillers: { role: 'lookup', method: 'GET', path: '/billers', notFound: 'failed' },
    requestAccountInfo: lookup('/accountLookups/{id}'),
    requestTrafficFineInfo: lookup('/accountLookups/traffic/{id}'),
    requestPolicyInfo: lookup('/accountLookups/policy/{id}'),
    createAccountPayment: request('/payments/{id}'),
    createTrafficFinePayment: request('/payments/traffic/{id}'),
    createPolicyPayment: request('/payments/policy/{id}'),
    // `confirmPayment` and `reversePayment` in the dossier, as in that of the QR interface.
    confirmBillPayment: advice('/payments/{requestId}/confirmations/{id}'),
    reverseBillPayment: advice('/payments/{requestId}/reversals/{id}'),
    createRefund: request('/refunds/{id}'),
    confirmRefund: advice('/refunds/{requestId}/confirmations/{id}'),
    reverseRefund: advice('/refunds/{requestId}/reversals/{id}'),
  },
  successful: [200, 201, 202],
  unknown: [500, 504],
};

export const lookupOperations: Readonly<Record<BillKind, BillOperation>> = {
  account: 'requestAccountInfo',
  trafficFine: 'requestTrafficFineInfo',
  policy: 'requestPolicyInfo',
};

export const paymentOperations: Readonly<Record<BillKind, BillOperation>> = {
  account: 'createAccountPayment',
  trafficFine: 'createTrafficFinePayment',
  policy: 'createPolicyPayment',
};

/** The operation that carries an advice of a payment, and of a refund. */
export const adviceOperations: Readonly<
  Record<'payment' | 'refund', Readonly<Record<AdviceKind, BillOperation>>>
> = {
  payment: { confirmation: 'confirmBillPayment', reversal: 'reverseBillPayment' },
  refund: { confirmation: 'confirmRefund', reversal: 'reverseRefund' },
};

/** Refusals that say that an advice has done what it is for (dossier README §6, C10, C11). */
export const billSettledBy: SettledBy = {
  confirmation: { always: [], ifSentBefore: ['DUPLICATE_RECORD', 'ACCOUNT_ALREADY_SETTLED'] },
  // The only advice that can stand there is our own: of one transaction no other kind is ever sent.
  reversal: {
    always: ['UNABLE_TO_LOCATE_RECORD'],
    ifSentBefore: ['DUPLICATE_RECORD', 'ACCOUNT_ALREADY_SETTLED'],
  },
};
