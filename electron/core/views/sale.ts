// The sale on the counter and those that were put aside, as a window sees them. Reads only.
import type {
  LineView,
  ParkedSale,
  SaleView,
  TenderView,
} from '../../../src-shared/contract/views/sale.ts';
import { amountOf, type Line, linesOf, tendersOf } from '../../../src-shared/domain/sale/sale.ts';
import type { SaleBook } from '../counter/sale-book.ts';
import type { Store } from '../store/store.ts';
import { parkedSales, type StoredSale } from '../store/tables/sales.ts';
import type { StoredPart } from '../store/tables/transactions.ts';

/** Most sales that are shown as put aside. */
const parkedMost = 50;

export function saleView(sale: StoredSale, sales: SaleBook): SaleView {
  const balance = sales.balance(sale);
  const money = (amountMinor: number) => ({ amountMinor, currency: sale.currency });
  // Until then a part can be voided, and what is left counted anew.
  const isCompleted = sale.state === 'completed';
  const removed = sale.lines.findLast(({ isRemoved }) => isRemoved);
  return {
    saleId: sale.id,
    number: sale.number,
    state: sale.state,
    lines: linesOf(sale).map((line) => lineView(line, sale.currency)),
    removed: removed ? lineView(removed, sale.currency) : null,
    tenders: tenderViews(sale),
    total: money(balance.totalMinor),
    left: money(balance.leftMinor),
    cashLeft: money(balance.cashLeftMinor),
    change: money(isCompleted ? balance.changeMinor : 0),
    rounding: money(balance.roundingMinor),
  };
}

export function lineView(line: Line, currency: string): LineView {
  return {
    lineId: line.id,
    name: line.name,
    unit: { amountMinor: line.unitMinor, currency },
    quantity: line.quantity,
    amount: { amountMinor: amountOf(line), currency },
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
export function parkedViews(store: Store, sales: SaleBook): ParkedSale[] {
  return parkedSales(store, parkedMost).map((sale) => {
    const { totalMinor, cardMinor, cashMinor, partsMinor } = sales.balance(sale);
    const lines = linesOf(sale);
    return {
      saleId: sale.id,
      number: sale.number,
      total: { amountMinor: totalMinor, currency: sale.currency },
      taken: { amountMinor: cardMinor + cashMinor + partsMinor, currency: sale.currency },
      lines: lines.length,
      name: lines.find(({ name }) => name !== null)?.name ?? null,
      openedAt: sale.openedAt,
    };
  });
}
