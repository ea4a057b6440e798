// Questions about the past: which sales a page of the history has, and the sums of a day.
import type { SaleState } from '../../../../src-shared/domain/sale/sale.ts';
import { referencesSearched, type Search } from '../../../../src-shared/domain/search.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import type { Row, SqlValue } from '../disk.ts';
import type { Store } from '../store.ts';
import { type StoredSale, salesOf } from './sales.ts';

/** The last sales that anything was asked or taken for, newest first. */
export function recentSales(store: Store, limit: number): StoredSale[] {
  const sql = 'SELECT * FROM sales WHERE number IS NOT NULL ORDER BY seq DESC LIMIT ?';
  return salesOf(store, store.all(sql, limit));
}

// One question for each index: an OR over all of them would read the whole table. Of an amount, which
// may be that of every coffee, no more than a page.
const newestOf = (column: string) => `SELECT seq FROM (
  SELECT sales.seq FROM transactions JOIN sales ON sales.id = sale_id
  WHERE ${column} = ? AND sales.seq < ? ORDER BY transactions.seq DESC LIMIT ?)`;
const newestByTotal = `SELECT seq FROM (
  SELECT seq FROM sales WHERE total_minor = ? AND seq < ? ORDER BY seq DESC LIMIT ?)`;
const newestByName = `SELECT seq FROM (
  SELECT sales.seq FROM sale_lines JOIN sales ON sales.id = sale_id
  WHERE name COLLATE NOCASE >= ? AND name COLLATE NOCASE < ? AND sales.seq < ?
  ORDER BY sale_lines.seq DESC LIMIT ?)`;
const seqsOfSales = (ids: string) => `SELECT seq FROM sales WHERE id IN (${ids})`;
// A reference stands inside the approval, where no index leads: only the newest are looked through,
// and of these only what holds the text at all is taken apart.
const saleIdsByReference = `SELECT sale_id FROM (SELECT sale_id, approval FROM transactions
    WHERE ? IS NOT NULL
      AND seq > (SELECT coalesce(max(seq), 0) FROM transactions) - ${referencesSearched})
  WHERE instr(lower(approval), ?) > 0 AND (lower(approval ->> '$.issuerReference') = ?
    OR EXISTS (SELECT 1 FROM json_each(approval, '$.thirdPartyIdentifiers')
      WHERE lower(value ->> '$.transactionIdentifier') = ?))`;
const foundSeqs = `SELECT seq FROM sales WHERE number = ?
  UNION ${seqsOfSales('SELECT sale_id FROM transactions WHERE reference IN (?, ?)')}
  UNION ${seqsOfSales('SELECT sale_id FROM transactions WHERE id = ?')}
  UNION ${seqsOfSales('SELECT sale_id FROM tenders WHERE reference = ? COLLATE NOCASE')}
  UNION ${newestByName}
  UNION ${newestByTotal}
  UNION ${newestOf('amount_minor')}
  UNION ${newestOf('approved_minor')}
  UNION ${seqsOfSales(saleIdsByReference)}`;

// In the order of the questions in `foundSeqs`.
function valuesOf(search: Search, before: number, most: number): SqlValue[] {
  const { saleNumber, exact, id, reference, amountMinor, name } = search;
  const byAmount = [amountMinor, before, most];
  // Whatever a name begins with is behind the text, and before the text with the last letter there is.
  const byName = [name, `${name}\u{10ffff}`, before, most];
  const byReference = [reference, reference, reference, reference];
  return [
    saleNumber,
    id,
    exact,
    id,
    name,
    ...byName,
    ...byAmount,
    ...byAmount,
    ...byAmount,
    ...byReference,
  ];
}

export type HistoryPage = {
  readonly search: Search | null;
  /** When they were opened: from, and until before. */
  readonly bounds: readonly [string, string] | null;
  readonly state: SaleState | null;
  /** Paid through this service, or by a tender of this kind. */
  readonly paidBy: { readonly service: string } | { readonly hand: string } | null;
  readonly before: number | undefined;
  readonly limit: number;
};

const isPaidIn = `EXISTS (SELECT 1 FROM transactions WHERE sale_id = sales.id AND line_id IS NULL
  AND service = ? AND phase IN ('approved', 'completed'))`;
const isPaidByHand = `EXISTS (SELECT 1 FROM tenders WHERE sale_id = sales.id AND kind = ?
  AND returned_at IS NULL)`;

/** A page of sales, newest first, older than `before`. Baskets are there when they are asked for. */
export function pageSales(
  store: Store,
  page: HistoryPage,
): { sales: StoredSale[]; nextBefore: number | null } {
  const before = page.before ?? Number.MAX_SAFE_INTEGER;
  const most = page.limit + 1;
  const where = ['seq < ?'];
  const values: SqlValue[] = [before];
  const demand = (condition: string, ...of: SqlValue[]) => {
    where.push(condition);
    values.push(...of);
  };
  if (page.state) demand('state = ?', page.state);
  else demand('number IS NOT NULL');
  if (page.bounds) demand('opened_at >= ? AND opened_at < ?', ...page.bounds);
  const { paidBy } = page;
  if (paidBy && 'service' in paidBy) demand(isPaidIn, paidBy.service);
  else if (paidBy) demand(isPaidByHand, paidBy.hand);
  if (page.search) demand(`seq IN (${foundSeqs})`, ...valuesOf(page.search, before, most));
  const sql = `SELECT * FROM sales WHERE ${where.join(' AND ')} ORDER BY seq DESC LIMIT ?`;
  const found = store.all(sql, ...values, most);
  const shown = found.slice(0, page.limit);
  return {
    sales: salesOf(store, shown),
    nextBefore: found.length > page.limit ? Number(shown.at(-1)?.['seq']) : null,
  };
}

/** How many, and how much, in minor units. */
export type Sum = { readonly count: number; readonly amountMinor: number };

/** The sums of the postings between two moments, and what of the transactions in them is confirmed. */
export type Totals = {
  readonly sales: Sum;
  readonly tenders: Readonly<Record<'wallet' | 'drawer' | 'card', Sum>>;
  /** What lines brought for others, and what was given back of that. */
  readonly provided: Sum;
  readonly refunded: Sum;
  readonly changeMinor: number;
  readonly roundingMinor: number;
  readonly byPartner: readonly (Sum & { readonly partner: string })[];
  readonly confirmed: Sum;
  readonly unconfirmed: Sum;
  readonly closed: Sum;
};

/** Sums of the postings between two moments, in one currency. */
export function totalsBetween(
  store: Store,
  bounds: readonly [from: string, until: string],
  currency: string,
): Totals {
  const sumOf = (row: Row | undefined): Sum => ({
    count: Number(row?.['count'] ?? 0),
    amountMinor: Number(row?.['sum'] ?? 0),
  });
  const posted = 'at >= ? AND at < ? AND postings.currency = ?';
  const values = [...bounds, currency];
  const rows = store.all(
    `SELECT from_account, to_account, count(*) AS count, sum(amount_minor) AS sum FROM postings
     WHERE ${posted} GROUP BY from_account, to_account`,
    ...values,
  );
  const between = (from: string, to: string) =>
    sumOf(rows.find((row) => row['from_account'] === from && row['to_account'] === to));
  const change = between('drawer', 'sale').amountMinor;
  const drawer = between('sale', 'drawer');
  const handedOut = sumOf(
    store.one(
      `SELECT count(*) AS count, sum(amount_minor) AS sum FROM postings
       WHERE ${posted} AND from_account = 'drawer' AND sale_id IN (
         SELECT sale_id FROM postings WHERE ${posted} AND to_account = 'provider')`,
      ...values,
      ...values,
    ),
  ).amountMinor;
  const paid = `FROM postings JOIN transactions ON transactions.id = postings.transaction_id
    LEFT JOIN advices ON advices.transaction_id = transactions.id
    WHERE ${posted} AND to_account = 'wallet'`;
  const sum = 'SELECT count(*) AS count, coalesce(sum(postings.amount_minor), 0) AS sum';
  const paidOf = (more: string) => sumOf(store.one(`${sum} ${paid} ${more}`, ...values));
  return {
    sales: completedOf(store, values),
    tenders: {
      wallet: between('sale', 'wallet'),
      drawer: { count: drawer.count, amountMinor: drawer.amountMinor - change },
      card: between('sale', 'card'),
    },
    provided: between('provider', 'sale'),
    refunded: between('sale', 'provider'),
    // What a refund gives out is no change.
    changeMinor: change - handedOut,
    roundingMinor:
      between('rounding', 'sale').amountMinor - between('sale', 'rounding').amountMinor,
    byPartner: store
      .all(`${sum}, partner ${paid} GROUP BY partner ORDER BY sum DESC`, ...values)
      .map((row) => ({ partner: String(row['partner']), ...sumOf(row) })),
    confirmed: paidOf(`AND advices.state = 'delivered'`),
    unconfirmed: paidOf(`AND advices.state <> 'delivered' AND advices.closed_at IS NULL`),
    closed: paidOf('AND advices.closed_at IS NOT NULL'),
  };
}

// A sale of a bill has no goods: each is counted once, by whatever was sold in it.
function completedOf(store: Store, values: SqlValue[]): Sum {
  const row = store.one(
    `SELECT count(DISTINCT sale_id) AS count, coalesce(sum(amount_minor), 0) AS sum FROM postings
     WHERE at >= ? AND at < ? AND currency = ? AND to_account = 'sale'
       AND from_account IN ('goods', 'provider')`,
    ...values,
  );
  return { count: Number(row?.['count']), amountMinor: Number(row?.['sum']) };
}

/** What is in the drawer, or was taken by cards, for sales that are not completed. */
export function heldNow(store: Store, currency: string): Sum {
  const row = store.one(
    `SELECT count(*) AS count, coalesce(sum(amount_minor), 0) AS sum
     FROM sales JOIN tenders ON sale_id = sales.id
     WHERE state IN ('open', 'parked') AND returned_at IS NULL AND currency = ?`,
    currency,
  );
  return { count: Number(row?.['count']), amountMinor: Number(row?.['sum']) };
}

/** How many attempts that began between two moments took nothing, by the code of the reason. */
export function notPaidBetween(
  store: Store,
  bounds: readonly [from: string, until: string],
): ReadonlyMap<string | null, number> {
  const rows = store.all(
    `SELECT iif(json_valid(reason), reason ->> '$.code', NULL) AS code, count(*) AS count
     FROM transactions
     WHERE started_at >= ? AND started_at < ? AND phase IN ('refused', 'undone') AND line_id IS NULL
     GROUP BY code`,
    ...bounds,
  );
  return new Map(rows.map((row) => [row['code'] as string | null, Number(row['count'])]));
}

/** When the first sale of all was opened, or null. One whose date is none any more is on no day. */
export function firstSaleAt(store: Store): Stamp | null {
  const row = store.one(
    `SELECT opened_at FROM sales
     WHERE date(substr(opened_at, 1, 10)) = substr(opened_at, 1, 10) AND number IS NOT NULL
     ORDER BY opened_at LIMIT 1`,
  );
  return typeof row?.['opened_at'] === 'string' ? row['opened_at'] : null;
}
