// Sales as the history shows them: a line each, and one with all that happened to it. Reads only.
import type {
  PaymentRow,
  SaleEntry,
  SalePage,
  SaleRow,
} from '../../../src-shared/contract/views/history.ts';
import { balanceOf, linesOf, totalOf } from '../../../src-shared/domain/sale/sale.ts';
import { netOf } from '../../../src-shared/domain/sale/settle.ts';
import { readRows } from '../store/safe/unreadable.ts';
import type { Store } from '../store/store.ts';
import { postingsOf } from '../store/tables/postings.ts';
import { saleEventsOf } from '../store/tables/sale-events.ts';
import { findSale, type StoredSale } from '../store/tables/sales.ts';
import { billStories } from './bills.ts';
import { paymentRowOf, type QrPart, qrParts } from './payment-row.ts';
import { paymentStory } from './payment-story.ts';
import { lineView, tenderViews } from './sale.ts';

/** One line of the history. */
export function saleRow(store: Store, sale: StoredSale): SaleRow {
  const lines = linesOf(sale);
  const { changeMinor } = cashOf(store, sale);
  const money = (amountMinor: number) => ({ amountMinor, currency: sale.currency });
  const tenders = new Map<SaleRow['tenders'][number]['kind'], number>();
  for (const { kind, amount } of tenderViews(sale)) {
    tenders.set(kind, (tenders.get(kind) ?? 0) + amount.amountMinor);
  }
  const cash = tenders.get('cash');
  // More change than cash: a tender of it was lost with a part of the book.
  if (cash !== undefined) tenders.set('cash', Math.max(cash - changeMinor, 0));
  return {
    saleId: sale.id,
    number: sale.number,
    state: sale.state,
    openedAt: sale.openedAt,
    total: money(Math.abs(totalOf(lines))),
    lines: lines.length,
    name: lines.find(({ name }) => name !== null)?.name ?? null,
    tenders: [...tenders].map(([kind, amountMinor]) => ({ kind, amount: money(amountMinor) })),
    payment: tellingPayment(paymentRows(store, sale)),
  };
}

// The one that a person has to see to; else the one whose money is on its way back; else the newest.
function tellingPayment(rows: readonly PaymentRow[]): PaymentRow | null {
  const isIn = (state: 'attention' | 'owed') => (row: PaymentRow) => row.advice?.state === state;
  return rows.find(isIn('attention')) ?? rows.find(isIn('owed')) ?? rows.at(-1) ?? null;
}

/** One sale with all that is known of it, or undefined when there is none with this id. */
export function salePage(store: Store, saleId: string): SalePage | undefined {
  const sale = findSale(store, saleId);
  if (!sale) return undefined;
  const money = (amountMinor: number) => ({ amountMinor, currency: sale.currency });
  const { changeMinor, roundingMinor } = cashOf(store, sale);
  return {
    sale: saleRow(store, sale),
    endedAt: sale.endedAt,
    lines: sale.lines.map((line) => ({
      ...lineView(store, sale, line),
      isRemoved: line.isRemoved,
    })),
    tenders: sale.tenders.map(({ id, kind, amountMinor, reference, takenAt, returnedAt }) => ({
      tenderId: id,
      kind,
      amount: money(amountMinor),
      reference,
      takenAt,
      returnedAt,
    })),
    change: money(changeMinor),
    rounding: money(roundingMinor),
    bills: billStories(store, sale.purchases),
    payments: qrParts(sale.parts).flatMap((part) => readable(store, part, paymentStory)),
    entries: entriesOf(store, sale),
  };
}

// The newest that can be read tells how the sale stands.
function paymentRows(store: Store, { parts }: StoredSale): PaymentRow[] {
  return qrParts(parts).flatMap((part) => readable(store, part, paymentRowOf));
}

/** What is made of a transaction; nothing of one that contradicts itself, which is shown to a person. */
function readable<Value>(
  store: Store,
  part: QrPart,
  make: (store: Store, part: QrPart) => Value,
): Value[] {
  return readRows(store, 'transactions', [part.row], () => make(store, part));
}

// As it was posted: the rule by which cash is rounded may be another one since.
function cashOf(store: Store, sale: StoredSale) {
  if (sale.state !== 'completed') return balanceOf(sale, 'none');
  const postings = postingsOf(store, sale.id);
  const change = postings.filter(({ from, to }) => from === 'drawer' && to === 'sale');
  return {
    changeMinor: change.reduce((all, { amountMinor }) => all + amountMinor, 0),
    // Not negated: nothing would become less than nothing.
    roundingMinor: 0 - netOf('rounding', postings),
  };
}

function entriesOf(store: Store, sale: StoredSale): SaleEntry[] {
  return saleEventsOf(store, sale.id).map(({ at, kind, subject, amountMinor, name }) => {
    const isTender = kind === 'tenderTaken' || kind === 'tenderReturned';
    return {
      at,
      kind,
      amount: amountMinor === null ? null : { amountMinor, currency: sale.currency },
      name,
      tender: isTender ? (sale.tenders.find(({ id }) => id === subject)?.kind ?? null) : null,
      paymentId: kind === 'paymentStarted' || kind === 'approvalAsked' ? subject : null,
    };
  });
}
