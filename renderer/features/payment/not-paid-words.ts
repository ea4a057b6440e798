// What a cashier is told when a payment did not come about. Pure: the catalogue is given.
import type { NotPaidReasonView } from '../../../src-shared/contract/views.ts';
import { formatMoney, type Money } from '../../../src-shared/domain/money.ts';
import type { Texts } from '../../texts/en.ts';

export type NotPaidWords = {
  /** What happened. */
  readonly what: string;
  /** What to do now. */
  readonly todo: string;
  /** Whether another try with a new code is the sensible next step. */
  readonly retryFirst: boolean;
};

// Refusals that a new code may get past; after any other the cashier asks for another way to pay.
const worthRetrying = new Set([
  'NO_SCAN_RECEIVED',
  'INVALID_TRAN_ID',
  'UPSTREAM_UNAVAILABLE',
  'DUPLICATE_RECORD',
  'GENERAL_ERROR',
]);

// The cashier's own decisions: trying again is possible, but not what they asked for.
const ownDecisions = new Set<NotPaidReasonView['code']>(['cancelled', 'voided']);

/** What the till knows beside the payment itself. */
export type NotPaidContext = { readonly areCredentialsRefused: boolean };

/** Words for a reason; an error type that we do not know counts as unspecified. */
export function notPaidWords(
  texts: Texts,
  reason: NotPaidReasonView,
  asked: Money,
  { areCredentialsRefused }: NotPaidContext = { areCredentialsRefused: false },
): NotPaidWords {
  const isRefusal = reason.code === 'declined' || reason.code === 'codeRefused';
  if (isRefusal && areCredentialsRefused) {
    return { ...texts.payment.credentialsRefused, retryFirst: false };
  }
  const general = texts.reasons[reason.code];
  switch (reason.code) {
    case 'declined':
    case 'codeRefused': {
      const known = reason.errorType ? texts.refusals[reason.errorType] : undefined;
      const words = known ?? general;
      return { ...words, retryFirst: worthRetrying.has(reason.errorType ?? '') };
    }
    case 'amountMismatch': {
      const what = reason.approved
        ? texts.mismatch.other(formatMoney(reason.approved), formatMoney(asked))
        : texts.mismatch.nothing;
      return { what, todo: general.todo, retryFirst: true };
    }
    default:
      return { ...general, retryFirst: !ownDecisions.has(reason.code) };
  }
}

/** The reason in a few words, for a line of a list; null where there is none. */
export function reasonLine(
  texts: Texts,
  reason: NotPaidReasonView | null,
  asked: Money,
): string | null {
  return reason ? notPaidWords(texts, reason, asked).what : null;
}

/** The reason in two or three words, where a line has little room; null where there is none. */
export function shortReason(texts: Texts, reason: NotPaidReasonView | null): string | null {
  if (!reason) return null;
  const isRefusal = reason.code === 'declined' || reason.code === 'codeRefused';
  const known = isRefusal ? texts.shortRefusals[reason.errorType ?? ''] : undefined;
  return known ?? texts.shortReasons[reason.code];
}
