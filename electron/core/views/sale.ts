// The sale on the counter and those that were put aside, as a window sees them. Reads only.
import type {
  LineView,
  ParkedSale,
  SaleView,
  TenderView,
} from '../../../src-shared/contract/views/sale.ts';
import {
  amountOf,
  isRefund,
  type Line,
  linesOf,
  mostParked,
  type OrderState,
  orderStateOf,
  ordersOf,
  tendersOf,
} from '../../../src-shared/domain/sale/sale.ts';
import type { Till } from '../counter/till.ts';
import type { Store } from '../store/store.ts';
import { parkedSales, type StoredSale } from '../store/tables/sales.ts';
import type { StoredPart } from '../store/tables/transactions.ts';
import { billLineView } from './bills.ts';

export function saleView(store: Store, sale: StoredSale, till: Till): SaleView {
  const balance = till.sales.balance(sale);
  const money = (amountMinor: number) => ({ amountMinor, currency: sale.currency });
  // Until then a part can be voided, and what is left counted anew.
  const isCompleted = sale.state === 'completed';
  const removed = sale.lines.findLast(({ isRemoved }) => isRemoved);
  return {
    saleId: sale.id,
    number: sale.number,
    state: sale.state,
    lines: linesOf(sale).map((line) => lineView(store, sale, line)),
    removed: removed ? lineView(store, sale, removed) : null,
    approval: approvalOf(sale),
    undoneWithinMs: till.undoneWithinMs(sale),
    tenders: tenderViews(sale),
    total: money(Math.abs(balance.totalMinor)),
    left: money(balance.leftMinor),
    cashLeft: money(balance.cashLeftMinor),
    payOut: money(balance.totalMinor < 0 ? balance.changeMinor : 0),
    change: money(isCompleted ? balance.changeMinor : 0),
    rounding: money(balance.roundingMinor),
  };
}

function approvalOf(sale: StoredSale): SaleView['approval'] {
  const states = ordersOf(sale).map((line) => orderStateOf(sale, line));
  const has = (...wanted: readonly OrderState[]) => states.some((state) => wanted.includes(state));
  if (states.length === 0) return 'none';
  if (has('asking')) return 'asking';
  if (has('notPaid', 'differs')) return 'blocked';
  return has('notAsked') ? 'needed' : 'ready';
}

export function lineView(store: Store, sale: StoredSale, line: Line): LineView {
  const { currency } = sale;
  return {
    lineId: line.id,
    name: line.name,
    unit: { amountMinor: line.unitMinor, currency },
    quantity: line.quantity,
    amount: { amountMinor: amountOf(line), currency },
    isRefund: isRefund(line),
    bill: billLineView(store, sale, line),
  };
}

/** What counts towards a sale. */
export function tenderViews(sale: StoredSale): TenderView[] {
  const isOpen = sale.state === 'open';
  const isPaid = ({ phase }: StoredPart) => phase === 'approved' || phase === 'completed';
  const byParts = sale.parts.filter(isPaid).map(
    ({ id, phase, approvedMinor, row }): TenderView => ({
      tenderId: id,
      kind: 'qr',
      amount: { amountMinor: approvedMinor, currency: sale.currency },
      reference: row.partner,
      canBeTakenBack: isOpen && phase === 'approved',
    }),
  );
  const byHand = tendersOf(sale).map(
    ({ id, kind, amountMinor, reference }): TenderView => ({
      tenderId: id,
      kind,
      amount: { amountMinor, currency: sale.currency },
      reference,
      canBeTakenBack: isOpen,
    }),
  );
  return [...byParts, ...byHand];
}

/** Oldest first. */
export function parkedViews(store: Store, till: Till): ParkedSale[] {
  const { sales } = till;
  return parkedSales(store, mostParked).map((sale) => {
    const { totalMinor, cardMinor, cashMinor, partsMinor } = sales.balance(sale);
    const lines = linesOf(sale);
    return {
      saleId: sale.id,
      number: sale.number,
      total: { amountMinor: Math.abs(totalMinor), currency: sale.currency },
      taken: { amountMinor: cardMinor + cashMinor + partsMinor, currency: sale.currency },
      lines: lines.length,
      name: lines.find(({ name }) => name !== null)?.name ?? null,
      openedAt: sale.openedAt,
      undoneWithinMs: till.undoneWithinMs(sale),
    };
  });
}
