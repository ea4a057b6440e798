// What the billers say to a number and to an amount (protocol dossier billpay.md §4 and §6). Pure.
import { fail, invariant, type Result, succeed } from '../../../../src-shared/result.ts';
import type { BillKind } from '../../../../src-shared/services/bills/operations.ts';
import type { BillErrorType } from '../../../../src-shared/services/bills/scenarios.ts';
import {
  type TrainingAccount,
  type TrainingBiller,
  trainingAccounts,
  trainingBillers,
  trainingCurrency,
} from './accounts.ts';

export type FoundAccount = { readonly account: TrainingAccount; readonly biller: TrainingBiller };

export function findBiller(id: string | undefined): TrainingBiller | undefined {
  return trainingBillers.find((biller) => biller.id === id);
}

/** The account, notice or policy with this number, at the receiver when one is named. */
export function findAccount(
  kind: BillKind,
  number: string,
  receiverId: string | undefined,
): Result<FoundAccount, BillErrorType> {
  const receiver = findBiller(receiverId);
  if (receiverId !== undefined && !receiver) return fail('ROUTING_ERROR');
  if (receiver?.allowed === false) return fail('RECEIVER_BLACKLISTED');
  if (kind === 'account' && isMistyped(number)) return fail('LUHN_CHECK_FAILED');
  const account = trainingAccounts.find((each) => each.kind === kind && each.number === number);
  if (!account || (receiver && receiver.id !== account.billerId)) {
    return fail('UNKNOWN_CUSTOMER_ACCOUNT');
  }
  const biller = findBiller(account.billerId);
  invariant(biller, 'every account of the table is at a biller of the table');
  return biller.allowed === false ? fail('RECEIVER_BLACKLISTED') : succeed({ account, biller });
}

/** Why this much cannot be paid, or null when it can. */
export function flawOfAmount(
  account: TrainingAccount,
  dueMinor: number,
  { amount, currency }: { readonly amount: number; readonly currency: string },
): BillErrorType | null {
  if (amount <= 0 || currency !== trainingCurrency) return 'INVALID_AMOUNT';
  if (dueMinor <= 0 && !account.overPayment) return 'ACCOUNT_ALREADY_SETTLED';
  if (amount < (account.leastMinor ?? 0)) return 'BELOW_MINIMUM_ALLOWED_AMOUNT';
  if (amount > (account.mostMinor ?? amount)) return 'ABOVE_MAXIMUM_ALLOWED_AMOUNT';
  if (amount < dueMinor && !account.partPayment) return 'INVALID_AMOUNT';
  if (amount > dueMinor && !account.overPayment) return 'INVALID_AMOUNT';
  return null;
}

function isMistyped(number: string): boolean {
  const isChecked = trainingBillers.some(
    ({ checkedPrefix }) => checkedPrefix !== undefined && number.startsWith(checkedPrefix),
  );
  return isChecked && !hasCheckDigit(number);
}

/** Whether the last digit is right: from the right, every second digit is doubled and its digits added. */
export function hasCheckDigit(number: string): boolean {
  if (!/^[0-9]+$/.test(number)) return false;
  const sum = number
    .split('')
    .toReversed()
    .reduce((total, character, index) => {
      const digit = Number(character) * (index % 2 === 0 ? 1 : 2);
      return total + (digit > 9 ? digit - 9 : digit);
    }, 0);
  return sum % 10 === 0;
}
