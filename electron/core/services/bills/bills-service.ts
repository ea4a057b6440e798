// The bill payment interface as the engine carries it out: the rules (src-shared/services/bills), the
// messages and the meaning of answers put together.
import type { SaleCall } from '../../../../src-shared/domain/transaction.ts';
import { assertNever, invariant } from '../../../../src-shared/result.ts';
import { type Bill, type BillEvent, decide } from '../../../../src-shared/services/bills/bill.ts';
import {
  adviceOperations,
  type BillOperation,
  billInterface,
  billSettledBy,
  paymentOperations,
} from '../../../../src-shared/services/bills/operations.ts';
import type { Service } from '../../engine/service.ts';
import { usernameOf } from '../../set-up/credentials.ts';
import { keptBill, readAsked, readBill } from './bill-row.ts';
import { billEvent, judge } from './classify.ts';
import { adviceMessage, billRequest, sentBillRequest } from './messages.ts';

/** A biller may take a confirmation for no longer than an hour (billpay.md §5): after so long it is told of. */
const confirmWithinMs = 15 * 60_000;

export const billsService: Service<Bill, BillEvent> = {
  name: 'bills',
  kind: 'account',
  operations: billInterface.operations,
  adviceOperation: (kind, { asked }) =>
    adviceOperations[asked.kind === 'refund' ? 'refund' : 'payment'][kind],
  settledBy: billSettledBy,

  endpoint(profile) {
    const { bills } = profile.interfaces;
    if (!bills) return null;
    return {
      baseUrl: bills.baseUrl,
      username: usernameOf(profile),
      connectMs: bills.connectSeconds * 1_000,
      adviceDeadlineMs: bills.answerSeconds * 1_000,
      repeatOn503: profile.repeatAdviceOn503,
      confirmWithinMs,
    };
  },

  begin({ id, saleNumber, attempt, amount, order }) {
    const asked = order && readAsked(order.asked);
    invariant(asked, 'a bill is asked for by a line');
    const state: Bill = { id, saleNumber, attempt, amount, asked, state: 'asking' };
    const sends = asked.kind === 'refund' ? 'createRefund' : paymentOperations[asked.kind];
    return { state, owes: null, sends };
  },

  decide(bill, event, _profile, at) {
    const step = decide(bill, event, at);
    return step && { state: step.bill, owes: step.owes, sends: null };
  },

  onSale: (bill, call, tenders) =>
    call === 'completed' ? { type: 'completed', tenders } : eventOfCall(bill, call),

  unlessUsed: (event) => event,
  read: readBill,
  keep: keptBill,

  message: (_operation, bill, _event, profile, at) => billRequest(profile, bill, at),
  deadlineMs: (_operation, { interfaces: { bills } }) => (bills?.answerSeconds ?? 60) * 1_000,
  judge: (operation, answer, request) => judge(operation as BillOperation, answer, request),
  meaning: (operation, judged, { amount }) =>
    billEvent(operation as BillOperation, judged, amount.currency),

  advice: (advice, sent, bill, at) =>
    adviceMessage(advice, sentBillRequest.parse(JSON.parse(sent)), bill, at),

  doubt: () => null,
};

function eventOfCall(bill: Bill, call: Exclude<SaleCall, 'completed'>): BillEvent {
  switch (call) {
    case 'abandoned':
      return { type: bill.state === 'approved' ? 'voided' : 'cancelled' };
    case 'shown':
    case 'leftUndecided':
    case 'restarted':
      return { type: call };
    default:
      return assertNever(call);
  }
}
