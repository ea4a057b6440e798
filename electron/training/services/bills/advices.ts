// What the intermediary makes of a confirmation or a reversal of a bill, given what its ledger says
// (protocol dossier billpay.md §5 and §6). Pure: the service writes and answers.
import { assertNever } from '../../../../src-shared/result.ts';
import type { BillErrorType } from '../../../../src-shared/services/bills/scenarios.ts';
import type { StoredBill } from './ledger.ts';
import type { AdviceMessage, AdviceOperation, Tender } from './wire.ts';

export type BillVerdict =
  /** 202. The entry as it stands after the advice. */
  | { readonly kind: 'taken'; readonly entry: StoredBill }
  /** There is nothing to reverse; it is remembered that somebody wanted to. */
  | { readonly kind: 'nothingToReverse' }
  | { readonly kind: 'refused'; readonly errorType: BillErrorType };

export function judgeBillAdvice(
  operation: AdviceOperation,
  entry: StoredBill | undefined,
  message: AdviceMessage,
): BillVerdict {
  const isRefund = operation === 'confirmRefund' || operation === 'reverseRefund';
  // An advice of a payment says nothing about a refund, and the other way round.
  if (entry && entry.kind !== null && (entry.kind === 'refund') !== isRefund) {
    return refused('FUNCTION_NOT_SUPPORTED');
  }
  return operation === 'confirmBillPayment' || operation === 'confirmRefund'
    ? judgeConfirmation(entry, message)
    : judgeReversal(entry, message);
}

function judgeConfirmation(entry: StoredBill | undefined, message: AdviceMessage): BillVerdict {
  if (!entry) return refused('UNABLE_TO_LOCATE_RECORD');
  switch (entry.state) {
    case 'declined':
      return refused('UNABLE_TO_LOCATE_RECORD');
    case 'confirmed':
    case 'reversed':
    case 'reversedUnknown':
      return refused('ACCOUNT_ALREADY_SETTLED');
    case 'reserved': {
      const { approvedMinor, currency } = entry;
      const whole = { amount: approvedMinor, currency };
      const final = message.amounts?.approvedAmount ?? whole;
      const isWithin = final.amount >= 0 && final.amount <= approvedMinor;
      if (!isWithin || final.currency !== currency) return refused('INVALID_AMOUNT');
      // A refund gives the whole payment back.
      if (entry.kind === 'refund' && final.amount !== approvedMinor) {
        return refused('INVALID_AMOUNT');
      }
      const tenders = 'tenders' in message ? message.tenders : [];
      if ('tenders' in message && !sumUpTo(tenders, final)) return refused('INVALID_AMOUNT');
      const confirmed = { ...entry, approvedMinor: final.amount, tenders };
      return { kind: 'taken', entry: { ...confirmed, state: 'confirmed' } };
    }
    default:
      return assertNever(entry.state);
  }
}

function judgeReversal(entry: StoredBill | undefined, message: AdviceMessage): BillVerdict {
  if (!entry || entry.state === 'reversedUnknown') return { kind: 'nothingToReverse' };
  // An amount in a reversal is what remains; we only offer to undo everything.
  if ((message.amounts?.approvedAmount?.amount ?? 0) !== 0) {
    return refused('FUNCTION_NOT_SUPPORTED');
  }
  switch (entry.state) {
    case 'declined':
      return { kind: 'taken', entry };
    case 'reserved':
      return { kind: 'taken', entry: { ...entry, state: 'reversed' } };
    case 'confirmed':
    case 'reversed':
      return refused('ACCOUNT_ALREADY_SETTLED');
    default:
      return assertNever(entry.state);
  }
}

function sumUpTo(
  tenders: readonly Tender[],
  final: { readonly amount: number; readonly currency: string | null },
): boolean {
  const sum = tenders.reduce((total, { amount }) => total + amount.amount, 0);
  return sum === final.amount && tenders.every(({ amount }) => amount.currency === final.currency);
}

function refused(errorType: BillErrorType): BillVerdict {
  return { kind: 'refused', errorType };
}
