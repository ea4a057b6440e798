// Bills in training: numbers to practise with, and what the biller does next.
import type { BillScenarioName } from '../../../src-shared/services/bills/scenarios.ts';

export const practice = {
  title: 'Practise',
  numbers: 'Numbers to practise with',
  accounts: [
    ['8814400276153', 'An account with R 642.30 due', 'account'],
    ['94/24615/657/109889', 'A traffic fine', 'trafficFine'],
    ['6870430078', 'An insurance policy', 'policy'],
  ] as const,
  next: 'The biller’s next answer',
  why: 'Refused because',
  chosen: (what: string) => `The next answer: ${what}.`,
  scenarios: {
    approve: 'As usual',
    decline: 'Refuse it',
    notOffered: 'Not offered here',
    approveLate: 'Approve too late',
    loseAnswer: 'Approve, then lose the answer',
    silence: 'Never answer',
    answer500: 'Approve, but answer “error” (500)',
    answer503: 'Answer “not available” (503)',
    answer504: 'Approve, but answer “no answer” (504)',
    approvePart: 'Approve half',
    approveMore: 'Approve too much',
    approveForeign: 'Approve another currency',
    approveNothing: 'Approve without an amount',
    otherAccount: 'Answer for another account',
    garbage: 'Approve, but garble the answer',
    olderShape: 'Approve in the older form',
  } satisfies Record<BillScenarioName, string>,
};
