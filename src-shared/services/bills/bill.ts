// A bill that is paid, or a payment of one that is given back: one transaction at the intermediary, a union
// of five states. What is in a state is what was known when it was stored; `decide` says how one leads to
// the next and what advice that owes. Pure.
import type { OwedAdvice, ReversalReason, TakenTender } from '../../domain/advice.ts';
import type { ThirdPartyIdentifier } from '../../domain/identifier.ts';
import type { Money } from '../../domain/money.ts';
import type { Stamp } from '../../domain/stamp.ts';
import type { BillKind } from './operations.ts';

/** Fewest and most characters of an account, notice or policy number (dossier billpay.md §3). */
export const numberLength = { least: 6, most: 40 } as const;
/** Most characters of an issuer reference that can be refunded (C17), and of why. */
export const mostRefundReference = 20;
export const mostRefundReason = 20;

/** What a line asks for. */
export type AskedBill =
  | {
      readonly kind: BillKind;
      /** Of the account, the notice or the policy. */
      readonly number: string;
      /** Whom it is paid to, as chosen or as a lookup said. */
      readonly biller: { readonly id: string; readonly name: string } | null;
    }
  | { readonly kind: 'refund'; readonly issuerReference: string; readonly reason: string };

/** A usable 201: the biller holds it for us, and has not booked it. */
export type BillApproval = {
  /** Null when the answer named no approved amount. */
  readonly approved: Money | null;
  /** Said apart, and never charged by the till. */
  readonly fee: Money | null;
  readonly biller: string | null;
  readonly thirdPartyIdentifiers: readonly ThirdPartyIdentifier[];
  readonly slipLines: readonly string[];
  readonly issuerReference: string | null;
  readonly phoneNumber: string | null;
};

/** Why nothing was paid. Codes are for programs; the window has the words. */
export type BillReason =
  | {
      readonly code: 'declined';
      readonly errorType: string | null;
      readonly message: string | null;
    }
  | { readonly code: 'noAnswer' | 'connectionLost' | 'answerNotFinal' | 'answerUnusable' }
  /** Approved for nothing, for more, or in another currency. */
  | { readonly code: 'amountMismatch'; readonly approved: Money | null }
  | { readonly code: 'cancelled' | 'voided' | 'undecided' | 'tillStopped' };

type Facts = {
  readonly id: string;
  readonly saleNumber: string;
  readonly attempt: number;
  readonly amount: Money;
  readonly asked: AskedBill;
};

export type Bill = Facts &
  (
    | { readonly state: 'asking' }
    | { readonly state: 'approved'; readonly approval: BillApproval; readonly approvedAt: Stamp }
    | {
        readonly state: 'completed';
        readonly approval: BillApproval;
        readonly approvedAt: Stamp;
        readonly decidedAt: Stamp;
      }
    | {
        readonly state: 'notPaid';
        readonly approval: BillApproval | null;
        readonly reason: BillReason;
        readonly decidedAt: Stamp;
        /** It owes a reversal, or has owed one. */
        readonly isUndone: boolean;
      }
  );

export type BillEvent =
  | { readonly type: 'approved'; readonly approval: BillApproval }
  /** Refused by status. `isFinal`: nobody but the intermediary can have said it, and nothing happened. */
  | {
      readonly type: 'declined';
      readonly errorType: string | null;
      readonly message: string | null;
      readonly isFinal: boolean;
    }
  | {
      readonly type: 'outcomeUnknown';
      readonly why: 'noAnswer' | 'connectionLost' | 'answerNotFinal' | 'answerUnusable';
    }
  | { readonly type: 'completed'; readonly tenders: readonly TakenTender[] }
  | { readonly type: 'cancelled' | 'voided' | 'leftUndecided' | 'restarted' | 'shown' };

export type BillStep = { readonly bill: Bill; readonly owes: OwedAdvice | null };

/** Applies an event at the moment `at`; null when it changes nothing. */
export function decide(bill: Bill, event: BillEvent, at: Stamp): BillStep | null {
  if (bill.state === 'asking') return fromAsking(bill, event, at);
  if (bill.state !== 'approved') return null;
  switch (event.type) {
    case 'completed':
      return {
        bill: { ...bill, state: 'completed', decidedAt: at },
        owes: { kind: 'confirmation', tenders: event.tenders },
      };
    case 'voided':
      return notPaid(bill, { code: 'voided' }, 'CANCELLED', at, bill.approval);
    case 'leftUndecided':
      return notPaid(bill, { code: 'undecided' }, 'CANCELLED', at, bill.approval);
    default:
      return null;
  }
}

// The request may be anywhere between us and the biller: every way out except a final refusal and a
// fitting approval owes a reversal.
function fromAsking(bill: Bill, event: BillEvent, at: Stamp): BillStep | null {
  switch (event.type) {
    case 'approved': {
      const { approval } = event;
      const { approved } = approval;
      if (!approved || !mayBeTaken(bill, approved)) {
        return notPaid(bill, { code: 'amountMismatch', approved }, 'CANCELLED', at, approval);
      }
      const { id, saleNumber, attempt, amount, asked } = bill;
      const facts = { id, saleNumber, attempt, amount, asked };
      return { bill: { ...facts, state: 'approved', approval, approvedAt: at }, owes: null };
    }
    case 'declined': {
      const { errorType, message, isFinal } = event;
      // An earlier copy of this id may be live: it is undone, never asked for again (dossier README §6).
      const safe = isFinal && errorType !== 'DUPLICATE_RECORD';
      const reversal = safe ? null : 'RESPONSE_NOT_FINAL';
      return notPaid(bill, { code: 'declined', errorType, message }, reversal, at);
    }
    case 'outcomeUnknown': {
      const answered = event.why === 'answerNotFinal' || event.why === 'answerUnusable';
      const reversal = answered ? 'RESPONSE_NOT_FINAL' : 'TIMEOUT';
      return notPaid(bill, { code: event.why }, reversal, at);
    }
    case 'cancelled':
      return notPaid(bill, { code: 'cancelled' }, 'CANCELLED', at);
    case 'restarted':
      return notPaid(bill, { code: 'tillStopped' }, 'TIMEOUT', at);
    default:
      return null;
  }
}

// Less may be taken by the cashier's word (billpay.md §4); never more, nothing, or other money.
function mayBeTaken({ amount }: Bill, approved: Money): boolean {
  return (
    approved.currency === amount.currency &&
    approved.amountMinor > 0 &&
    approved.amountMinor <= amount.amountMinor
  );
}

function notPaid(
  { id, saleNumber, attempt, amount, asked }: Bill,
  reason: BillReason,
  reversal: ReversalReason | null,
  at: Stamp,
  approval: BillApproval | null = null,
): BillStep {
  const facts = { id, saleNumber, attempt, amount, asked };
  const isUndone = reversal !== null;
  return {
    bill: { ...facts, state: 'notPaid', approval, reason, decidedAt: at, isUndone },
    owes: reversal ? { kind: 'reversal', reason: reversal } : null,
  };
}
