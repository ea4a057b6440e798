// Snapshots for tests of the window's words and rules.
import type {
  CurrentPaymentView,
  PaymentRow,
  TillView,
} from '../../../src-shared/contract/views.ts';

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

export const notPaid = {
  ...payment,
  state: 'notPaid',
  reason: { ...noReason, code: 'noAnswer' },
  decidedAt: '2026-03-14T10:22:08.011+02:00',
  reversal: 'owed',
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
