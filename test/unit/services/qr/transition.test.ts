import { describe, expect, it } from 'vitest';
import type { Payment } from '../../../../src-shared/services/qr/payment.ts';
import { type PaymentEvent, transition } from '../../../../src-shared/services/qr/transition.ts';
import {
  approvalOf,
  approved,
  awaitingCustomer,
  notPaid,
  paid,
  requestingCode,
} from '../../../support/payments.ts';

const at = '2026-03-14T10:22:08.011+02:00';
const fullOnly = { partPaymentAllowed: false };
const partToo = { partPaymentAllowed: true };

const states: Payment[] = [
  requestingCode,
  awaitingCustomer,
  approved,
  { ...approved, shownAt: at },
  paid,
  notPaid,
];

const events = {
  codeIssued: {
    type: 'codeIssued',
    code: { tranId: 'new', qrCode: '000201' },
    thirdPartyIdentifiers: [],
  },
  codeNotIssued: { type: 'codeNotIssued', reason: { code: 'codeUnavailable' } },
  approved: { type: 'approved', approval: approvalOf(18_450) },
  approvedLess: { type: 'approved', approval: approvalOf(9_225) },
  approvedMore: { type: 'approved', approval: approvalOf(18_451) },
  approvedNothing: { type: 'approved', approval: { ...approvalOf(1), approved: null } },
  approvedZero: { type: 'approved', approval: approvalOf(0) },
  approvedForeign: { type: 'approved', approval: approvalOf(18_450, '840') },
  declined: { type: 'declined', errorType: 'DO_NOT_HONOR', message: 'No', explained: true },
  declinedBare: { type: 'declined', errorType: null, message: null, explained: false },
  duplicate: { type: 'declined', errorType: 'DUPLICATE_RECORD', message: null, explained: true },
  noAnswer: { type: 'outcomeUnknown', why: 'noAnswer' },
  connectionLost: { type: 'outcomeUnknown', why: 'connectionLost' },
  answerNotFinal: { type: 'outcomeUnknown', why: 'answerNotFinal' },
  answerUnusable: { type: 'outcomeUnknown', why: 'answerUnusable' },
  cancelled: { type: 'cancelled' },
  shown: { type: 'shown' },
  completed: { type: 'completed' },
  voided: { type: 'voided' },
  leftUndecided: { type: 'leftUndecided' },
  restarted: { type: 'restarted' },
} satisfies Record<string, PaymentEvent>;
type EventName = keyof typeof events;

// Everything that is not in this table must change nothing.
const table: Record<string, Partial<Record<EventName, string>>> = {
  requestingCode: {
    codeIssued: 'awaitingCustomer',
    codeNotIssued: 'notPaid codeUnavailable',
    cancelled: 'notPaid cancelled',
    restarted: 'notPaid abandoned',
  },
  awaitingCustomer: {
    approved: 'approved',
    approvedLess: 'notPaid amountMismatch + reversal CANCELLED',
    approvedMore: 'notPaid amountMismatch + reversal CANCELLED',
    approvedNothing: 'notPaid amountMismatch + reversal CANCELLED',
    approvedZero: 'notPaid amountMismatch + reversal CANCELLED',
    approvedForeign: 'notPaid amountMismatch + reversal CANCELLED',
    declined: 'notPaid declined',
    declinedBare: 'notPaid declined + reversal RESPONSE_NOT_FINAL',
    duplicate: 'notPaid declined + reversal RESPONSE_NOT_FINAL',
    noAnswer: 'notPaid noAnswer + reversal TIMEOUT',
    connectionLost: 'notPaid connectionLost + reversal TIMEOUT',
    answerNotFinal: 'notPaid answerNotFinal + reversal RESPONSE_NOT_FINAL',
    answerUnusable: 'notPaid answerUnusable + reversal RESPONSE_NOT_FINAL',
    cancelled: 'notPaid cancelled + reversal CANCELLED',
    restarted: 'notPaid tillStopped + reversal TIMEOUT',
  },
  approved: {
    shown: 'approved',
    completed: 'paid + confirmation',
    voided: 'notPaid voided + reversal CANCELLED',
    leftUndecided: 'notPaid undecided + reversal CANCELLED',
  },
  'approved, shown': {
    completed: 'paid + confirmation',
    voided: 'notPaid voided + reversal CANCELLED',
    leftUndecided: 'notPaid undecided + reversal CANCELLED',
  },
  paid: {},
  notPaid: {},
};

function nameOf(payment: Payment): string {
  return payment.state === 'approved' && payment.shownAt ? 'approved, shown' : payment.state;
}

function inWords(step: ReturnType<typeof transition>): string | undefined {
  if (!step) return undefined;
  const { payment, owes } = step;
  const reason = payment.state === 'notPaid' ? ` ${payment.reason.code}` : '';
  const advice = owes ? ` + ${owes.kind}` : '';
  return `${payment.state}${reason}${advice}${owes?.kind === 'reversal' ? ` ${owes.reason}` : ''}`;
}

describe('every event in every state', () => {
  for (const payment of states) {
    for (const name of Object.keys(events) as EventName[]) {
      const expected = table[nameOf(payment)]?.[name];
      it(`${nameOf(payment)}, ${name}: ${expected ?? 'changes nothing'}`, () => {
        expect(inWords(transition(payment, events[name], fullOnly, at))).toBe(expected);
      });
    }
  }
});

describe('part payment, where the profile allows it', () => {
  it('keeps a lower approval for the cashier to decide', () => {
    const step = transition(awaitingCustomer, events.approvedLess, partToo, at);
    expect(inWords(step)).toBe('approved');
  });

  it('still refuses more, nothing, zero and another currency', () => {
    for (const name of [
      'approvedMore',
      'approvedNothing',
      'approvedZero',
      'approvedForeign',
    ] as const) {
      const step = transition(awaitingCustomer, events[name], partToo, at);
      expect(inWords(step), name).toBe('notPaid amountMismatch + reversal CANCELLED');
    }
  });
});

it('a payment keeps its ids and amount through every transition', () => {
  for (const payment of states) {
    for (const event of Object.values(events)) {
      const next = transition(payment, event, partToo, at)?.payment;
      if (!next) continue;
      const { id, saleNumber, attempt, amount, codeRequestId, startedAt } = payment;
      expect(next).toMatchObject({ id, saleNumber, attempt, amount, codeRequestId, startedAt });
    }
  }
});

it('a payment that is not paid keeps the approval it had, for the reversal', () => {
  const step = transition(approved, events.voided, fullOnly, at);
  expect(step?.payment).toMatchObject({ approval: approved.approval, code: approved.code });
});
