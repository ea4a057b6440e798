// Snapshots for tests of the window's words and rules.
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import type { AdviceRow } from '../../../src-shared/contract/views/queue.ts';
import type { LineView, SaleView, TenderView } from '../../../src-shared/contract/views/sale.ts';
import type { TillView } from '../../../src-shared/contract/views/till.ts';

export const rand = (amountMinor: number) => ({ amountMinor, currency: '710' });

export const noReason = { errorType: null, message: null, approved: null };

const saleId = '7b0c7e6e-5a0d-4f0e-9d9a-0a8f3a0c51b2';

const payment = {
  paymentId: 'e52fec14-2d75-4a6a-8584-0f4ce50ee168',
  saleId,
  saleNumber: '04-000318',
  attempt: 1,
  amount: rand(18_450),
};

export const requesting = {
  ...payment,
  state: 'requestingCode',
} as const satisfies CurrentPaymentView;

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
  left: rand(0),
  completion: { kind: 'confirms', withinMs: 8_000 },
} as const satisfies CurrentPaymentView;

export const paid = {
  ...payment,
  state: 'paid',
  approved: rand(18_450),
  partner: 'Protea Wallet',
  approvedAt: '2026-03-14T10:21:31.090+02:00',
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
    sells: { bills: false },
    connection: { state: 'connected', since: '2026-03-14T08:00:00.000+02:00', doubtsDate: false },
    owed: {
      confirmations: 0,
      reversals: 0,
      attention: 0,
      unreadable: 0,
      oldestSince: null,
      lateSince: null,
    },
    sale: null,
    payment: null,
    parked: [],
    storeNotices: [],
    recent: [],
    ...changes,
  };
}

/** A line of a sale: one thing at R 18.99, unless changed. */
export function aLine(changes: Partial<LineView> = {}): LineView {
  const { unit = rand(1_899), quantity = 1 } = changes;
  return {
    lineId: '1d3f5a1c-0c55-4c0e-8f6b-6f2d0c7b9a01',
    name: null,
    unit,
    quantity,
    amount: rand(unit.amountMinor * quantity),
    isRefund: false,
    bill: null,
    ...changes,
  };
}

export function aTender(changes: Partial<TenderView> = {}): TenderView {
  return {
    tenderId: '4e6d2a9b-9b1f-4f6c-a2f7-3b8f5b0d7c11',
    kind: 'cash',
    amount: rand(6_000),
    reference: null,
    canBeTakenBack: true,
    ...changes,
  };
}

/** The sale on the counter: a basket of two lines that nothing was taken for, unless changed. */
export function aSale(changes: Partial<SaleView> = {}): SaleView {
  const lines = changes.lines ?? [
    aLine({
      lineId: 'e9c1a1a5-6a57-4b44-8f35-0d8b1a4f2c02',
      name: 'Groceries',
      unit: rand(14_652),
    }),
    aLine({ quantity: 2 }),
  ];
  const total = rand(lines.reduce((sum, { amount }) => sum + amount.amountMinor, 0));
  return {
    saleId,
    number: null,
    state: 'open',
    lines,
    removed: null,
    approval: 'none',
    undoneWithinMs: null,
    tenders: [],
    total,
    left: total,
    cashLeft: total,
    payOut: rand(0),
    change: rand(0),
    rounding: rand(0),
    ...changes,
  };
}

/** A line of the queue: a confirmation that was refused once, unless changed. */
export function adviceRow(changes: Partial<AdviceRow> = {}): AdviceRow {
  return {
    adviceId: '5c0f2b1e-3c1c-4c3a-9a57-0d0a7f0e1d10',
    paymentId: payment.paymentId,
    saleId,
    saleNumber: payment.saleNumber,
    amount: payment.amount,
    kind: 'confirmation',
    about: 'payment',
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
