// Settles what was under way when the till stopped. A request that was out is judged by its service's
// rule. The newest sale stands on the counter as it was, and its approvals wait for the cashier there; any
// other that was left open comes to the end that it would have come to.
import { linesOf, ordersOf } from '../../../src-shared/domain/sale/sale.ts';
import { approvedOf, openOfSale } from '../../../src-shared/domain/sale/settle.ts';
import type { Runner } from '../engine/runner.ts';
import { isOfDisk } from '../store/safe/disk-trouble.ts';
import type { Store } from '../store/store.ts';
import { openSales, type StoredSale } from '../store/tables/sales.ts';
import { openTransactions, setAside, type TransactionRow } from '../store/tables/transactions.ts';
import type { SaleBook } from './sale-book.ts';

/** @param services those that are set up: what another holds is given back at once */
export function recoverSales(
  store: Store,
  sales: SaleBook,
  runner: Runner,
  services: readonly string[],
): void {
  for (const transaction of openTransactions(store)) {
    try {
      settleOne(transaction, sales, runner, services.includes(transaction.service));
    } catch (error) {
      if (isOfDisk(error)) throw error;
      // Its rows contradict each other. A person has to look at it; the others are settled.
      setAside(store, transaction.id, error);
    }
  }
  const here = sales.onCounter?.id;
  for (const sale of openSales(store)) if (sale.id !== here) endSale(sale, sales, runner);
}

function settleOne(
  { id, sale_id: saleId, line_id: lineId, phase }: TransactionRow,
  sales: SaleBook,
  runner: Runner,
  isThere: boolean,
) {
  if (phase !== 'approved') {
    runner.tell(id, 'restarted');
    return;
  }
  const sale = sales.find(saleId);
  if (!sale) throw new Error('the sale of an approved transaction cannot be read');
  // All of a sale completes in one commit, or is undone: what a mended book says otherwise is made so.
  if (sale.state === 'completed') {
    const told = sales.tendersByOrder(sale).find((each) => each.id === id);
    // Of a line that was taken off nothing was sold.
    const isSold = lineId === null || told !== undefined;
    runner.tell(id, isSold ? 'completed' : 'abandoned', told?.tenders);
  } else if (sale.state !== 'open' || !isThere) runner.tell(id, 'abandoned');
}

function endSale(sale: StoredSale, sales: SaleBook, runner: Runner): void {
  const isShown = approvedOf(sale.parts).every(({ row }) => row.shown_at !== null);
  // What a far end holds for a line may be too old, and a refund is given out by a person alone.
  const isPlain = linesOf(sale).length > 0 && ordersOf(sale).length === 0;
  const isPaid = isPlain && isShown && sales.balance(sale).leftMinor === 0;
  const entries = sales.commit('endSale', (at) => {
    const completed = isPaid ? sales.settle(sale.id, 'complete', at) : null;
    const ended = completed?.ok ? completed : sales.settle(sale.id, 'abandon', at);
    if (ended.ok) sales.leave(sale.id, at);
    return ended.ok ? ended.value : [];
  });
  for (const entry of entries) runner.follow(entry);
  // What was taken by hand is given back by a person alone.
  if (sales.find(sale.id)?.state !== 'open') return;
  for (const { id } of openOfSale(sale)) runner.tell(id, 'abandoned');
  sales.commit('park', (at) => sales.settle(sale.id, 'park', at));
}
