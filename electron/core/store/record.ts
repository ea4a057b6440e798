// Which rows go into the second record (journal.ts), and how they come back from it. Recorded is
// what money rests on: sales, payments, the payment requests as they were sent, advices, and the
// profile that says where to. What a person only reads (answers, timelines) is not.
import type { Database, Row, SqlValue, Statement } from './disk.ts';
import type { Recorded, RecordedRow } from './journal.ts';

/** Each recorded table with the column its rows are known by. */
export const recordedTables = {
  sales: 'number',
  payments: 'id',
  advices: 'id',
  exchanges: 'seq',
  settings: 'name',
} as const;
export type RecordedTable = keyof typeof recordedTables;

/** Columns that change without a new line in the record: nothing rests on them. */
const unrecorded: Readonly<Partial<Record<RecordedTable, readonly string[]>>> = {
  advices: ['attempts', 'sends', 'due_ms'],
  exchanges: [
    'answered_at',
    'status',
    'silence',
    'error_type',
    'message',
    'response',
    'times',
    'late',
  ],
};

/**
 * Columns that never change once they have a value: of them the record is right even where it lags
 * behind the database. The first one says whether a row is the same thing, where its key is a number
 * that a copy of this book may have given to another.
 */
const lasting: Readonly<Record<RecordedTable, readonly string[]>> = {
  sales: ['opened_at', 'total_minor', 'currency'],
  payments: [
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
  advices: [
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
  exchanges: ['sent_at', 'payment_id', 'operation', 'request'],
  settings: [],
};

/** A payment that is not settled, in the words of the index that finds it. */
const isOpen = `state IN ('requestingCode', 'awaitingCustomer', 'approved')`;

/** Settled payments that stay in a record that begins anew, so that a recent backup can catch up. */
const keptPayments = 200;

/** What changes of an advice after it was first recorded: enough for every later line of it. */
const settling = 'id, state, settled_at, closed_at, closings';

/** The question for one row as it is now; of one that `isKnown` to the record, what can change of it. */
export function selectRow(table: RecordedTable, isKnown = false): string {
  const columns = table === 'advices' && isKnown ? settling : '*';
  return `SELECT ${columns} FROM ${table} WHERE ${recordedTables[table]} = ?`;
}

/**
 * Brings every recorded row to what the record says last, and the timeline of a payment to its
 * state. From before a gap in the record what is missing comes back, and of what is there only what
 * never changes: the rest may be newer.
 * Call inside a transaction. Returns how many rows were changed.
 */
export function putRecorded(database: Database, { rows, wholeFrom }: Recorded): number {
  const newest = new Map<string, RecordedRow & { table: RecordedTable }>();
  for (const row of rows) {
    if (!isRecorded(row)) continue;
    const name = `${row.table} ${String(row.row[recordedTables[row.table]])}`;
    newest.set(name, { ...row, row: { ...newest.get(name)?.row, ...row.row } });
  }
  const statements = new Map<string, Statement>();
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  let changed = 0;
  for (const { table, row, seq } of newest.values()) {
    const key = row[recordedTables[table]] as SqlValue;
    const found = prepared(selectRow(table)).get(key) as Row | undefined;
    const present = found && isSameThing(table, row, found) ? found : undefined;
    const isOld = seq < wholeFrom;
    if (present && isOld) {
      changed += putLasting(prepared, table, row, present);
      continue;
    }
    if (present && isSame(table, row, present)) continue;
    // The line with the whole of it is lost.
    if (!present && table === 'advices' && row['body'] === undefined) continue;
    const fitting = besideOthers(prepared, table, { ...present, ...row }, found);
    if (!fitting) continue;
    putRow(prepared, table, fitting, isOld ? 'beside' : 'over');
    if (table === 'payments') prepared(eventOfState).run(key, key);
    changed += 1;
  }
  return changed;
}

/**
 * A record that began anew lists every payment that was open then, and the newest of all. An older one
 * that is open in the book and not listed was settled meanwhile, and nothing says how: to settle it
 * once more could give back what was paid for. Call inside a transaction, when the record began anew
 * after the book's last commit. Returns how many there were.
 */
export function settleUnlisted(database: Database, { rows, anewAt }: Recorded): number {
  const listed = rows.flatMap(({ table, seq, row }) =>
    table === 'payments' && seq === anewAt ? [row] : [],
  );
  const newest = Math.max(0, ...listed.map(({ seq }) => Number(seq)));
  const ids = JSON.stringify(listed.map(({ id }) => id));
  const at = 'coalesce(approved_at, started_at)';
  const settled = database
    .prepare(
      `UPDATE payments SET state = 'notPaid', reason = '{"code":"settledUnseen"}',
         decided_at = ${at}, left_at = ${at}
       WHERE ${isOpen} AND seq <= ? AND id NOT IN (SELECT value FROM json_each(?)) RETURNING id`,
    )
    .all(newest - keptPayments, ids) as Row[];
  const noteEvent = database.prepare(eventOfState);
  for (const { id } of settled) noteEvent.run(id as SqlValue, id as SqlValue);
  return settled.length;
}

// A record may be that of a copy of this store which went on by itself and numbered its rows the
// same. Then both are true, and nothing that is there gives way to a row of the same number; only the
// same thing under a damaged id does.
function besideOthers(
  prepared: (sql: string) => Statement,
  table: RecordedTable,
  row: Row,
  found: Row | undefined,
): Row | null {
  const one = (sql: string, ...columns: string[]) =>
    prepared(sql).get(...columns.map((column) => row[column] as SqlValue)) as Row | undefined;
  if (table === 'exchanges' && found && found['payment_id'] !== row['payment_id']) {
    return one(requestThere, 'payment_id') ? null : { ...row, seq: null };
  }
  if (table !== 'payments' && table !== 'advices') return row;
  const thing = table === 'payments' ? 'code_request_id' : 'payment_id';
  const isOther = `id <> ? AND ${thing} <> ?`;
  const isNumberTaken = one(
    `SELECT 1 FROM ${table} WHERE seq = ? AND ${isOther}`,
    'seq',
    'id',
    thing,
  );
  const numbered = isNumberTaken ? { ...row, seq: found?.['seq'] ?? null } : row;
  if (table === 'advices') return numbered;
  const sameAttempt = one(
    `SELECT (SELECT max(attempt) FROM payments WHERE sale_number = found.sale_number) AS last
     FROM payments AS found WHERE sale_number = ? AND attempt = ? AND ${isOther}`,
    'sale_number',
    'attempt',
    'id',
    thing,
  );
  return sameAttempt ? { ...numbered, attempt: Number(sameAttempt['last']) + 1 } : numbered;
}

const requestThere = `SELECT 1 FROM exchanges
  WHERE payment_id = ? AND operation = 'pay' AND advice_id IS NULL AND late = 0`;

// Exchanges are known by their number alone.
function isSameThing(table: RecordedTable, recorded: Row, found: Row): boolean {
  return table !== 'exchanges' || recorded['payment_id'] === found['payment_id'];
}

// The event of a transition is not in the record; when and where to is.
const eventOfState = `INSERT INTO payment_events (payment_id, at, state, reason, owes)
  SELECT id, coalesce(decided_at, approved_at, started_at), state, reason,
    (SELECT kind FROM advices WHERE payment_id = payments.id)
  FROM payments WHERE id = ? AND state IS NOT
    (SELECT state FROM payment_events WHERE payment_id = ? ORDER BY seq DESC LIMIT 1)`;

function isRecorded(row: RecordedRow): row is RecordedRow & { table: RecordedTable } {
  return Object.hasOwn(recordedTables, row.table);
}

function isSame(table: RecordedTable, recorded: Row, present: Row): boolean {
  const apart = unrecorded[table] ?? [];
  return Object.keys(recorded).every(
    (column) => apart.includes(column) || recorded[column] === present[column],
  );
}

// Nothing gives way to it: a value that another row has already is left alone.
function putLasting(
  prepared: (sql: string) => Statement,
  table: RecordedTable,
  row: Row,
  present: Row,
): number {
  const [mark = ''] = lasting[table];
  if (row[mark] !== present[mark]) return 0;
  const columns = lasting[table].filter(
    (column) => (row[column] ?? null) !== null && row[column] !== present[column],
  );
  if (columns.length === 0) return 0;
  const sets = columns.map((column) => `${column} = ?`).join(', ');
  const key = recordedTables[table];
  return prepared(`UPDATE OR IGNORE ${table} SET ${sets} WHERE ${key} = ?`).run(
    ...columns.map((column) => row[column] as SqlValue),
    row[key] as SqlValue,
  ).changes;
}

/** Writes a row with the columns it has; what is there already is replaced, or stays. True if written. */
export function putRow(
  prepared: (sql: string) => Statement,
  table: string,
  row: Row,
  mode: 'over' | 'beside',
): boolean {
  const columns = Object.keys(row);
  const marks = columns.map(() => '?').join(', ');
  const values = columns.map((column) => row[column] as SqlValue);
  const verb = mode === 'over' ? 'INSERT OR REPLACE' : 'INSERT OR IGNORE';
  const sql = `${verb} INTO ${table} (${columns.join(', ')}) VALUES (${marks})`;
  return prepared(sql).run(...values).changes > 0;
}

/** Everything a record that begins anew has to hold. */
export function* rowsToRecord(database: Database): Generator<{ table: RecordedTable; row: Row }> {
  const oldest = database
    .prepare(`SELECT coalesce(max(seq), 0) - ${keptPayments} AS seq FROM payments`)
    .get() as Row;
  const from = Number(oldest['seq']);
  const kept = `SELECT id FROM payments WHERE seq > ${from}
    UNION SELECT id FROM payments WHERE ${isOpen}
    UNION SELECT payment_id FROM advices WHERE state <> 'delivered'`;
  const questions: Record<RecordedTable, string> = {
    // These two are counted without a line of their own: the next start would find them altered.
    // Whose record it is stands in its first line.
    settings: `SELECT * FROM settings WHERE name NOT IN ('recordedSeq', 'starts')
      ORDER BY name <> 'identity'`,
    sales: `SELECT * FROM sales
      WHERE number IN (SELECT sale_number FROM payments WHERE id IN (${kept}))`,
    payments: `SELECT * FROM payments WHERE id IN (${kept})`,
    exchanges: `SELECT * FROM exchanges
      WHERE payment_id IN (${kept}) AND operation = 'pay' AND advice_id IS NULL AND late = 0`,
    advices: `SELECT * FROM advices WHERE payment_id IN (${kept})`,
  };
  for (const [table, sql] of Object.entries(questions)) {
    for (const row of database.prepare(sql).iterate()) {
      yield { table: table as RecordedTable, row: row as Row };
    }
  }
}
