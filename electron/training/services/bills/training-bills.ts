// What tests, the demo and a lesson can do with the bills of the intermediary, beside sending messages.
import type { BillScenario } from '../../../../src-shared/services/bills/scenarios.ts';
import { findBiller } from './account-rules.ts';
import { type TrainingAccount, trainingAccounts } from './accounts.ts';
import type { BillLedger, BillLedgerEntry } from './ledger.ts';
import type { BillService } from './service.ts';

/** An account of training with what is due on it now. */
export type ListedAccount = TrainingAccount & { readonly biller: string };

export type TrainingBills = {
  /**
   * For the next payment or refund. A lookup that comes before meets it instead when it can: `decline`,
   * `notOffered`, `silence` and the `answer5xx`.
   */
  choose(scenario: BillScenario): void;
  /** Sends the answers that `approveLate` holds back; how many there were. */
  releaseLate(): number;
  ledger(): BillLedgerEntry[];
  /** What is due in minor units, by number; less than nothing when more was paid. */
  balances(): Record<string, number>;
  /** Every account, notice and policy, with its biller's name and what is due now. */
  accounts(): ListedAccount[];
};

export function trainingBills(ledger: BillLedger, { requests }: BillService): TrainingBills {
  return {
    choose: (scenario) => requests.choose(scenario),
    releaseLate: () => requests.releaseLate(),
    ledger: () => ledger.entries(),
    balances: () => ledger.balances(),
    accounts: () =>
      trainingAccounts.map((account) => ({
        ...account,
        biller: findBiller(account.billerId)?.name ?? '',
        dueMinor: ledger.dueOf(account.number),
      })),
  };
}
