// Snapshots for tests of the window's words and rules.
import type { PaymentRow } from '../../../src-shared/contract/views/history.ts';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import type { AdviceRow } from '../../../src-shared/contract/views/queue.ts';
import type { TillView } from '../../../src-shared/contract/views/till.ts';

export const rand = (amountMinor: number) => ({ amountMinor, currency: '710' });

export const noReason = { errorType: null, message: null, approved: null };

const payment = {
  paymentId: 'e52fec14-2d75-4a6a-8584-0f4ce50ee168',
  saleNumber: '04-000318',
  attempt: 1,
  amount: rand(18_450),
};

export const awaiting = {
  ...payment,
  state: 'awaitingCustomer',
  qrCode: '000201',
  answerWithinMs: 42_000,
  answerTimeMs: 60_000,
} as const satisfies CurrentPaymentView;

export const approved = {
  ...payment,
  state: 'approved',
  approved: rand(18_450),
  partner: 'Protea Wallet',
  approvedAt: '2026-03-14T10:21:31.090+02:00',
  isPart: false,
  completion: { kind: 'confirms', withinMs: 8_000 },
} as const satisfies CurrentPaymentView;

export const paid = {
  ...payment,
  state: 'paid',
  approved: rand(18_450),
  partner: 'Protea Wallet',
  approvedAt: '2026-03-14T10:21:31.090+02:00',
  remaining: rand(0),
} as const satisfies CurrentPaymentView;

export const notPaid = {
  ...payment,
  state: 'notPaid',
  reason: { ...noReason, code: 'noAnswer' },
  decidedAt: '2026-03-14T10:22:08.011+02:00',
  reversal: 'owed',
  taken: rand(0),
} as const satisfies CurrentPaymentView;

export function till(changes: Partial<TillView> = {}): TillView {
  return {
    revision: 1,
    runId: 'first run',
    mode: 'live',
    problems: [],
    shop: { name: 'Kestrel Grocers Gardens', terminalId: 'KST04T02' },
    currency: { numeric: '710', code: 'ZAR', symbol: 'R', digits: 2 },
    maxAmountMinor: 500_000,
    connection: { state: 'connected', since: '2026-03-14T08:00:00.000+02:00', doubtsDate: false },
    owed: { confirmations: 0, reversals: 0, attention: 0, unreadable: 0, oldestSince: null },
    payment: null,
    storeNotices: [],
    recent: [],
    ...changes,
  };
}

/** A line of the history: of the same sale as the payments above, unless changed. */
export function row(changes: Partial<PaymentRow> = {}): PaymentRow {
  return {
    ...payment,
    approved: null,
    startedAt: '2026-03-14T10:20:58.400+02:00',
    state: 'paid',
    reason: null,
    partner: 'Protea Wallet',
    advice: null,
    ...changes,
  };
}

/** A line of the queue: a confirmation that was refused once, unless changed. */
export function adviceRow(changes: Partial<AdviceRow> = {}): AdviceRow {
  return {
    adviceId: '5c0f2b1e-3c1c-4c3a-9a57-0d0a7f0e1d10',
    paymentId: payment.paymentId,
    saleNumber: payment.saleNumber,
    amount: payment.amount,
    kind: 'confirmation',
    reason: null,
    state: 'owed',
    owedSince: '2026-03-14T10:21:40.000+02:00',
    attempts: 1,
    lastAnswer: {
      at: '2026-03-14T10:21:41.000+02:00',
      status: 400,
      silence: null,
      errorType: 'FORMAT_ERROR',
      message: 'The message is malformed',
    },
    nextTryInMs: null,
    ...changes,
  };
}
