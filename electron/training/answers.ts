// What the intermediary answers, as plain bodies of the QR interface (protocol dossier qr.md §2).
import type { Message } from './wire.ts';

export type Reply = {
  readonly kind: 'reply';
  readonly status: number;
  /** JSON text as it goes out; null: no body. */
  readonly text: string | null;
  readonly headers?: Readonly<Record<string, string>> | undefined;
};

/** What to do with the connection that asked. */
export type Answer =
  | Reply
  /** The connection breaks. */
  | { readonly kind: 'break' }
  /** Nothing ever comes. */
  | { readonly kind: 'never' };

/** Takes the answer to one request; called at most once. */
export type Respond = (answer: Answer) => void;

/** Every error type of the interface (qr.md §3). */
export const errorTypes = [
  'ACCOUNT_ALREADY_SETTLED',
  'CARD_EXPIRED',
  'DECLINED_BY_ACQUIRER',
  'DECLINED_BY_ISSUER',
  'DECLINED_BY_PARTNER',
  'DO_NOT_HONOR',
  'DUPLICATE_RECORD',
  'FORMAT_ERROR',
  'FUNCTION_NOT_SUPPORTED',
  'GENERAL_ERROR',
  'INSUFFICIENT_FUNDS',
  'INVALID_ACCOUNT',
  'INVALID_AMOUNT',
  'INVALID_CARD_NUMBER',
  'INVALID_MERCHANT',
  'INVALID_TRAN_ID',
  'NO_SCAN_RECEIVED',
  'PARTNER_UNKNOWN',
  'ROUTING_ERROR',
  'TRANSACTION_NOT_SUPPORTED',
  'UNABLE_TO_LOCATE_RECORD',
  'UPSTREAM_UNAVAILABLE',
] as const;
export type ErrorType = (typeof errorTypes)[number];

const messageOf: Readonly<Record<ErrorType, string>> = {
  ACCOUNT_ALREADY_SETTLED: 'The payment is settled already',
  CARD_EXPIRED: 'The card has expired',
  DECLINED_BY_ACQUIRER: 'Declined by the acquirer',
  DECLINED_BY_ISSUER: 'Declined by the card issuer',
  DECLINED_BY_PARTNER: 'Declined by the wallet',
  DO_NOT_HONOR: 'Declined',
  DUPLICATE_RECORD: 'This id was used before',
  FORMAT_ERROR: 'The message is malformed',
  FUNCTION_NOT_SUPPORTED: 'This function is not offered',
  GENERAL_ERROR: 'Something went wrong',
  INSUFFICIENT_FUNDS: 'Insufficient funds',
  INVALID_ACCOUNT: 'The account is not valid',
  INVALID_AMOUNT: 'The amount is not acceptable',
  INVALID_CARD_NUMBER: 'The card is not valid',
  INVALID_MERCHANT: 'The merchant is not recognised',
  INVALID_TRAN_ID: 'The code is unknown, expired or used',
  NO_SCAN_RECEIVED: 'QR code was not scanned in time',
  PARTNER_UNKNOWN: 'The wallet is not connected',
  ROUTING_ERROR: 'No route to the wallet',
  TRANSACTION_NOT_SUPPORTED: 'This transaction is not offered',
  UNABLE_TO_LOCATE_RECORD: 'No such payment',
  UPSTREAM_UNAVAILABLE: 'The wallet cannot be reached',
};

export function reply(status: number, body: object): Reply {
  return { kind: 'reply', status, text: JSON.stringify(body) };
}

export type ErrorFacts = {
  readonly errorType: ErrorType;
  /** At most 40 characters; absent: the usual words for this type. */
  readonly errorMessage?: string | undefined;
  readonly originalId?: string | undefined;
  readonly tranId?: string | undefined;
  readonly detailMessage?: object | undefined;
};

/**
 * An ErrorDetail. Its `id` is declared with at most 20 characters, though its description speaks of
 * a UUID (36): we keep to the declaration, so that our answers are valid. 16 hex digits.
 */
export function errorAnswer(status: number, uuid: string, facts: ErrorFacts): Reply {
  return reply(status, {
    id: uuid.replaceAll('-', '').slice(0, 16),
    errorMessage: messageOf[facts.errorType],
    ...facts,
  });
}

/** Text of the QR code: format version, then one template with the transaction id (qr.md §8). */
export function qrCodeText(tranId: string): string {
  return (
    dataObject('00', '01') +
    dataObject('26', dataObject('00', 'za.co.until') + dataObject('01', tranId))
  );
}

function dataObject(tag: string, value: string): string {
  return tag + String(value.length).padStart(2, '0') + value;
}

export type Approval = {
  readonly request: Message<'pay'>;
  readonly time: string;
  /** Null: the answer names no approved amount. */
  readonly approved: { readonly amount: number; readonly currency: string } | null;
  readonly partner: { readonly id: string; readonly name: string };
  /** The partner's own id of the payment; 1 to 40 capitals or digits. */
  readonly reference: string;
  readonly scan: Message<'notifyScan'> | null;
};

/** Body of the 201 to `pay` (PaymentResponse, qr.md §2.4). */
export function paymentResponse(approval: Approval): object {
  const { request, approved, partner, reference, scan } = approval;
  const token = scan?.partnerPaymentToken ?? request.partnerPaymentToken;
  return {
    ...request,
    time: approval.time,
    settlementEntity: scan?.settlementEntity ?? request.settlementEntity ?? partner,
    receiver: scan?.receiver ?? request.receiver ?? partner,
    // Ours comes last and nobody else's is touched (dossier README §6).
    thirdPartyIdentifiers: [
      ...request.thirdPartyIdentifiers,
      ...(scan?.thirdPartyIdentifiers ?? []),
      { institutionId: partner.id, transactionIdentifier: reference },
    ],
    partner,
    amounts: { ...request.amounts, ...(approved && { approvedAmount: approved }) },
    ...(approved && { tenders: [{ tenderType: 'WALLET', amount: approved }] }),
    slipData: {
      messageLines: [{ text: `Paid with ${partner.name}` }, { text: `Reference ${reference}` }],
      issuerReference: reference,
    },
    ...(token !== undefined && { partnerPaymentToken: token }),
  };
}
