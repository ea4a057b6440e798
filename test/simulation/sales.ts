// What must hold of every sale of a book: it is tendered to the cent or holds nothing, it completes with
// all it has or undoes all of it, its postings come to nothing, and the drawer has what they say.
import type { Row } from '../../electron/core/store/disk.ts';
import type { RecordedName } from '../../electron/core/store/schema.ts';
import type { Breach } from './books.ts';
import type { Checks } from './checks.ts';
import { short } from './far-end.ts';
import type { Machine } from './machine.ts';

export type SaleRows = Readonly<Record<RecordedName, readonly Row[]>>;

/** @param settled what the far end took for a transaction, in minor units */
export function checkSales(
  breach: Breach,
  rows: SaleRows,
  checks: Checks,
  machine: Machine,
  settled: (transactionId: string) => number,
): void {
  checkNumbers(breach, rows.sales);
  for (const sale of rows.sales) {
    const id = String(sale['id']);
    const of = (table: readonly Row[]) => table.filter((row) => row['sale_id'] === id);
    const lines = of(rows.sale_lines).filter((row) => row['removed_at'] === null);
    const total = sum(lines.map(amountOf));
    const tenders = of(rows.tenders).filter((row) => row['returned_at'] === null);
    const transactions = of(rows.transactions);
    const completed = transactions.filter((row) => row['phase'] === 'completed');
    const orders = lines.filter((row) => row['service'] !== null);
    const postings = of(rows.postings);
    const name = `${machine.name}: sale ${short(id)}`;
    if (sale['total_minor'] !== total)
      breach('M9', `${name} is noted as ${String(sale['total_minor'])} and has lines of ${total}`);
    if (sale['state'] !== 'completed') {
      if (completed.length > 0) breach('M8', `${name} is ${String(sale['state'])} and was charged`);
      if (postings.length > 0) breach('M9', `${name} is ${String(sale['state'])} and posted`);
      if (sale['state'] === 'abandoned' && tenders.length > 0)
        breach('M8', `${name} is abandoned and holds a tender`);
      if (sale['state'] === 'open') breach('L1', `${name} stays open`);
      continue;
    }
    if (transactions.some((row) => row['phase'] === 'approved'))
      breach('M8', `${name} is completed and one of its transactions is not`);
    const parts = completed.filter((row) => row['line_id'] === null);
    const isRefund = orders.some((row) => row['kind'] === 'refund');
    const goods = total - sum(orders.map(amountOf));
    checkCompleted(breach, name, { goods, isRefund, tenders, completed: parts, postings, settled });
    checkOrders(breach, name, orders, { transactions, postings, settled });
    checkDrawer(breach, name, postings, checks.drawers.get(id));
  }
}

type Completed = {
  /** What its goods come to. */
  readonly goods: number;
  readonly isRefund: boolean;
  readonly tenders: readonly Row[];
  readonly completed: readonly Row[];
  readonly postings: readonly Row[];
  readonly settled: (transactionId: string) => number;
};

function checkCompleted(breach: Breach, name: string, sale: Completed): void {
  const { goods, isRefund, tenders, completed, postings, settled } = sale;
  const posted = (column: string, account: string) =>
    sum(
      postings.filter((row) => row[column] === account).map((row) => Number(row['amount_minor'])),
    );
  const into = (account: string) => posted('to_account', account) - posted('from_account', account);
  if (into('sale') !== 0) breach('M9', `${name}: its postings come to ${into('sale')}`);
  if (posted('from_account', 'goods') !== goods)
    breach('M9', `${name} of ${goods} is posted as ${posted('from_account', 'goods')}`);
  // Money comes out of the drawer as change, or as what is given back.
  const given = posted('from_account', 'drawer') - posted('to_account', 'drawer');
  if (given > 0 && !isRefund) breach('B4', `${name}: ${given} went out of the drawer`);
  const ofKind = (kind: string) =>
    sum(tenders.filter((row) => row['kind'] === kind).map((row) => Number(row['amount_minor'])));
  if (into('card') !== ofKind('card')) breach('M9', `${name}: card ${into('card')}`);
  if (posted('to_account', 'drawer') !== ofKind('cash'))
    breach('M9', `${name}: cash ${posted('to_account', 'drawer')}`);
  const wallet = sum(completed.map((row) => Number(row['approved_minor'])));
  if (into('wallet') !== wallet) breach('M9', `${name}: wallet ${into('wallet')} of ${wallet}`);
  const taken = sum(completed.map((row) => settled(String(row['id']))));
  if (taken !== wallet) breach('M6', `${name}: ${wallet} paid by QR, ${taken} taken`);
  // Rounding is never more than half of the coins' unit up, or all of it down.
  if (Math.abs(into('rounding')) >= 10) breach('M9', `${name}: rounded by ${into('rounding')}`);
}

type Ordered = Pick<Completed, 'postings' | 'settled'> & { readonly transactions: readonly Row[] };

// Each bill of a completed sale is paid for what stands on its line, by one transaction that is confirmed.
function checkOrders(breach: Breach, name: string, orders: readonly Row[], of: Ordered): void {
  const { transactions, postings, settled } = of;
  for (const line of orders) {
    const isRefund = line['kind'] === 'refund';
    const mine = transactions.filter((row) => row['line_id'] === line['id']);
    const completed = mine.filter((row) => row['phase'] === 'completed');
    const [bill] = completed;
    if (!bill || completed.length > 1) {
      breach(isRefund ? 'B4' : 'B3', `${name}: ${completed.length} payments of a bill completed`);
      continue;
    }
    const id = String(bill['id']);
    const taken = settled(id);
    const amounts = [bill['approved_minor'], taken];
    if (amounts.some((amount) => amount !== amountOf(line)))
      breach('B3', `${name}: ${amountOf(line)} for bill ${short(id)}, ${amounts.join(' and ')}`);
    const posted = postings.filter((row) => row['transaction_id'] === id);
    const net = sum(
      posted.map(
        (row) => (row['to_account'] === 'provider' ? -1 : 1) * Number(row['amount_minor']),
      ),
    );
    if (net !== (isRefund ? -1 : 1) * amountOf(line))
      breach('B3', `${name}: ${net} is posted for bill ${short(id)} of ${amountOf(line)}`);
  }
}

function checkDrawer(
  breach: Breach,
  name: string,
  postings: readonly Row[],
  seen: number | undefined,
): void {
  const cash = sum(
    postings.map(({ from_account: from, to_account: to, amount_minor: amount }) => {
      if (to === 'drawer') return Number(amount);
      return from === 'drawer' ? -Number(amount) : 0;
    }),
  );
  if (seen !== undefined && seen !== cash)
    breach('M10', `${name}: ${seen} lies in the drawer, ${cash} is posted`);
}

// From 1 on, each once.
function checkNumbers(breach: Breach, sales: readonly Row[]): void {
  const places = sales.flatMap(({ place }) => (place === null ? [] : [Number(place)]));
  places.sort((left, right) => left - right);
  const gap = places.findIndex((place, index) => place !== index + 1);
  if (gap !== -1) breach('M11', `no sale has the number ${gap + 1}`);
}

function amountOf(line: Row): number {
  return Number(line['unit_minor']) * Number(line['quantity']);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}
