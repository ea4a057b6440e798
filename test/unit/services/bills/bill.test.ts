// What becomes of a bill, for every state and event, and what each status means for every operation.
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../../src-shared/domain/outcome.ts';
import {
  type Bill,
  type BillApproval,
  type BillEvent,
  decide,
} from '../../../../src-shared/services/bills/bill.ts';
import {
  billInterface,
  billOperationNames,
} from '../../../../src-shared/services/bills/operations.ts';

const at = '2026-03-14T11:03:41.902+02:00';
const approvalOf = (amountMinor: number, currency = '710'): BillApproval => ({
  approved: { amountMinor, currency },
  fee: null,
  biller: 'Karoo Municipality',
  thirdPartyIdentifiers: [],
  slipLines: [],
  issuerReference: 'KBC5518820',
  phoneNumber: null,
});
const facts = {
  id: '54dc7651-89f8-46dc-9f93-26be5a7eff0d',
  saleNumber: '000321',
  attempt: 1,
  amount: { amountMinor: 64_230, currency: '710' },
  asked: { kind: 'account', number: '8814400276153', biller: null },
} as const;
const asking: Bill = { ...facts, state: 'asking' };
const approval = approvalOf(64_230);
const approved: Bill = { ...facts, state: 'approved', approval, approvedAt: at };
const completed: Bill = { ...facts, approval, approvedAt: at, state: 'completed', decidedAt: at };
const notPaid: Bill = {
  ...facts,
  state: 'notPaid',
  approval: null,
  reason: { code: 'cancelled' },
  decidedAt: at,
  isUndone: true,
};

const tenders = [{ kind: 'cash', amountMinor: 64_230, reference: null }] as const;
const events = {
  approved: { type: 'approved', approval },
  approvedLess: { type: 'approved', approval: approvalOf(100) },
  approvedMore: { type: 'approved', approval: approvalOf(64_231) },
  approvedForeign: { type: 'approved', approval: approvalOf(64_230, '840') },
  approvedZero: { type: 'approved', approval: approvalOf(0) },
  approvedNothing: { type: 'approved', approval: { ...approval, approved: null } },
  declined: { type: 'declined', errorType: 'INVALID_AMOUNT', message: 'No', isFinal: true },
  declinedTwice: { type: 'declined', errorType: 'DUPLICATE_RECORD', message: '', isFinal: true },
  declinedBare: { type: 'declined', errorType: null, message: null, isFinal: false },
  noAnswer: { type: 'outcomeUnknown', why: 'noAnswer' },
  connectionLost: { type: 'outcomeUnknown', why: 'connectionLost' },
  answerNotFinal: { type: 'outcomeUnknown', why: 'answerNotFinal' },
  answerUnusable: { type: 'outcomeUnknown', why: 'answerUnusable' },
  completed: { type: 'completed', tenders },
  cancelled: { type: 'cancelled' },
  voided: { type: 'voided' },
  leftUndecided: { type: 'leftUndecided' },
  restarted: { type: 'restarted' },
  shown: { type: 'shown' },
} as const satisfies Record<string, BillEvent>;
type EventName = keyof typeof events;

// Written out again from the dossier (billpay.md §4, §5, §7), not from the code.
const fromAsking: Partial<Record<EventName, string>> = {
  approved: 'approved',
  approvedLess: 'approved',
  approvedMore: 'notPaid CANCELLED',
  approvedForeign: 'notPaid CANCELLED',
  approvedZero: 'notPaid CANCELLED',
  approvedNothing: 'notPaid CANCELLED',
  declined: 'notPaid',
  declinedTwice: 'notPaid RESPONSE_NOT_FINAL',
  declinedBare: 'notPaid RESPONSE_NOT_FINAL',
  noAnswer: 'notPaid TIMEOUT',
  connectionLost: 'notPaid TIMEOUT',
  answerNotFinal: 'notPaid RESPONSE_NOT_FINAL',
  answerUnusable: 'notPaid RESPONSE_NOT_FINAL',
  cancelled: 'notPaid CANCELLED',
  restarted: 'notPaid TIMEOUT',
};
const fromApproved: Partial<Record<EventName, string>> = {
  completed: 'completed confirmation',
  voided: 'notPaid CANCELLED',
  leftUndecided: 'notPaid CANCELLED',
};

function resultOf(bill: Bill, name: EventName): string | undefined {
  const step = decide(bill, events[name], at);
  if (!step) return undefined;
  const { owes } = step;
  const owed = owes && (owes.kind === 'reversal' ? owes.reason : owes.kind);
  return [step.bill.state, owed].filter((word) => word !== null).join(' ');
}

describe.each([
  ['asked for', asking, fromAsking],
  ['approved', approved, fromApproved],
  ['completed', completed, {}],
  ['not paid', notPaid, {}],
] as const)('a bill that is %s', (_, bill, expected) => {
  it.each(Object.keys(events) as EventName[])('%s', (name) => {
    expect(resultOf(bill, name)).toBe((expected as typeof fromAsking)[name]);
  });
});

it('is confirmed with the tenders that were taken', () => {
  expect(decide(approved, events.completed, at)?.owes).toEqual({ kind: 'confirmation', tenders });
});

describe.each(billOperationNames)('%s', (operation) => {
  it('has the right outcome for every status from 100 to 599; 404 is nowhere a success', () => {
    for (let status = 100; status <= 599; status += 1) {
      const expected = [200, 201, 202].includes(status)
        ? 'successful'
        : [500, 504].includes(status)
          ? 'unknown'
          : 'failed';
      expect(outcomeOf(billInterface, operation, { status }), String(status)).toBe(expected);
    }
  });
});
