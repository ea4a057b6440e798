// Sales in the store, each a row of its own beside its lines and tenders (sale-lines.ts, tenders.ts). A
// row that we cannot read is broken code or damage, not bad input.
import { z } from 'zod';
import { type Sale, type SaleState, saleStates } from '../../../../src-shared/domain/sale/sale.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import type { Row } from '../disk.ts';
import { readRows } from '../safe/unreadable.ts';
import type { Store } from '../store.ts';
import type { RecordedTable } from '../table.ts';
import { bySale } from './grouped.ts';
import { lineRows, readLine } from './sale-lines.ts';
import { readTender, type StoredTender, tenderRows } from './tenders.ts';
import { partRows, readParts, type StoredPart, type StoredPurchase } from './transactions.ts';

export const salesTable: RecordedTable = {
  since: 5,
  key: 'id',
  text: ['id', 'number', 'state', 'currency', 'opened_at', 'ended_at', 'left_at'],
  integer: ['seq', 'place', 'total_minor'],
  unrecorded: [],
  lasting: ['opened_at', 'id', 'place', 'number', 'currency'],
  twin: ['seq', 'opened_at'],
  marks: [],
  settling: null,
  kept: (sales) => `id IN (${sales})`,
};

const saleRow = z.object({
  seq: z.int(),
  id: z.string(),
  number: z.string().nullable(),
  state: z.enum(saleStates),
  currency: z.string().regex(/^\d{3}$/),
  total_minor: z.int().nonnegative(),
  opened_at: z.string(),
  ended_at: z.string().nullable(),
  left_at: z.string().nullable(),
});

/** The tables that a sale is read from. */
export const saleTables = ['sales', 'sale_lines', 'tenders', 'transactions', 'advices'];

/** A sale as it stands in the book, with all that belongs to it. */
export type StoredSale = Omit<Sale, 'tenders' | 'parts' | 'purchases'> & {
  readonly seq: number;
  readonly number: string | null;
  readonly currency: string;
  readonly openedAt: Stamp;
  readonly endedAt: Stamp | null;
  readonly tenders: readonly StoredTender[];
  readonly parts: readonly StoredPart[];
  readonly purchases: readonly StoredPurchase[];
  readonly isLeft: boolean;
};

/** Opens a basket. Call inside a commit. */
export function addSale(store: Store, id: string, currency: string, at: Stamp): void {
  store.write(
    'sales',
    id,
    `INSERT INTO sales (id, state, currency, total_minor, opened_at) VALUES (?, 'open', ?, 0, ?)`,
    id,
    currency,
    at,
  );
}

/** Notes what its lines come to now. Call with the commit that changes them. */
export function noteTotal(store: Store, id: string): void {
  store.write(
    'sales',
    id,
    `UPDATE sales SET total_minor = (SELECT coalesce(sum(unit_minor * quantity), 0) FROM sale_lines
       WHERE sale_id = ? AND removed_at IS NULL) WHERE id = ?`,
    id,
    id,
  );
}

/** Gives a sale the next number of this till, if it has none. Call inside a commit. */
export function numberSale(store: Store, id: string): string {
  const row = store.one('SELECT number FROM sales WHERE id = ?', id);
  if (typeof row?.['number'] === 'string') return row['number'];
  const last = store.one('SELECT coalesce(max(place), 0) AS place FROM sales');
  let next = Number(last?.['place']) + 1;
  while (isNumberTaken(store, saleNumberOf(next))) next += 1;
  const number = saleNumberOf(next);
  const sql = 'UPDATE sales SET place = ?, number = ? WHERE id = ?';
  store.write('sales', id, sql, next, number, id);
  return number;
}

function saleNumberOf(place: number): string {
  return String(place).padStart(6, '0');
}

// The numbers go by their places, until one of those is damaged.
function isNumberTaken(store: Store, number: string): boolean {
  return store.one('SELECT 1 FROM sales WHERE number = ?', number) !== undefined;
}

/** Call inside a commit. */
export function saveState(store: Store, id: string, state: SaleState, at: Stamp): void {
  const endedAt = state === 'completed' || state === 'abandoned' ? at : null;
  // One that is open again is on the counter, whoever left it before.
  const sql = `UPDATE sales SET state = ?, ended_at = ?, left_at = iif(? = 'open', NULL, left_at)
    WHERE id = ?`;
  store.write('sales', id, sql, state, endedAt, state, id);
}

/** Its result has been seen: the counter is free. Call inside a commit. */
export function markLeft(store: Store, id: string, at: Stamp): void {
  store.write('sales', id, 'UPDATE sales SET left_at = ? WHERE id = ? AND left_at IS NULL', at, id);
}

export function findSale(store: Store, id: string): StoredSale | undefined {
  return salesOf(store, store.all('SELECT * FROM sales WHERE id = ?', id))[0];
}

/** The sales in these rows, of those that can be read, with all that belongs to them. */
export function salesOf(store: Store, rows: readonly Row[]): StoredSale[] {
  if (rows.length === 0) return [];
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const lines = bySale(lineRows(store, ids));
  const tenders = bySale(tenderRows(store, ids));
  const parts = bySale(partRows(store, ids));
  return readRows(store, 'sales', rows, (raw) => {
    const row = saleRow.parse(raw);
    const transactions = readParts(store, parts(row.id));
    return {
      seq: row.seq,
      id: row.id,
      number: row.number,
      state: row.state,
      currency: row.currency,
      openedAt: row.opened_at,
      endedAt: row.ended_at,
      isLeft: row.left_at !== null,
      lines: lines(row.id).map(readLine),
      tenders: tenders(row.id).map(readTender),
      parts: transactions.filter(({ row }) => row.line_id === null),
      purchases: transactions.flatMap((each) => {
        const { line_id: lineId } = each.row;
        return lineId === null ? [] : [{ ...each, lineId }];
      }),
    };
  });
}

/** The sale on the counter: the newest that is not put aside and was not left, of those that can be read. */
export function saleOnCounter(store: Store): StoredSale | undefined {
  return store.kept('counter', saleTables, () => {
    const rows = store.all(
      `SELECT * FROM sales WHERE left_at IS NULL AND state <> 'parked' ORDER BY seq DESC`,
    );
    return salesOf(store, rows)[0];
  });
}

/** Sales that are open, oldest first: the one on the counter, and what an earlier version left. */
export function openSales(store: Store): StoredSale[] {
  const sql = `SELECT * FROM sales WHERE state IN ('open', 'parked') AND state = 'open' ORDER BY seq`;
  return salesOf(store, store.all(sql));
}

export function countParked(store: Store): number {
  const sql = `SELECT count(*) AS count FROM sales WHERE state IN ('open', 'parked')
    AND state = 'parked'`;
  return Number(store.one(sql)?.['count']);
}

/** Sales that were put aside, oldest first. */
export function parkedSales(store: Store, limit: number): StoredSale[] {
  return store.kept(`parked ${limit}`, saleTables, () => {
    const rows = store.all(
      `SELECT * FROM sales WHERE state IN ('open', 'parked') AND state = 'parked'
       ORDER BY seq LIMIT ?`,
      limit,
    );
    return salesOf(store, rows);
  });
}
