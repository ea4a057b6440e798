// The one place that decides what becomes of a payment and what advice that decision owes. Pure:
// the caller stores payment and advice in one transaction, then acts. An event that does not fit
// the state (an approval after the time was up, a second press of a button) changes nothing.
import type { OwedAdvice, ReversalReason } from '../../domain/advice.ts';
import type { ThirdPartyIdentifier } from '../../domain/identifier.ts';
import type { Stamp } from '../../domain/stamp.ts';
import { assertNever } from '../../result.ts';
import type {
  Approval,
  Approved,
  AwaitingCustomer,
  Code,
  NotPaid,
  NotPaidReason,
  Payment,
  RequestingCode,
} from './payment.ts';

export type PaymentEvent =
  /** `thirdPartyIdentifiers` go into the payment request, and are kept with its text. */
  | {
      readonly type: 'codeIssued';
      readonly code: Code;
      readonly thirdPartyIdentifiers: readonly ThirdPartyIdentifier[];
    }
  | { readonly type: 'codeNotIssued'; readonly reason: NotPaidReason }
  | { readonly type: 'approved'; readonly approval: Approval }
  /** Refused by status. `explained`: with a well-formed ErrorDetail that answers this request. */
  | {
      readonly type: 'declined';
      readonly errorType: string | null;
      readonly message: string | null;
      readonly explained: boolean;
    }
  | {
      readonly type: 'outcomeUnknown';
      readonly why: 'noAnswer' | 'connectionLost' | 'answerNotFinal' | 'answerUnusable';
    }
  | { readonly type: 'cancelled' }
  | { readonly type: 'shown' }
  | { readonly type: 'completed' }
  | { readonly type: 'voided' }
  | { readonly type: 'leftUndecided' }
  | { readonly type: 'restarted' };

export type Rules = { readonly partPaymentAllowed: boolean };

/** The next payment and what it owes, or null when the event changes nothing. */
export type Step = { readonly payment: Payment; readonly owes: OwedAdvice | null } | null;

/** Applies an event at the moment `at`. */
export function transition(payment: Payment, event: PaymentEvent, rules: Rules, at: Stamp): Step {
  switch (payment.state) {
    case 'requestingCode':
      return fromRequestingCode(payment, event, at);
    case 'awaitingCustomer':
      return fromAwaitingCustomer(payment, event, rules, at);
    case 'approved':
      return fromApproved(payment, event, at);
    case 'paid':
    case 'notPaid':
      return null;
    default:
      return assertNever(payment);
  }
}

// No money can move yet, so nothing is ever owed from here.
function fromRequestingCode(payment: RequestingCode, event: PaymentEvent, at: Stamp): Step {
  switch (event.type) {
    case 'codeIssued':
      return { payment: { ...payment, state: 'awaitingCustomer', code: event.code }, owes: null };
    case 'codeNotIssued':
      return notPaid(payment, event.reason, null, at);
    case 'cancelled':
      return notPaid(payment, { code: 'cancelled' }, null, at);
    case 'restarted':
      return notPaid(payment, { code: 'abandoned' }, null, at);
    default:
      return null;
  }
}

// The payment request may be anywhere between us and the partner: every way out except an explained
// refusal and a fitting approval owes a reversal.
function fromAwaitingCustomer(
  payment: AwaitingCustomer,
  event: PaymentEvent,
  rules: Rules,
  at: Stamp,
): Step {
  switch (event.type) {
    case 'approved':
      if (!fits(payment, event.approval, rules)) {
        const reason = { code: 'amountMismatch', approved: event.approval.approved } as const;
        return notPaid(payment, reason, 'CANCELLED', at, event.approval);
      }
      return {
        payment: {
          ...payment,
          state: 'approved',
          approval: event.approval,
          approvedAt: at,
          shownAt: null,
        },
        owes: null,
      };
    case 'declined': {
      const { errorType, message } = event;
      // DUPLICATE_RECORD: an earlier copy of this id may be live. An unexplained refusal may be a
      // proxy speaking after the request went through. In both a reversal is owed, never a resend.
      const safe = event.explained && errorType !== 'DUPLICATE_RECORD';
      const reversal = safe ? null : 'RESPONSE_NOT_FINAL';
      return notPaid(payment, { code: 'declined', errorType, message }, reversal, at);
    }
    case 'outcomeUnknown': {
      const answered = event.why === 'answerNotFinal' || event.why === 'answerUnusable';
      const reversal = answered ? 'RESPONSE_NOT_FINAL' : 'TIMEOUT';
      return notPaid(payment, { code: event.why }, reversal, at);
    }
    case 'cancelled':
      return notPaid(payment, { code: 'cancelled' }, 'CANCELLED', at);
    case 'restarted':
      return notPaid(payment, { code: 'tillStopped' }, 'TIMEOUT', at);
    default:
      return null;
  }
}

// Money is reserved. It is taken only by a decision, and given back for free until then.
function fromApproved(payment: Approved, event: PaymentEvent, at: Stamp): Step {
  switch (event.type) {
    case 'shown':
      return payment.shownAt === null ? { payment: { ...payment, shownAt: at }, owes: null } : null;
    case 'completed': {
      const { shownAt: _, ...facts } = payment;
      return {
        payment: { ...facts, state: 'paid', decidedAt: at },
        owes: { kind: 'confirmation' },
      };
    }
    case 'voided':
      return notPaid(payment, { code: 'voided' }, 'CANCELLED', at, payment.approval);
    case 'leftUndecided':
      return notPaid(payment, { code: 'undecided' }, 'CANCELLED', at, payment.approval);
    default:
      return null;
  }
}

function fits(payment: AwaitingCustomer, { approved }: Approval, rules: Rules): boolean {
  if (approved === null || approved.currency !== payment.amount.currency) return false;
  if (approved.amountMinor === payment.amount.amountMinor) return true;
  const isPart = approved.amountMinor > 0 && approved.amountMinor < payment.amount.amountMinor;
  return isPart && rules.partPaymentAllowed;
}

function notPaid(
  payment: RequestingCode | AwaitingCustomer | Approved,
  reason: NotPaidReason,
  reversal: ReversalReason | null,
  at: Stamp,
  approval: Approval | null = null,
): Step {
  const { id, saleId, saleNumber, attempt, amount, codeRequestId, startedAt } = payment;
  const next: NotPaid = {
    id,
    saleId,
    saleNumber,
    attempt,
    amount,
    codeRequestId,
    startedAt,
    state: 'notPaid',
    code: payment.state === 'requestingCode' ? null : payment.code,
    approval,
    reason,
    decidedAt: at,
  };
  return { payment: next, owes: reversal ? { kind: 'reversal', reason: reversal } : null };
}
