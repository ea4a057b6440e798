// What a cashier is told when a payment did not come about. Pure: the catalogue is given.
import type { NotPaidReasonView } from '../../src-shared/contract/views/payment.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { formatMoney, type Money } from '../../src-shared/domain/money.ts';
import type { Texts } from '../texts/en/en.ts';

export type NotPaidWords = {
  /** What happened. */
  readonly what: string;
  /** What to do now. */
  readonly todo: string;
};

// Refusals that the till's settings, or what was agreed for this shop, are to blame for.
const settingsToBlame = new Set([
  'INVALID_MERCHANT',
  'FORMAT_ERROR',
  'FUNCTION_NOT_SUPPORTED',
  'TRANSACTION_NOT_SUPPORTED',
]);

/** Something was taken for the same sale before: that stays taken, whatever comes of the rest. */
export type PartTaken = { readonly rest: Money };

/** What the till knows beside the payment itself. */
export type NotPaidContext = {
  /** The line as it is now; the reason is of a moment ago. */
  readonly connection?: TillView['connection']['state'];
  readonly part?: PartTaken | null;
};

/** Words for a reason; an error type that we do not know counts as unspecified. */
export function notPaidWords(
  texts: Texts,
  reason: NotPaidReasonView,
  asked: Money,
  context: NotPaidContext = {},
): NotPaidWords {
  const words = wordsOf(texts, reason, asked, context);
  const { part } = context;
  // The usual advice would lead to a sale of its own, as if nothing had been taken of this one.
  return part ? { ...words, todo: partTodo(texts, reason, part, context) } : words;
}

function wordsOf(
  texts: Texts,
  reason: NotPaidReasonView,
  asked: Money,
  context: NotPaidContext,
): NotPaidWords {
  if (areCredentialsToBlame(reason, context)) {
    return texts.payment.credentialsRefused;
  }
  const general = texts.reasons[reason.code];
  switch (reason.code) {
    case 'declined':
    case 'codeRefused': {
      const known = reason.errorType ? texts.refusals[reason.errorType] : undefined;
      return known ?? general;
    }
    case 'amountMismatch': {
      const what = reason.approved
        ? texts.mismatch.other(formatMoney(reason.approved), formatMoney(asked))
        : texts.mismatch.nothing;
      return { what, todo: general.todo };
    }
    case 'codeUnavailable':
    case 'connectionLost':
      return { ...general, what: lineWords(texts, reason.code, context) };
    default:
      return general;
  }
}

// What is said of the line must agree with the status bar, which tells how it is now.
function lineWords(
  { reasons, line }: Texts,
  code: 'codeUnavailable' | 'connectionLost',
  { connection }: NotPaidContext,
): string {
  const { what } = reasons[code];
  if (connection === 'noConnection') return `${what} ${line.down}`;
  return connection === 'connected' && code === 'connectionLost' ? `${what} ${line.back}` : what;
}

function areCredentialsToBlame({ code }: NotPaidReasonView, { connection }: NotPaidContext) {
  return (code === 'declined' || code === 'codeRefused') && connection === 'credentialsRefused';
}

function partTodo(
  { payment }: Texts,
  reason: NotPaidReasonView,
  { rest }: PartTaken,
  context: NotPaidContext,
): string {
  const words = payment.partTaken;
  const left = formatMoney(rest);
  const isRefusal = reason.code === 'declined' || reason.code === 'codeRefused';
  const isAdmins = isRefusal && settingsToBlame.has(reason.errorType ?? '');
  if (isAdmins || areCredentialsToBlame(reason, context)) return words.callAdmin(left);
  return reason.code === 'settledUnseen' ? words.lookFirst(left) : words.tryRest(left);
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
