// Rows of the book that cannot be read: written by something else, or damaged. One such row never
// stops the others: it is left as it is, told to the log once, and shown to a person, because what
// became of its money is not known here.
import type { UnreadableRow } from '../../../../src-shared/contract/views/queue.ts';
import { findCurrency } from '../../../../src-shared/domain/money.ts';
import type { Row } from '../disk.ts';
import type { Store } from '../store.ts';

export type UnreadableTable = 'sales' | 'transactions' | 'advices';
type Found = { readonly table: UnreadableTable; readonly row: Row; readonly why: string };

/** Most rows that are kept to be shown; beyond that the whole file is damaged. */
const keptRows = 1_000;

/** The unreadable rows that were met in this run. */
export class UnreadableRows {
  readonly #found = new Map<string, Found>();
  #tell: (found: Found) => void = () => {};
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Tells of every row once, those met already included. */
  onFound(tell: (found: Found) => void): void {
    this.#tell = tell;
    for (const found of this.#found.values()) tell(found);
  }

  note(table: UnreadableTable, row: Row, error: unknown): void {
    if (this.has(table, row['id']) || this.#found.size >= keptRows) return;
    const found = { table, row, why: reasonOf(error) };
    this.#found.set(keyOf(table, row['id']), found);
    this.#onChange();
    this.#tell(found);
  }

  has(table: UnreadableTable, id: unknown): boolean {
    return this.#found.has(keyOf(table, id));
  }

  /** A person has settled it. */
  forget(table: UnreadableTable, id: string): void {
    this.#found.delete(keyOf(table, id));
    this.#onChange();
  }

  get all(): Iterable<Found> {
    return this.#found.values();
  }
}

/** The rows that can be read, as `read` gives them; the others are noted. */
export function readRows<Value>(
  store: Store,
  table: UnreadableTable,
  rows: readonly Row[],
  read: (row: Row) => Value,
): Value[] {
  return rows.flatMap((row) => {
    if (store.unreadable.has(table, row['id'])) return [];
    try {
      return [read(row)];
    } catch (error) {
      store.unreadable.note(table, row, error);
      return [];
    }
  });
}

/** What can still be told of each unreadable row. */
export function listUnreadable(store: Store): UnreadableRow[] {
  return [...store.unreadable.all].map(({ table, row }) => {
    if (table === 'advices') return adviceView(store, row);
    return table === 'sales' ? saleView(row) : transactionView(row);
  });
}

function saleView(row: Row): UnreadableRow {
  return {
    record: 'sale',
    id: String(row['id']),
    paymentId: null,
    ...saleOf({ ...row, sale_number: row['number'], amount_minor: row['total_minor'] }),
    since: textOf(row['opened_at']),
    canClose: false,
  };
}

function transactionView(row: Row): UnreadableRow {
  return {
    record: 'payment',
    id: String(row['id']),
    paymentId: String(row['id']),
    ...saleOf(row),
    since: textOf(row['started_at']),
    canClose: false,
  };
}

function adviceView(store: Store, row: Row): UnreadableRow {
  const id = String(row['id']);
  const transactionId = String(row['transaction_id']);
  return {
    record: 'advice',
    id,
    paymentId: transactionId,
    ...saleOf(store.one('SELECT * FROM transactions WHERE id = ?', transactionId)),
    since: textOf(row['owed_at']),
    canClose:
      store.one(
        `SELECT 1 FROM advices WHERE id = ? AND state = 'attention' AND closed_at IS NULL`,
        id,
      ) !== undefined,
  };
}

/** The sale and the amount of a transaction, as far as they can be told. */
export function saleOf(row: Row | undefined): Pick<UnreadableRow, 'saleNumber' | 'amount'> {
  const amountMinor = Number(row?.['approved_minor'] ?? row?.['amount_minor'] ?? Number.NaN);
  const currency = String(row?.['currency']);
  // A window draws money of a currency that it knows.
  const isMoney = Number.isSafeInteger(amountMinor) && amountMinor >= 0 && findCurrency(currency);
  return {
    saleNumber: textOf(row?.['sale_number']),
    amount: isMoney ? { amountMinor, currency } : null,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function keyOf(table: UnreadableTable, id: unknown): string {
  return `${table} ${String(id)}`;
}

// For the log: which rule was broken, and nothing of what stands in the row.
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'holds JSON that cannot be read';
  return error instanceof Error ? error.message : 'cannot be read';
}
