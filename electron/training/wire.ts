// The messages of the QR interface as the intermediary reads them (protocol dossier qr.md §2); what they
// are made of is in base-messages.ts.
import { z } from 'zod';
import {
  accountType,
  amounts,
  codeMessageId,
  flag,
  institution,
  ledgerAmount,
  matching,
  messageId,
  oneOf,
  originator,
  ownIdentifier,
  slipData,
  text,
  thirdPartyIdentifiers,
  time,
  tranType,
  upTo,
} from './base-messages.ts';

const customer = z.strictObject({
  firstName: upTo(40).optional(),
  lastName: upTo(40).optional(),
  address: upTo(80).optional(),
  addressDetails: z
    .strictObject({
      addressLine1: matching(/^.{1,100}$/, 'must be 1 to 100 characters').optional(),
      addressLine2: matching(/^.{1,100}$/, 'must be 1 to 100 characters').optional(),
      city: matching(/^.{1,30}$/, 'must be 1 to 30 characters').optional(),
      region: matching(/^[A-Z]{2}$/, 'must be two capital letters').optional(),
      country: matching(/^[A-Z]{2}$/, 'must be two capital letters').optional(),
      postalCode: matching(/^[A-Za-z0-9 -]{1,20}$/, 'must be a postal code').optional(),
    })
    .optional(),
  dateOfBirth: time.optional(),
  status: text.optional(),
  profileId: text.optional(),
  msisdn: matching(/^\+?[1-9]\d{0,14}$/, 'must be an E.164 number').optional(),
  emailAddress: z.email('must be an e-mail address').optional(),
});

const createQrCode = z.strictObject({
  id: codeMessageId,
  time,
  originator,
  client: institution,
  qrProperties: z.strictObject({
    value: ledgerAmount.optional(),
    partPaymentAllowed: flag.optional(),
    overPaymentAllowed: flag.optional(),
    // Only the text form: the Swagger's object and its own description contradict each other.
    expiryDate: time.optional(),
    singleUse: flag.optional(),
    scheme: oneOf(
      'EMVCO_MERCHANT',
      'PSEUDO_EMVCO_MERCHANT',
      'ELECTRUM_MERCHANT_MINIMAL',
    ).optional(),
    uuid: text.optional(),
  }),
  thirdPartyIdentifiers: thirdPartyIdentifiers.optional(),
  rrn: text.optional(),
  stan: text.optional(),
  amounts: amounts.optional(),
  customer: customer.optional(),
});

const pay = z.strictObject({
  id: messageId,
  time,
  originator,
  client: institution,
  thirdPartyIdentifiers: ownIdentifier,
  // Without a requested amount there is nothing to pay, though the Swagger would let it pass.
  amounts: amounts.extend({ requestAmount: ledgerAmount }),
  tranId: text,
  settlementEntity: institution.optional(),
  receiver: institution.optional(),
  slipData: slipData.optional(),
  basketRef: text.optional(),
  tranType: tranType.optional(),
  srcAccType: accountType.optional(),
  destAccType: accountType.optional(),
  stan: text.optional(),
  rrn: text.optional(),
  partner: institution.optional(),
  partnerPaymentToken: text.optional(),
});

const confirmPayment = z.strictObject({
  id: messageId,
  requestId: messageId,
  time,
  thirdPartyIdentifiers: ownIdentifier,
  amounts: amounts.optional(),
  partner: institution.optional(),
  tranId: text.optional(),
  stan: text.optional(),
  rrn: text.optional(),
});

const reversePayment = confirmPayment.extend({
  reversalReason: oneOf('TIMEOUT', 'CANCELLED', 'RESPONSE_NOT_FINAL'),
});

const notifyScan = z.strictObject({
  id: codeMessageId,
  time,
  partner: institution,
  tranId: text,
  settlementEntity: institution.optional(),
  receiver: institution.optional(),
  thirdPartyIdentifiers: thirdPartyIdentifiers.optional(),
  amounts: amounts.optional(),
  partnerPaymentToken: text.optional(),
});

export const messages = {
  createQrCode,
  pay,
  confirmPayment,
  reversePayment,
  notifyScan,
} as const;

export type Operation = keyof typeof messages;
export type Message<Name extends Operation> = z.infer<(typeof messages)[Name]>;

/** Where each operation is, below `/qr/v1`; all are POST. */
export const pathOf: Readonly<Record<Operation, string>> = {
  createQrCode: '/qrCodes',
  pay: '/payments',
  confirmPayment: '/payments/confirmations',
  reversePayment: '/payments/reversals',
  notifyScan: '/scans',
};
