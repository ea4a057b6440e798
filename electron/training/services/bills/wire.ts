// The messages of the bill payment interface as the intermediary reads them, and where they are
// (protocol dossier billpay.md §1 and §3): written from the dossier and not from the till's code, so that
// each checks the other.
import { z } from 'zod';
import type { BillKind, BillOperation } from '../../../../src-shared/services/bills/operations.ts';
import {
  accountType,
  amounts,
  institution,
  ledgerAmount,
  matching,
  messageId,
  oneOf,
  originator,
  ownIdentifier,
  slipData,
  text,
  time,
  tranType,
  upTo,
} from '../../base-messages.ts';

const number = upTo(40).min(6, 'must be at least 6 characters');
const category = z.strictObject({ id: upTo(40), name: upTo(100) });
const customer = z.strictObject({
  firstName: upTo(40).optional(),
  lastName: upTo(40).optional(),
  address: upTo(80).optional(),
  idNumber: upTo(13).optional(),
  contactNumber: upTo(40).optional(),
});

const base = {
  id: messageId,
  time,
  originator: originator.extend({ channelId: upTo(50).optional() }),
  client: institution,
  thirdPartyIdentifiers: ownIdentifier,
  settlementEntity: institution.optional(),
  receiver: institution.optional(),
  slipData: slipData.optional(),
  basketRef: text.optional(),
  tranType: tranType.optional(),
  srcAccType: accountType.optional(),
  destAccType: accountType.optional(),
  stan: text.optional(),
  rrn: text.optional(),
  selectedCategory: category.optional(),
};

const tender = z.strictObject({
  accountType: oneOf(
    'DEFAULT',
    'SAVINGS',
    'CHEQUE',
    'CREDIT',
    'UNIVERSAL',
    'ELECTRONIC_PURSE',
    'STORED_VALUE',
  ).optional(),
  amount: ledgerAmount,
  cardNumber: matching(
    /^[0-9]{6}[0-9*]{0,13}$/,
    'must be a masked card number of 6 to 19 characters',
  ).optional(),
  reference: upTo(40).optional(),
  tenderType: oneOf(
    'CASH',
    'CHEQUE',
    'CREDIT_CARD',
    'DEBIT_CARD',
    'WALLET',
    'ROUNDING',
    'GIFT_CARD',
    'LOYALTY_CARD',
    'OTHER',
  ),
});
const tenders = z.array(tender, 'must be a list');

// For money that a third party is to collect, which a till never asks for: only its type is read.
const paymentMethod = z.looseObject({
  type: oneOf('AN_32_TOKEN', 'LOYALTY_CARD', 'CARD', 'ACCOUNT', 'REWARD', 'WALLET', 'QR'),
});

const payment = {
  ...base,
  amounts: amounts.extend({
    minPayableAmount: ledgerAmount.optional(),
    maxPayableAmount: ledgerAmount.optional(),
    requestAmount: ledgerAmount,
  }),
  tenders: tenders.optional(),
  paymentMethods: z.array(paymentMethod, 'must be a list').optional(),
  customer: customer.optional(),
};

const advice = {
  id: messageId,
  requestId: messageId,
  time,
  thirdPartyIdentifiers: ownIdentifier,
  stan: text.optional(),
  rrn: text.optional(),
  amounts: amounts.optional(),
};
const reversal = z.strictObject({
  ...advice,
  reversalReason: oneOf('TIMEOUT', 'CANCELLED', 'RESPONSE_NOT_FINAL'),
});

export const billMessages = {
  requestAccountInfo: z.strictObject({ ...base, accountRef: number }),
  requestTrafficFineInfo: z.strictObject({ ...base, noticeNumber: number }),
  requestPolicyInfo: z.strictObject({ ...base, policyNumber: number }),
  createAccountPayment: z.strictObject({ ...payment, accountRef: number }),
  createTrafficFinePayment: z.strictObject({ ...payment, noticeNumber: number }),
  createPolicyPayment: z.strictObject({ ...payment, policyNumber: number }),
  // Documented as required, though the model does not enforce it (dossier README §8, C19).
  confirmBillPayment: z.strictObject({ ...advice, tenders }),
  reverseBillPayment: reversal,
  createRefund: z.strictObject({
    ...base,
    issuerReference: matching(/^[A-Z0-9]{1,20}$/, 'must be 1 to 20 capitals or digits'),
    refundReason: upTo(20),
  }),
  confirmRefund: z.strictObject(advice),
  reverseRefund: reversal,
} as const;

export type BillMessages = typeof billMessages;
export type LookupOperation = 'requestAccountInfo' | 'requestTrafficFineInfo' | 'requestPolicyInfo';
export type PaymentOperation =
  | 'createAccountPayment'
  | 'createTrafficFinePayment'
  | 'createPolicyPayment';
export type AdviceOperation =
  | 'confirmBillPayment'
  | 'reverseBillPayment'
  | 'confirmRefund'
  | 'reverseRefund';
export type LookupMessage = z.infer<BillMessages[LookupOperation]>;
export type PaymentMessage = z.infer<BillMessages[PaymentOperation]>;
export type RefundMessage = z.infer<BillMessages['createRefund']>;
export type AdviceMessage = z.infer<BillMessages[AdviceOperation]>;
export type Tender = z.infer<typeof tender>;
export const tenderSchema = tender;

/** Which bill a lookup or a payment speaks of. */
export function billOf(message: LookupMessage | PaymentMessage): {
  readonly kind: BillKind;
  readonly number: string;
} {
  if ('accountRef' in message) return { kind: 'account', number: message.accountRef };
  if ('noticeNumber' in message) return { kind: 'trafficFine', number: message.noticeNumber };
  return { kind: 'policy', number: message.policyNumber };
}

type Place = {
  readonly method: 'GET' | 'POST';
  /** `{id}` and `{requestId}` stand for these fields of the body. */
  readonly path: string;
  /** What an ErrorDetail calls the message. */
  readonly requestType: string;
};

const post = (path: string, requestType: string): Place => ({ method: 'POST', path, requestType });

/** Where each operation is, below `/billpay/v4`. */
export const billPlaces: Readonly<Record<BillOperation, Place>> = {
  // There is no request type for it: the nearest one.
  listBillers: { method: 'GET', path: '/billers', requestType: 'ACCOUNT_LOOKUP_REQUEST' },
  requestAccountInfo: post('/accountLookups/{id}', 'ACCOUNT_LOOKUP_REQUEST'),
  requestTrafficFineInfo: post('/accountLookups/traffic/{id}', 'TRAFFIC_FINE_LOOKUP_REQUEST'),
  requestPolicyInfo: post('/accountLookups/policy/{id}', 'POLICY_LOOKUP_REQUEST'),
  createAccountPayment: post('/payments/{id}', 'PAYMENT_REQUEST'),
  createTrafficFinePayment: post('/payments/traffic/{id}', 'TRAFFIC_FINE_PAYMENT_REQUEST'),
  createPolicyPayment: post('/payments/policy/{id}', 'POLICY_PAYMENT_REQUEST'),
  confirmBillPayment: post('/payments/{requestId}/confirmations/{id}', 'PAYMENT_CONFIRMATION'),
  reverseBillPayment: post('/payments/{requestId}/reversals/{id}', 'PAYMENT_REVERSAL'),
  createRefund: post('/refunds/{id}', 'REFUND_REQUEST'),
  confirmRefund: post('/refunds/{requestId}/confirmations/{id}', 'REFUND_CONFIRMATION'),
  reverseRefund: post('/refunds/{requestId}/reversals/{id}', 'REFUND_REVERSAL'),
};

/** The ids that stand in an address. */
export type PathIds = Readonly<Record<string, string>>;
export type FoundPlace = { readonly operation: BillOperation; readonly ids: PathIds };

const patterns = (Object.keys(billPlaces) as BillOperation[]).map((operation) => ({
  operation,
  pattern: new RegExp(
    `^${billPlaces[operation].path.replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>[^/]+)`)}$`,
  ),
}));

/** The operation at a path below `/billpay/v4`, whatever the method; null when there is none. */
export function findPlace(path: string): FoundPlace | null {
  for (const { operation, pattern } of patterns) {
    const found = pattern.exec(path);
    if (found) return { operation, ids: { ...found.groups } };
  }
  return null;
}
