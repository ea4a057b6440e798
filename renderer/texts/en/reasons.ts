// Why a payment did not come about: in a sentence with what to do, and in a few words.
import type { DeclineType } from '../../../src-shared/contract/scenarios.ts';
import type { NotPaidReasonView } from '../../../src-shared/contract/views/payment.ts';
import { callAdmin, lower, otherTender } from './phrases.ts';

type ReasonCode = NotPaidReasonView['code'];

/** Refusals in a few words: on the phone to choose from, in a list to tell. */
export const declines = {
  DECLINED_BY_PARTNER: 'The app refuses',
  INSUFFICIENT_FUNDS: 'Not enough money',
  DECLINED_BY_ISSUER: 'The card’s bank refuses',
  DECLINED_BY_ACQUIRER: 'The shop’s bank refuses',
  DO_NOT_HONOR: 'Refused without a reason',
  INVALID_CARD_NUMBER: 'Card not valid',
  CARD_EXPIRED: 'Card expired',
  INVALID_ACCOUNT: 'Account not valid',
  INVALID_AMOUNT: 'Amount not accepted',
  INVALID_TRAN_ID: 'Code not valid any more',
  PARTNER_UNKNOWN: 'App not connected',
  INVALID_MERCHANT: 'Shop not known',
  TRANSACTION_NOT_SUPPORTED: 'Kind of payment not offered',
  FUNCTION_NOT_SUPPORTED: 'QR payments not offered',
  ROUTING_ERROR: 'No way to the app',
  UPSTREAM_UNAVAILABLE: 'App not reachable',
  GENERAL_ERROR: 'Some error',
  FORMAT_ERROR: 'Message not readable',
  DUPLICATE_RECORD: 'Number seen before',
} satisfies Record<DeclineType, string>;

export const reasons = {
  codeRefused: { what: 'The payment service did not give a code.', todo: otherTender },
  codeUnavailable: {
    what: 'No code came: there was no answer the till could use.',
    todo: `Try again in a moment. If it stays so: ${lower(otherTender)}`,
  },
  codeUnsafe: {
    what: 'The code that came was not a payment code for this sale, so it was not shown.',
    todo: `Try again with a new code. If it happens again: ${lower(callAdmin)}`,
  },
  declined: { what: 'The payment was refused.', todo: otherTender },
  noAnswer: {
    what: 'No answer in time.',
    todo: 'Try again with a new code, or ask for another way to pay.',
  },
  connectionLost: {
    what: 'The connection broke before the answer came.',
    todo: 'Try again with a new code, or ask for another way to pay.',
  },
  answerNotFinal: {
    what: 'The payment service could not say whether it was paid.',
    todo: 'Try again with a new code, or ask for another way to pay.',
  },
  answerUnusable: {
    what: 'The answer could not be read.',
    todo: `Try again once. If it happens again: ${lower(callAdmin)}`,
  },
  amountMismatch: {
    what: 'Something else was approved than was asked, so the till gave it back at once.',
    todo: `Try again once. If it happens again: ${lower(callAdmin)}`,
  },
  cancelled: {
    what: 'You cancelled the payment.',
    todo: 'Start again with a new code, or go on to the next sale.',
  },
  voided: {
    what: 'You voided the payment. Keep the goods.',
    todo: 'Start again with a new code, or go on to the next sale.',
  },
  undecided: {
    what: 'Nobody decided about the approval in time, so the till gave it back.',
    todo: 'If the customer is still here, take the payment again with a new code.',
  },
  abandoned: {
    what: 'The till stopped before the customer had a code.',
    todo: 'Try again with a new code.',
  },
  tillStopped: {
    what: 'The till stopped while the customer had the code.',
    todo: 'Try again with a new code, or ask for another way to pay.',
  },
  settledUnseen: {
    what: 'How it ended is not known here: the book was put back from an older copy.',
    todo: 'Look for it in the payment service’s list.',
  },
} satisfies Record<ReasonCode, { what: string; todo: string }>;

/** Said behind a reason that is about the line: how the line is now. */
export const line = { down: 'There is no connection.', back: 'It is back now.' };
export const mismatch = {
  nothing: 'The approval named no amount, so the till gave it back at once.',
  other: (approved: string, asked: string) =>
    `${approved} was approved instead of ${asked}, so the till gave it back at once.`,
};

/** For the cashier, where a payment or a code was refused with this error type. */
export const refusals = {
  NO_SCAN_RECEIVED: {
    what: 'Nobody scanned the code in time.',
    todo: 'Try again with a new code, or ask for another way to pay.',
  },
  INVALID_TRAN_ID: {
    what: 'The code was no longer valid.',
    todo: 'Try again with a new code.',
  },
  PARTNER_UNKNOWN: {
    what: 'The customer’s app cannot pay at this shop.',
    todo: 'Ask for another app or another way to pay.',
  },
  DECLINED_BY_PARTNER: { what: 'The customer’s app refused the payment.', todo: otherTender },
  DECLINED_BY_ACQUIRER: { what: 'The shop’s bank refused the payment.', todo: otherTender },
  DECLINED_BY_ISSUER: {
    what: 'The bank behind the customer’s app refused the payment.',
    todo: otherTender,
  },
  DO_NOT_HONOR: {
    what: 'The customer’s bank refused the payment and gave no reason.',
    todo: otherTender,
  },
  INSUFFICIENT_FUNDS: {
    what: 'The customer does not have enough money there.',
    todo: 'Press Other tender for a smaller part by QR, or for another way to pay.',
  },
  INVALID_CARD_NUMBER: {
    what: 'The card in the customer’s app is not valid.',
    todo: 'Ask for another card in the app, or another way to pay.',
  },
  CARD_EXPIRED: {
    what: 'The card in the customer’s app has expired.',
    todo: 'Ask for another card in the app, or another way to pay.',
  },
  INVALID_ACCOUNT: {
    what: 'The account behind the customer’s app is not valid.',
    todo: otherTender,
  },
  INVALID_AMOUNT: {
    what: 'This amount is not accepted.',
    todo: 'Check the amount. If it is right, ask for another way to pay.',
  },
  INVALID_MERCHANT: {
    what: 'The payment service does not know this shop: the merchant settings are wrong.',
    todo: callAdmin,
  },
  FORMAT_ERROR: {
    what: 'The payment service could not read what this till sent.',
    todo: callAdmin,
  },
  FUNCTION_NOT_SUPPORTED: {
    what: 'QR payments are not offered on this till’s connection.',
    todo: callAdmin,
  },
  TRANSACTION_NOT_SUPPORTED: {
    what: 'This kind of payment is not offered to this shop.',
    todo: callAdmin,
  },
  ROUTING_ERROR: {
    what: 'The payment service finds no way to the customer’s app.',
    todo: `${otherTender} If it happens often, tell the store admin.`,
  },
  UPSTREAM_UNAVAILABLE: {
    what: 'The customer’s app cannot be reached at the moment.',
    todo: 'Try again in a moment, or ask for another way to pay.',
  },
  DUPLICATE_RECORD: {
    what: 'This payment’s number was used before, so this try does not count.',
    todo: 'Try again with a new code.',
  },
  GENERAL_ERROR: {
    what: 'The payment was refused without a reason.',
    todo: 'Try again with a new code, or ask for another way to pay.',
  },
} as Record<string, { what: string; todo: string }>;

/** Why not, in a few words, for the lines of the sale screen. */
export const shortReasons = {
  codeRefused: 'No code given',
  codeUnavailable: 'No code came',
  codeUnsafe: 'Code not safe',
  declined: 'Refused',
  noAnswer: 'No answer in time',
  connectionLost: 'The connection broke',
  answerNotFinal: 'Not known if paid',
  answerUnusable: 'Answer not readable',
  amountMismatch: 'Another amount approved',
  cancelled: 'Cancelled',
  voided: 'Voided',
  undecided: 'Nobody decided',
  abandoned: 'The till stopped',
  tillStopped: 'The till stopped',
  settledUnseen: 'End not known',
} satisfies Record<ReasonCode, string>;

export const shortRefusals = {
  ...declines,
  NO_SCAN_RECEIVED: 'Nobody scanned',
  GENERAL_ERROR: 'Refused',
} as Record<string, string>;
