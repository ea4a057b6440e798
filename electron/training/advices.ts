// What the intermediary makes of a confirmation or a reversal, given what its ledger says about the
// payment (protocol dossier qr.md §6 and §7). Pure: the service writes and answers.
import { assertNever } from '../../src-shared/result.ts';
import type { ErrorType } from './answers.ts';
import type { StoredEntry } from './ledger.ts';
import type { Message } from './wire.ts';

export type Verdict =
  /** 202. The entry as it stands after the advice. */
  | { readonly kind: 'taken'; readonly entry: StoredEntry }
  | { readonly kind: 'refused'; readonly status: 400 | 404; readonly errorType: ErrorType }
  /** 404 without a body: there is nothing to reverse. */
  | { readonly kind: 'nothingToReverse' };

const settledAlready = {
  kind: 'refused',
  status: 400,
  errorType: 'ACCOUNT_ALREADY_SETTLED',
} as const;
const noSuchPayment = {
  kind: 'refused',
  status: 404,
  errorType: 'UNABLE_TO_LOCATE_RECORD',
} as const;

export function judgeConfirmation(
  entry: StoredEntry | undefined,
  message: Message<'confirmPayment'>,
): Verdict {
  if (!entry) return noSuchPayment;
  if (speaksOfAnotherCode(entry, message)) return refused('INVALID_TRAN_ID');
  switch (entry.state) {
    case 'open':
    case 'declined':
      return noSuchPayment;
    case 'settled':
    case 'released':
    case 'reversedUnknown':
      return settledAlready;
    case 'reserved': {
      const final = message.amounts?.approvedAmount;
      if (!final) return { kind: 'taken', entry: { ...entry, state: 'settled' } };
      // A partial confirmation settles less; more than was approved cannot be taken.
      const isWithin = final.amount >= 0 && final.amount <= entry.amountMinor;
      if (!isWithin || final.currency !== entry.currency) return refused('INVALID_AMOUNT');
      return { kind: 'taken', entry: { ...entry, state: 'settled', amountMinor: final.amount } };
    }
    default:
      return assertNever(entry.state);
  }
}

export function judgeReversal(
  entry: StoredEntry | undefined,
  message: Message<'reversePayment'>,
): Verdict {
  if (!entry || entry.state === 'reversedUnknown') return { kind: 'nothingToReverse' };
  if (speaksOfAnotherCode(entry, message)) return refused('INVALID_TRAN_ID');
  // An amount in a reversal is what remains taken; we only offer to give everything back.
  if ((message.amounts?.approvedAmount?.amount ?? 0) !== 0) {
    return refused('FUNCTION_NOT_SUPPORTED');
  }
  switch (entry.state) {
    case 'open':
    case 'reserved':
      return { kind: 'taken', entry: { ...entry, state: 'released' } };
    case 'declined':
      return { kind: 'taken', entry };
    case 'settled':
    case 'released':
      return settledAlready;
    default:
      return assertNever(entry.state);
  }
}

function speaksOfAnotherCode(entry: StoredEntry, { tranId }: { tranId?: string | undefined }) {
  return tranId !== undefined && entry.tranId !== null && tranId !== entry.tranId;
}

function refused(errorType: ErrorType): Verdict {
  return { kind: 'refused', status: 400, errorType };
}
