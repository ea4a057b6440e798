// What the store knows of its tables: since which version a file has each, how its rows are known, and
// every column by its type. Names come into the text of a query from here and from nowhere else, however
// a file spells its own; and what a file must have is asked of the version that wrote it.
import type { Row } from './disk.ts';

/** Columns by the type of what stands in them, beside NULL; the schema has the stricter rules. */
export type Columns = { readonly text: readonly string[]; readonly integer: readonly string[] };

export type Table = Columns & {
  /** Number of the migration that makes it. */
  readonly since: number;
};

/** A table whose rows go into the second record. */
export type RecordedTable = Table & {
  /** The column its rows are known by. */
  readonly key: string;
  /** Columns that change without a new line in the record: nothing rests on them. */
  readonly unrecorded: readonly string[];
  /**
   * Columns that never change once they have a value: of them the record is right even where it lags
   * behind the database. The first one says whether a row is the same thing, where its key is a number
   * that a copy of this book may have given to another.
   */
  readonly lasting: readonly string[];
  /**
   * Columns that together no two rows share: a row that agrees in them is the same thing, though its
   * key was damaged. In the words of an index, and of those that no line of the record speaks of.
   */
  readonly twin: readonly string[];
  /** Columns of which one alone makes a row under the same key the same thing; none: the key does. */
  readonly marks: readonly string[];
  /** All that can change after a row was first recorded, where later lines hold no more than that. */
  readonly settling: readonly string[] | null;
  /** Which rows a record that begins anew has to hold, as SQL; of payments in the list `payments`. */
  readonly kept: (payments: string) => string;
};

/** By name, in the order in which a record that begins anew lists them. */
export type Tables = Readonly<Record<string, RecordedTable>>;

export type RecordedName = 'sales' | 'payments' | 'advices' | 'exchanges' | 'settings';

/** The tables that money rests on. */
export const recordedTables: Readonly<Record<RecordedName, RecordedTable>> = {
  // First, because whose record it is stands in its first line. Without the two that are counted with no
  // line of their own: the next start would find them altered.
  settings: {
    since: 1,
    key: 'name',
    text: ['name', 'value'],
    integer: [],
    unrecorded: [],
    lasting: [],
    twin: ['value'],
    marks: [],
    settling: null,
    kept: () => `name NOT IN ('recordedSeq', 'starts') ORDER BY name <> 'identity'`,
  },
  sales: {
    since: 1,
    key: 'number',
    text: ['number', 'currency', 'opened_at'],
    integer: ['seq', 'total_minor'],
    unrecorded: [],
    lasting: ['opened_at', 'total_minor', 'currency'],
    twin: ['seq', 'opened_at'],
    marks: [],
    settling: null,
    kept: (payments) => `number IN (SELECT sale_number FROM payments WHERE id IN (${payments}))`,
  },
  payments: {
    since: 1,
    key: 'id',
    text: [
      'id',
      'sale_number',
      'state',
      'currency',
      'code_request_id',
      'tran_id',
      'qr_code',
      'approval',
      'partner',
      'reason',
      'started_at',
      'approved_at',
      'shown_at',
      'decided_at',
      'left_at',
    ],
    integer: ['seq', 'attempt', 'amount_minor', 'approved_minor'],
    unrecorded: [],
    lasting: [
      'id',
      'sale_number',
      'amount_minor',
      'currency',
      'code_request_id',
      'started_at',
      'tran_id',
      'qr_code',
      'approval',
      'approved_minor',
      'partner',
      'approved_at',
    ],
    twin: ['code_request_id'],
    marks: [],
    settling: null,
    kept: (payments) => `id IN (${payments})`,
  },
  exchanges: {
    since: 1,
    key: 'seq',
    text: [
      'payment_id',
      'advice_id',
      'operation',
      'request',
      'sent_at',
      'answered_at',
      'silence',
      'error_type',
      'message',
      'response',
    ],
    integer: ['seq', 'status', 'times', 'late'],
    unrecorded: [
      'answered_at',
      'status',
      'silence',
      'error_type',
      'message',
      'response',
      'times',
      'late',
    ],
    lasting: ['sent_at', 'payment_id', 'operation', 'request'],
    // A late answer stands in a row of its own, with the same request.
    twin: ['payment_id', 'request', 'late'],
    // The text of a request has the id of its payment in it.
    marks: ['payment_id', 'request'],
    settling: null,
    kept: (payments) =>
      `payment_id IN (${payments}) AND operation = 'pay' AND advice_id IS NULL AND late = 0`,
  },
  advices: {
    since: 1,
    key: 'id',
    text: [
      'id',
      'payment_id',
      'interface',
      'operation',
      'kind',
      'reason',
      'body',
      'state',
      'owed_at',
      'owed_in_run',
      'settled_at',
      'closed_at',
      'closings',
    ],
    integer: ['seq', 'attempts', 'sends', 'due_ms'],
    unrecorded: ['attempts', 'sends', 'due_ms'],
    lasting: [
      'id',
      'payment_id',
      'interface',
      'operation',
      'kind',
      'reason',
      'body',
      'owed_at',
      'owed_in_run',
    ],
    twin: ['payment_id', 'body'],
    marks: [],
    settling: ['id', 'state', 'settled_at', 'closed_at', 'closings'],
    kept: (payments) => `payment_id IN (${payments})`,
  },
};

/** Tables that a person only reads: they are carried over, and not recorded. */
export const readTables: Readonly<Record<'first_answers' | 'payment_events', Table>> = {
  first_answers: {
    since: 4,
    text: ['advice_id', 'sent_at', 'answered_at', 'silence', 'error_type', 'message', 'response'],
    integer: ['advice_seq', 'status'],
  },
  payment_events: {
    since: 1,
    text: ['payment_id', 'at', 'state', 'reason', 'owes'],
    integer: ['seq'],
  },
};

export function columnsOf({ text, integer }: Columns): string[] {
  return [...integer, ...text];
}

/**
 * Whether a row is one of a recorded table: it has its key, and every column of it is one of the
 * table's, with a value of its type. What was read from a file is not believed before.
 */
export function isRowOf(tables: Tables, name: string, row: Row): boolean {
  const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
  return table !== undefined && (row[table.key] ?? null) !== null && fits(table, row);
}

/**
 * Whether every column of a row is one of the table's, with a value of its type.
 */
export function fits(table: Columns, row: Row): boolean {
  return Object.entries(row).every(([column, value]) => {
    if (value === null) return table.text.includes(column) || table.integer.includes(column);
    if (typeof value === 'string') return table.text.includes(column);
    return Number.isSafeInteger(value) && table.integer.includes(column);
  });
}
