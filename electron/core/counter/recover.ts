// Settles what was under way when the till stopped. A request that was out is judged by its service's
// rule; an approval goes with its sale, or waits for the cashier where its sale stands on the counter.
import type { Runner } from '../engine/runner.ts';
import { isOfDisk } from '../store/safe/disk-trouble.ts';
import type { Store } from '../store/store.ts';
import { openTransactions, setAside, type TransactionRow } from '../store/tables/transactions.ts';
import type { SaleBook } from './sale-book.ts';

export function recoverSales(store: Store, sales: SaleBook, runner: Runner): void {
  for (const transaction of openTransactions(store)) {
    try {
      settleOne(transaction, sales, runner);
    } catch (error) {
      if (isOfDisk(error)) throw error;
      // Its rows contradict each other. A person has to look at it; the others are settled.
      setAside(store, transaction.id, error);
    }
  }
}

function settleOne(
  { id, sale_id: saleId, phase }: TransactionRow,
  sales: SaleBook,
  runner: Runner,
) {
  if (phase !== 'approved') {
    runner.tell(id, 'restarted');
    return;
  }
  const sale = sales.find(saleId);
  if (!sale) throw new Error('the sale of an approved transaction cannot be read');
  // All of a sale completes in one commit, or is undone: what a mended book says otherwise is made so.
  if (sale.state === 'completed') runner.tell(id, 'completed');
  else if (sale.id !== sales.onCounter?.id) runner.tell(id, 'abandoned');
}
