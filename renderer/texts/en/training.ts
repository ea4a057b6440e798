// The customer’s phone.
import type { ScenarioName } from '../../../src-shared/contract/scenarios.ts';
import { isolated } from '../isolated.ts';
import { declines } from './reasons.ts';

export const phone = {
  title: 'Customer’s phone',
  asks: (shop: string) => `Pay ${isolated(shop)}`,
  approve: 'Scan and approve',
  decline: 'Decline',
  more: 'More',
  back: 'Back',
  show: 'Show the customer’s phone',
  hide: 'Put the phone away',
  cutPower: 'Cut the power',
  chosen: (what: string) => `Done: ${what}`,
  declines,
  scenarios: {
    approve: 'Scan and approve',
    decline: 'Decline',
    noScan: 'Nobody scans',
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
    garbage: 'Approve, but garble the answer',
  } satisfies Record<ScenarioName, string>,
};
