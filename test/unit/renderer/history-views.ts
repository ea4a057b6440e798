// Sales as they were, for tests of the history, the reports and their screens.
import type {
  PaymentRow,
  PaymentStory,
  SaleEntry,
  SalePage,
  SaleRow,
} from '../../../src-shared/contract/views/history.ts';
import type { ReportView } from '../../../src-shared/contract/views/reports.ts';
import { noReason, rand } from './views.ts';

export const saleId = '7a2f6c1e-0b1d-4d8e-9a55-2f4b8c6e0a11';

/** A QR payment that was paid whole and is confirmed, unless changed. */
export function paymentRow(changes: Partial<PaymentRow> = {}): PaymentRow {
  return {
    paymentId: 'e52fec14-2d75-4a6a-8584-0f4ce50ee168',
    saleNumber: '04-000318',
    attempt: 1,
    amount: rand(18_450),
    approved: rand(18_450),
    startedAt: '2026-03-14T10:20:58.400+02:00',
    state: 'paid',
    reason: null,
    partner: 'Protea Wallet',
    advice: {
      kind: 'confirmation',
      state: 'delivered',
      settledAt: '2026-03-14T10:21:42.000+02:00',
    },
    ...changes,
  };
}

/** One that was refused and of which nothing is owed, unless changed. */
export function refusedRow(changes: Partial<PaymentRow> = {}): PaymentRow {
  return paymentRow({
    state: 'notPaid',
    approved: null,
    partner: null,
    reason: { ...noReason, code: 'declined', errorType: 'INSUFFICIENT_FUNDS' },
    advice: null,
    ...changes,
  });
}

/** A line of the history: a sale that was paid by that payment, unless changed. */
export function saleRow(changes: Partial<SaleRow> = {}): SaleRow {
  return {
    saleId,
    number: '04-000318',
    state: 'completed',
    openedAt: '2026-03-14T10:20:41.000+02:00',
    total: rand(18_450),
    lines: 1,
    name: null,
    tenders: [{ kind: 'qr', amount: rand(18_450) }],
    payment: paymentRow(),
    ...changes,
  };
}

export function story(changes: Partial<PaymentStory> = {}): PaymentStory {
  const at = '2026-03-14T10:21:31.090+02:00';
  const answer = { at, status: 201, silence: null, errorType: null, message: null };
  return {
    payment: paymentRow(),
    tranId: 'Q7K2M4XA',
    slipLines: ['THANK YOU'],
    issuerReference: 'REF 1',
    timeline: [
      { kind: 'state', at, state: 'awaitingCustomer', reason: null, owes: null },
      { kind: 'sent', at, operation: 'pay', request: '{"id":"e52fec14"}' },
      {
        kind: 'answered',
        at,
        operation: 'pay',
        answer,
        response: '{"approved":18450}',
        times: 1,
        late: false,
      },
      { kind: 'state', at, state: 'approved', reason: null, owes: null },
      { kind: 'state', at, state: 'paid', reason: null, owes: 'confirmation' },
    ],
    ...changes,
  };
}

export function entry(kind: SaleEntry['kind'], changes: Partial<SaleEntry> = {}): SaleEntry {
  const at = '2026-03-14T10:20:41.000+02:00';
  return { at, kind, amount: null, name: null, tender: null, paymentId: null, ...changes };
}

export function salePage(changes: Partial<SalePage> = {}): SalePage {
  const { paymentId } = paymentRow();
  return {
    sale: saleRow(),
    endedAt: '2026-03-14T10:21:41.000+02:00',
    lines: [
      {
        lineId: 'c1',
        name: null,
        unit: rand(18_450),
        quantity: 1,
        amount: rand(18_450),
        isRefund: false,
        bill: null,
        isRemoved: false,
      },
    ],
    tenders: [],
    change: rand(0),
    rounding: rand(0),
    bills: [],
    payments: [story()],
    entries: [
      entry('opened'),
      entry('lineAdded', { amount: rand(18_450) }),
      entry('paymentStarted', { at: '2026-03-14T10:20:58.400+02:00', paymentId }),
      entry('completed', { at: '2026-03-14T10:21:41.000+02:00' }),
    ],
    ...changes,
  };
}

const counted = (count: number, amountMinor: number) => ({ count, amount: rand(amountMinor) });

export function report(changes: Partial<ReportView> = {}): ReportView {
  return {
    day: '2026-11-21',
    beginsHour: 0,
    today: '2026-11-21',
    firstDay: '2026-11-02',
    sales: counted(1, 18_450),
    tenders: { qr: counted(1, 18_450), cash: counted(0, 0), card: counted(0, 0) },
    bills: counted(0, 0),
    refunds: counted(0, 0),
    change: rand(0),
    held: { count: 0, amount: rand(0) },
    rounding: rand(0),
    notPaid: { count: 0, declined: 0, cancelled: 0, voided: 0, unanswered: 0 },
    byPartner: [{ partner: 'Protea Wallet', ...counted(1, 18_450) }],
    confirmed: counted(1, 18_450),
    unconfirmed: counted(0, 0),
    closed: counted(0, 0),
    ...changes,
  };
}
