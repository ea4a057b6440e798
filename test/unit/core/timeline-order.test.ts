import { describe, expect, it } from 'vitest';
import { orderTimeline } from '../../../electron/core/views/timeline-order.ts';
import type { TimelineEntry } from '../../../src-shared/contract/views/history.ts';
import { type QrOperation } from '../../../src-shared/services/qr/operations.ts';
import type { PaymentState } from '../../../src-shared/services/qr/payment.ts';

// A clock that is wrong in every way: each entry is stamped before the one it follows.
let stamps = 0;
function at(): string {
  stamps += 1;
  return `${2100 - stamps}-03-14T10:21:07.412+02:00`;
}

const state = (name: PaymentState) =>
  ({ kind: 'state', at: at(), state: name, reason: null, owes: null }) as const;
const sent = (operation: QrOperation): TimelineEntry => ({
  kind: 'sent',
  at: at(),
  operation,
  request: '{}',
});
const answered = (operation: QrOperation, late = false): TimelineEntry => ({
  kind: 'answered',
  at: at(),
  operation,
  answer: { at: at(), status: 200, silence: null, errorType: null, message: null },
  response: null,
  times: 1,
  late,
});
const exchange = (operation: QrOperation) => [sent(operation), answered(operation)];

function words(entries: readonly TimelineEntry[]): string[] {
  return entries.map((entry) => {
    if (entry.kind === 'state') return entry.state;
    const late = entry.kind === 'answered' && entry.late ? 'late ' : '';
    return 'operation' in entry ? `${late}${entry.operation} ${entry.kind}` : entry.kind;
  });
}

describe('the timeline', () => {
  it('of a sale tells what led to what, whatever the clock said', () => {
    const states = (
      ['requestingCode', 'awaitingCustomer', 'approved', 'approved', 'paid'] as const
    ).map(state);
    const others = [
      ...exchange('createQrCode'),
      ...exchange('pay'),
      ...exchange('confirmPayment'),
      ...exchange('confirmPayment'),
    ];
    expect(words(orderTimeline(states, others))).toEqual([
      'requestingCode',
      'createQrCode sent',
      'createQrCode answered',
      'awaitingCustomer',
      'pay sent',
      'pay answered',
      'approved',
      'approved',
      'paid',
      'confirmPayment sent',
      'confirmPayment answered',
      'confirmPayment sent',
      'confirmPayment answered',
    ]);
  });

  it('has a late approval and what a person did after the decision, in the order given', () => {
    const states = (['requestingCode', 'awaitingCustomer', 'notPaid'] as const).map(state);
    const closed: TimelineEntry = {
      kind: 'closed',
      at: at(),
      advice: 'reversal',
      person: 'store admin',
      reason: 'settled on the telephone',
    };
    const others = [
      ...exchange('createQrCode'),
      ...exchange('pay'),
      ...exchange('reversePayment'),
      closed,
      answered('pay', true),
      ...exchange('reversePayment'),
    ];
    expect(words(orderTimeline(states, others)).slice(4)).toEqual([
      'pay sent',
      'pay answered',
      'notPaid',
      'reversePayment sent',
      'reversePayment answered',
      'closed',
      'late pay answered',
      'reversePayment sent',
      'reversePayment answered',
    ]);
  });

  it('ends where the payment has come to', () => {
    expect(words(orderTimeline([state('requestingCode')], [sent('createQrCode')]))).toEqual([
      'requestingCode',
      'createQrCode sent',
    ]);
  });

  it('of a payment that was refused its code has no more', () => {
    const states = (['requestingCode', 'notPaid'] as const).map(state);
    expect(words(orderTimeline(states, exchange('createQrCode')))).toEqual([
      'requestingCode',
      'createQrCode sent',
      'createQrCode answered',
      'notPaid',
    ]);
  });
});
