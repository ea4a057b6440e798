// Why a bill was not taken, and what to do about it.
import type { BillReasonView } from '../../../src-shared/contract/views/bills.ts';
import type { BillErrorType } from '../../../src-shared/services/bills/scenarios.ts';

/** What is said to a refusal, and what to do about it. */
export type Refusal = { readonly what: string; readonly todo: string };

const changeNumber = 'Compare the number with the bill.';
const callAdmin = 'Call the store admin: this till is not set up right for it.';
const elsewhere = 'It cannot be paid here. Send the customer to the biller.';
const tryLater = 'Try again in a moment.';

const notOffered: Refusal = { what: 'The biller does not offer this here.', todo: elsewhere };
const setUp = (what: string): Refusal => ({ what, todo: callAdmin });

/** Why nothing was paid, where no error type says it. */
export const reasons = {
  declined: { what: 'The biller refuses it.', todo: 'Ask the customer, or take it off.' },
  noAnswer: {
    what: 'The biller did not answer in time.',
    todo: 'Nothing is paid; the till tells the biller. Try again, or take it off.',
  },
  connectionLost: {
    what: 'The connection broke before the answer.',
    todo: 'Nothing is paid; the till tells the biller. Try again, or take it off.',
  },
  answerNotFinal: {
    what: 'The biller could not say whether it takes it.',
    todo: 'Nothing is paid; the till tells the biller. Try again, or take it off.',
  },
  answerUnusable: {
    what: 'The answer could not be used.',
    todo: 'Nothing is paid; the till tells the biller. Try again, or take it off.',
  },
  amountMismatch: {
    what: 'The biller answered with another amount.',
    todo: 'Nothing is paid; the till tells the biller. Ask what is due, and add it anew.',
  },
  cancelled: { what: 'It was called off.', todo: 'The biller is told. Try again to pay it.' },
  voided: { what: 'It was given back.', todo: 'The biller is told. Try again to pay it.' },
  undecided: {
    what: 'The time ran out, so it was given back.',
    todo: 'The biller is told. Try again if the customer is still here.',
  },
  tillStopped: {
    what: 'The till stopped before the answer.',
    todo: 'Nothing is paid; the till tells the biller. Try again, or take it off.',
  },
} satisfies Record<BillReasonView['code'], Refusal>;

export const refusals = {
  UNKNOWN_CUSTOMER_ACCOUNT: { what: 'The biller does not know this number.', todo: changeNumber },
  LUHN_CHECK_FAILED: { what: 'The number is mistyped.', todo: changeNumber },
  INVALID_AMOUNT: {
    what: 'The biller does not take this amount.',
    todo: 'Ask for another amount.',
  },
  BELOW_MINIMUM_ALLOWED_AMOUNT: {
    what: 'The amount is less than the biller takes.',
    todo: 'Ask for a larger amount.',
  },
  ABOVE_MAXIMUM_ALLOWED_AMOUNT: {
    what: 'The amount is more than the biller takes.',
    todo: 'Ask for a smaller amount.',
  },
  ACCOUNT_ALREADY_SETTLED: {
    what: 'Nothing is due: this bill is paid.',
    todo: 'Tell the customer. Take no money for it.',
  },
  RECEIVER_BLACKLISTED: { what: 'This biller is blocked.', todo: elsewhere },
  BLOCKED_USING_SETTLEMENT_ENTITY: {
    what: 'This biller cannot be paid at this shop.',
    todo: elsewhere,
  },
  INVALID_PRODUCT: setUp('The payment service does not know this kind of bill.'),
  INVALID_MERCHANT: setUp('The payment service does not know this shop.'),
  ROUTING_ERROR: setUp('The payment service found no way to the biller.'),
  FORMAT_ERROR: setUp('The payment service could not read the request.'),
  FUNCTION_NOT_SUPPORTED: notOffered,
  TRANSACTION_NOT_SUPPORTED: notOffered,
  UPSTREAM_UNAVAILABLE: { what: 'The biller cannot be reached now.', todo: tryLater },
  GENERAL_ERROR: { what: 'Something went wrong at the biller.', todo: tryLater },
  UNABLE_TO_LOCATE_RECORD: {
    what: 'The biller does not find this payment.',
    todo: 'Compare the reference with the slip and type it again.',
  },
  DUPLICATE_RECORD: {
    what: 'The biller has this request already.',
    todo: 'Take it off, and add it anew.',
  },
} satisfies Record<BillErrorType, Refusal>;
