// What the intermediary answers about bills, as plain bodies (protocol dossier billpay.md §3 and §6).
import type { BillKind, BillOperation } from '../../../../src-shared/services/bills/operations.ts';
import type { BillErrorType } from '../../../../src-shared/services/bills/scenarios.ts';
import { type Reply, reply } from '../../answers.ts';
import type { LedgerAmount } from '../../base-messages.ts';
import type { FoundAccount } from './account-rules.ts';
import {
  collector,
  type TrainingAccount,
  type TrainingBiller,
  trainingBillers,
  trainingCurrency,
} from './accounts.ts';
import { billPlaces, type LookupMessage, type PaymentMessage, type RefundMessage } from './wire.ts';

// At most 20 characters each: so it is declared, and a slip is narrow.
const messageOf: Readonly<Record<BillErrorType, string>> = {
  UNKNOWN_CUSTOMER_ACCOUNT: 'Account not found',
  LUHN_CHECK_FAILED: 'Number mistyped',
  INVALID_AMOUNT: 'Amount not accepted',
  BELOW_MINIMUM_ALLOWED_AMOUNT: 'Below the minimum',
  ABOVE_MAXIMUM_ALLOWED_AMOUNT: 'Above the maximum',
  ACCOUNT_ALREADY_SETTLED: 'Settled already',
  RECEIVER_BLACKLISTED: 'Biller is blocked',
  BLOCKED_USING_SETTLEMENT_ENTITY: 'Blocked by collector',
  INVALID_PRODUCT: 'Unknown product',
  INVALID_MERCHANT: 'Unknown merchant',
  ROUTING_ERROR: 'No route to biller',
  FORMAT_ERROR: 'Message malformed',
  FUNCTION_NOT_SUPPORTED: 'Not offered',
  TRANSACTION_NOT_SUPPORTED: 'Not offered here',
  UPSTREAM_UNAVAILABLE: 'Biller unreachable',
  GENERAL_ERROR: 'Something is wrong',
  UNABLE_TO_LOCATE_RECORD: 'No such payment',
  DUPLICATE_RECORD: 'Id was used before',
};

/** The message that an error is about. */
export type Concerned = {
  readonly operation: BillOperation;
  readonly id: string;
  /** Of the request, when it is an advice that failed. */
  readonly originalId?: string | undefined;
};

export type BillErrorFacts = {
  readonly errorType: BillErrorType;
  /** Absent: the usual words for this type. */
  readonly errorMessage?: string | undefined;
  readonly detailMessage?: object | undefined;
};

/** An ErrorDetail. */
export function billError(
  status: number,
  { operation, id, originalId }: Concerned,
  facts: BillErrorFacts,
): Reply {
  return reply(status, {
    id,
    requestType: billPlaces[operation].requestType,
    errorMessage: messageOf[facts.errorType],
    ...facts,
    ...(originalId !== undefined && { originalId }),
  });
}

export function billersList(): object[] {
  return trainingBillers.map(({ id, name, category, allowed = true }) => ({
    billerInstitution: { id, name },
    categories: [category],
    allowed,
  }));
}

const objectOf: Readonly<Record<BillKind, { object: string; number: string }>> = {
  account: { object: 'account', number: 'accountRef' },
  trafficFine: { object: 'trafficFine', number: 'noticeNumber' },
  policy: { object: 'policy', number: 'policyNumber' },
};

/** Body of the 200 to a lookup. */
export function lookupResponse(
  request: LookupMessage,
  { account, biller }: FoundAccount,
  time: string,
  dueMinor: number,
): object {
  return {
    ...common(request, { account, biller }, time, account.number),
    amounts: { ...limitsOf(account, biller), balanceAmount: money(dueMinor) },
    slipData: { messageLines: [{ text: biller.name }], phoneNumber: biller.phoneNumber },
  };
}

export type BillApproval = {
  readonly request: PaymentMessage | RefundMessage;
  readonly found: FoundAccount;
  readonly time: string;
  readonly requested: LedgerAmount;
  /** Null: the answer names no approved amount. */
  readonly approved: LedgerAmount | null;
  /** What is due once it is confirmed. */
  readonly dueMinor: number;
  readonly reference: string;
  /** What the answer says the number is: another one in training only. */
  readonly number: string;
};

/** Body of the 201 to a payment or a refund. */
export function approvalResponse(approval: BillApproval): object {
  const { request, found, requested, approved, reference } = approval;
  const { account, biller } = found;
  const isRefund = 'refundReason' in request;
  return {
    ...common(request, found, approval.time, approval.number),
    // Ours comes last and nobody else's is touched (dossier README §6).
    thirdPartyIdentifiers: [
      ...request.thirdPartyIdentifiers,
      { institutionId: collector.id, transactionIdentifier: reference },
    ],
    amounts: {
      ...('amounts' in request && request.amounts),
      ...(!isRefund && limitsOf(account, biller)),
      requestAmount: requested,
      ...(approved && { approvedAmount: approved }),
      balanceAmount: money(approval.dueMinor),
    },
    slipData: {
      messageLines: [
        { text: biller.name },
        { text: `${isRefund ? 'Refund of' : 'For'} ${approval.number}` },
        { text: `Ref ${reference}` },
      ],
      issuerReference: reference,
      phoneNumber: biller.phoneNumber,
    },
  };
}

/** The same in the shape of the public test server (dossier test-servers.md §2): a 200, not a 201. */
export function olderShape(approval: BillApproval): Reply {
  const { approved, dueMinor, reference } = approval;
  const body = approvalResponse(approval) as { amounts: object };
  const inLetters = (amount: number) => ({ amount, currency: 'ZAR' });
  return reply(200, {
    ...body,
    amounts: {
      ...body.amounts,
      ...(approved && { approvedAmount: inLetters(approved.amount) }),
      balanceAmount: inLetters(dueMinor),
    },
    slipData: {
      messageLines: [{ line: true }, { text: `Ref ${reference}` }, { cut: true }],
      issuerReference: reference,
    },
  });
}

function common(
  request: LookupMessage | PaymentMessage | RefundMessage,
  { account, biller }: FoundAccount,
  time: string,
  number: string,
): object {
  const { kind, dueDate, partPayment, overPayment } = account;
  const { basketRef, tranType, srcAccType, destAccType, stan, rrn } = request;
  return {
    id: request.id,
    time,
    originator: request.originator,
    client: request.client,
    settlementEntity: request.settlementEntity ?? collector,
    receiver: { id: biller.id, name: biller.name },
    thirdPartyIdentifiers: request.thirdPartyIdentifiers,
    // JSON leaves out what the request did.
    basketRef,
    tranType,
    srcAccType,
    destAccType,
    stan,
    rrn,
    [objectOf[kind].object]: { [objectOf[kind].number]: number, dueDate },
    customer: { firstName: 'Training', lastName: 'Customer' },
    partPaymentAllowed: partPayment,
    overPaymentAllowed: overPayment,
  };
}

function limitsOf({ leastMinor, mostMinor }: TrainingAccount, { feeMinor }: TrainingBiller) {
  return {
    ...(leastMinor !== undefined && { minPayableAmount: money(leastMinor) }),
    ...(mostMinor !== undefined && { maxPayableAmount: money(mostMinor) }),
    ...(feeMinor !== undefined && { feeAmount: money(feeMinor) }),
  };
}

function money(amount: number): LedgerAmount {
  return { amount, currency: trainingCurrency };
}
