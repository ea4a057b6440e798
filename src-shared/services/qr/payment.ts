// A payment is one attempt to take (part of) a sale's total by QR: a union of five states. What is
// in a state is what was known when it was stored; see transition.ts for how one leads to the next.
import type { ThirdPartyIdentifier } from '../../domain/identifier.ts';
import type { Money } from '../../domain/money.ts';
import type { Stamp } from '../../domain/stamp.ts';

declare const brand: unique symbol;

/** Id of a payment, and `id` of its PaymentRequest on the wire (UUID v4, stored before sending). */
export type PaymentId = string & { readonly [brand]: 'PaymentId' };

/** What the intermediary issued: the id that joins all parties, and the text to draw. */
export type Code = { readonly tranId: string; readonly qrCode: string };

export type Party = { readonly id: string; readonly name: string };

/** A usable 201 to `pay`: money is reserved, not yet taken. */
export type Approval = {
  /** null when the answer named no approved amount: by the model that is zero. */
  readonly approved: Money | null;
  readonly partner: Party;
  readonly thirdPartyIdentifiers: readonly ThirdPartyIdentifier[];
  readonly slipLines: readonly string[];
  readonly issuerReference: string | null;
};

/** Why a payment did not come about. Codes are for programs; the window has the words. */
export type NotPaidReason =
  /** The intermediary refused to issue a code, with its own error type and message. */
  | {
      readonly code: 'codeRefused';
      readonly errorType: string | null;
      readonly message: string | null;
    }
  /** No code came: no connection, no answer, or an answer we could not use. */
  | { readonly code: 'codeUnavailable' }
  /** A code came that leads elsewhere, was used before or is none of this interface: never shown. */
  | { readonly code: 'codeUnsafe' }
  /** `pay` was refused for good. */
  | {
      readonly code: 'declined';
      readonly errorType: string | null;
      readonly message: string | null;
    }
  | { readonly code: 'noAnswer' | 'connectionLost' | 'answerNotFinal' | 'answerUnusable' }
  /** Approved, but not for what was asked. */
  | { readonly code: 'amountMismatch'; readonly approved: Money | null }
  | { readonly code: 'cancelled' | 'voided' }
  /** Approved, never shown before the till stopped, and nobody decided in time. */
  | { readonly code: 'undecided' }
  /** The till stopped before a code was asked for (`abandoned`) or while one was live. */
  | { readonly code: 'abandoned' | 'tillStopped' }
  /** Settled when this book was elsewhere, and it came back as it was before: not known how. */
  | { readonly code: 'settledUnseen' };

type Facts = {
  readonly id: PaymentId;
  readonly saleId: string;
  readonly saleNumber: string;
  /** 1 for the first try at this sale, 2 for the next, and so on. */
  readonly attempt: number;
  readonly amount: Money;
  /** `id` of the CreateQrCodeRequest. */
  readonly codeRequestId: string;
  readonly startedAt: Stamp;
};

export type RequestingCode = Facts & { readonly state: 'requestingCode' };
export type AwaitingCustomer = Facts & { readonly state: 'awaitingCustomer'; readonly code: Code };
export type Approved = Facts & {
  readonly state: 'approved';
  readonly code: Code;
  readonly approval: Approval;
  readonly approvedAt: Stamp;
  /** When the approval first stood on a screen; null until then. Starts the void window. */
  readonly shownAt: Stamp | null;
};
export type Paid = Facts & {
  readonly state: 'paid';
  readonly code: Code;
  readonly approval: Approval;
  readonly approvedAt: Stamp;
  readonly decidedAt: Stamp;
};
export type NotPaid = Facts & {
  readonly state: 'notPaid';
  readonly code: Code | null;
  readonly approval: Approval | null;
  readonly reason: NotPaidReason;
  readonly decidedAt: Stamp;
};

export type Payment = RequestingCode | AwaitingCustomer | Approved | Paid | NotPaid;
export type PaymentState = Payment['state'];
export const paymentStates = [
  'requestingCode',
  'awaitingCustomer',
  'approved',
  'paid',
  'notPaid',
] as const satisfies readonly PaymentState[];

/** Approved for less than was asked; only ever stored where the profile allows part payment. */
export function isPartApproval(payment: Approved | Paid): boolean {
  return (payment.approval.approved?.amountMinor ?? 0) < payment.amount.amountMinor;
}
