// The customer’s phone, and what can be practised.
import type { ExerciseName, ScenarioName } from '../../../src-shared/contract/scenarios.ts';
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

export const practise = {
  title: 'Practise what to do when something goes wrong',
  exercises: {
    outage: {
      name: 'Lose the connection',
      note: 'For one minute nothing gets through. Sell in cash, and see here what waits.',
      begun: 'The connection is gone for one minute. It comes back by itself.',
    },
    refusedConfirmation: {
      name: 'Refuse the next confirmation',
      note: 'Sell something by QR. Its confirmation is refused, and stands here for a person.',
      begun: 'The next confirmation will be refused. Sell something by QR now.',
    },
    refusedReversal: {
      name: 'Refuse the next money back',
      note: 'Cancel or void a QR payment. The money back is refused, and stands here for a person.',
      begun: 'The next money back will be refused. Cancel or void a QR payment now.',
    },
  } satisfies Record<ExerciseName, { name: string; note: string; begun: string }>,
};
