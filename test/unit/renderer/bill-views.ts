// Bills as they are, for tests of the window.
import type {
  BillersView,
  BillLineView,
  BillLookupView,
  BillStory,
} from '../../../src-shared/contract/views/bills.ts';
import type { LineView, ParkedSale, SaleView } from '../../../src-shared/contract/views/sale.ts';
import { aLine, aSale, rand } from './views.ts';

export const billNumber = '8814400276153';

export const billers: BillersView = {
  listedAt: '2026-03-14T08:00:00.000+02:00',
  billers: [
    { id: '90121', name: 'Karoo Municipality', categories: ['Municipal'] },
    { id: '90122', name: 'Cape Water Board', categories: ['Municipal'] },
    { id: '90131', name: 'Blue Crane Insurance', categories: ['Insurance'] },
    { id: '90141', name: 'Drakensberg Traffic Department', categories: ['Traffic'] },
    { id: '90151', name: 'Fynbos Furnishers', categories: ['Retail accounts'] },
    { id: '90152', name: 'Protea School Fees', categories: ['Schools'] },
  ],
};

/** R 642.30 is due, of which less may be paid and not more, unless changed. */
export function lookup(
  changes: Partial<Extract<BillLookupView, { found: 'yes' }>> = {},
): Extract<BillLookupView, { found: 'yes' }> {
  return {
    found: 'yes',
    biller: 'Karoo Municipality',
    customer: 'N… P…',
    due: rand(64_230),
    dueDate: '2026-03-31',
    fee: null,
    least: rand(5_000),
    most: null,
    partPaymentAllowed: true,
    overPaymentAllowed: false,
    ...changes,
  };
}

export const refusedLookup: BillLookupView = {
  found: 'refused',
  errorType: 'UNKNOWN_CUSTOMER_ACCOUNT',
  message: 'Account not found',
};

/** Put aside while the biller holds it. */
export const parkedBill: ParkedSale = {
  saleId: 'a',
  number: '04-000318',
  total: rand(64_230),
  taken: rand(0),
  lines: 1,
  name: 'Karoo Municipality',
  openedAt: '2026-03-14T10:02:58.400+02:00',
  undoneWithinMs: 581_000,
};

/** A bill that the biller holds, unless changed. */
export function billStory(changes: Partial<BillStory> = {}): BillStory {
  return {
    transactionId: '54dc7651-89f8-46dc-9f93-26be5a7eff0d',
    kind: 'account',
    number: billNumber,
    biller: 'Karoo Municipality',
    phase: 'approved',
    amount: rand(64_230),
    approved: rand(64_230),
    fee: null,
    reason: null,
    slipLines: ['Karoo Municipality', 'Ref KBC5518820', 'Thank you for paying'],
    issuerReference: 'KBC5518820',
    phoneNumber: '021 999 0100',
    startedAt: '2026-03-14T11:03:02.530+02:00',
    advice: null,
    ...changes,
  };
}

export function refusedStory(changes: Partial<BillStory> = {}): BillStory {
  return billStory({
    phase: 'refused',
    approved: null,
    slipLines: [],
    issuerReference: null,
    phoneNumber: null,
    reason: {
      code: 'declined',
      errorType: 'UNKNOWN_CUSTOMER_ACCOUNT',
      message: 'Account not found',
      approved: null,
    },
    ...changes,
  });
}

/** A line of a sale that pays a bill; not asked for yet, unless changed. */
export function billLine(
  bill: Partial<BillLineView> = {},
  changes: Partial<LineView> = {},
): LineView {
  return aLine({
    lineId: 'a5c1c7b2-58a5-4d35-8f8e-8a4d3a4f2c03',
    unit: rand(64_230),
    bill: {
      kind: 'account',
      number: billNumber,
      biller: 'Karoo Municipality',
      state: 'notAsked',
      story: null,
      ...bill,
    },
    ...changes,
  });
}

/** A sale with something bought and a bill, which nothing was asked for yet, unless changed. */
export function billSale(changes: Partial<SaleView> = {}): SaleView {
  return aSale({
    lines: [aLine({ name: 'Groceries', unit: rand(14_652) }), billLine()],
    approval: 'needed',
    ...changes,
  });
}

/** One that a biller was asked for: it has a number. */
export function askedSale(changes: Partial<SaleView> = {}): SaleView {
  return billSale({ number: '04-000318', ...changes });
}

/** The payment of a bill that is to be given back; the biller has agreed, unless changed. */
export function refundSale(changes: Partial<SaleView> = {}): SaleView {
  const story = billStory({ kind: 'refund', number: 'KBC5518820' });
  return aSale({
    number: '04-000355',
    lines: [
      billLine({ kind: 'refund', number: 'KBC5518820', state: 'ready', story }, { isRefund: true }),
    ],
    approval: 'ready',
    undoneWithinMs: 581_000,
    total: rand(0),
    left: rand(0),
    cashLeft: rand(0),
    payOut: rand(64_230),
    ...changes,
  });
}
