// Which rows go into the second record (journal.ts), and how they come back from it. Recorded is
// what money rests on: sales with lines, tenders and postings, transactions, their requests as they were
// sent, advices, and the profile that says where to. What a person only reads (answers, timelines) is not.
import { invariant } from '../../../../src-shared/result.ts';
import type { Database, Row, SqlValue, Statement } from '../disk.ts';
import { type Columns, columnsOf, type RecordedTable, type Tables } from '../table.ts';
import { isOfSchema } from './disk-trouble.ts';
import type { Recorded } from './journal.ts';
import type { RecordedRow } from './record-lines.ts';

/** What is not settled, in the words of the indexes that find it. */
const isOpen = `phase NOT IN ('completed', 'refused', 'undone')`;
const isNotEnded = `state IN ('open', 'parked')`;
/** Cash or a card was taken for it: a person gives that back. */
const isHeld = `EXISTS (SELECT 1 FROM tenders WHERE sale_id = sales.id AND returned_at IS NULL)`;

/** Settled sales that stay in a record that begins anew, so that a recent backup can catch up. */
const keptSales = 200;

/** The question for one row as it is now; of one that `isKnown` to the record, what can change of it. */
export function selectRow(tables: Tables, name: string, isKnown = false): string {
  const table = tableOf(tables, name);
  const columns = isKnown ? table.settling?.join(', ') : undefined;
  return `SELECT ${columns ?? '*'} FROM ${name} WHERE ${table.key} = ?`;
}

/** Rows that were changed, and rows of the record that the schema refuses and nothing can put right. */
export type Put = { readonly changed: number; readonly refused: number };

/**
 * Brings every recorded row to what the record says last, and the timeline of a transaction to its
 * phase. From before a gap in the record what is missing comes back, and of what is there only what
 * never changes: the rest may be newer.
 * Call inside a commit.
 */
export function putRecorded(
  database: Database,
  { rows, wholeFrom }: Recorded,
  tables: Tables,
): Put {
  const newest = new Map<string, RecordedRow>();
  for (const row of rows) {
    const name = nameOf(tables, row.table, row.row);
    newest.set(name, { ...row, row: { ...newest.get(name)?.row, ...row.row } });
  }
  const prepared = statementsOf(database);
  let [changed, refused] = [0, 0];
  for (const { table, row, seq } of newest.values()) {
    try {
      const isClaimed = (found: Row) => newest.has(nameOf(tables, table, found));
      if (putRecordedRow(prepared, tables, { table, row }, seq < wholeFrom, isClaimed))
        changed += 1;
    } catch (error) {
      if (!isOfSchema(error)) throw error;
      refused += 1;
    }
  }
  return { changed, refused };
}

function putRecordedRow(
  prepared: Prepare,
  tables: Tables,
  { table: name, row }: Pick<RecordedRow, 'table' | 'row'>,
  isOld: boolean,
  isClaimed: (found: Row) => boolean,
): boolean {
  const table = tableOf(tables, name);
  const key = row[table.key] as SqlValue;
  const found = prepared(selectRow(tables, name)).get(key) as Row | undefined;
  const isFound = found !== undefined && isSameThing(table, row, found);
  const twin = isFound ? undefined : putKeyBack(prepared, name, table, row, found, isClaimed);
  const present = isFound ? found : twin;
  if (present && isOld) {
    return putLasting(prepared, name, table, row, present) > 0 || twin !== undefined;
  }
  if (present && isSame(table, row, present)) return twin !== undefined;
  // The line with the whole of it is lost.
  if (!present && table.settling && isKnownLine(table, row)) return false;
  const fitting = besideOthers(prepared, name, { ...present, ...row }, found, present);
  if (!fitting) return false;
  putRow(prepared, name, table, fitting, isOld ? 'beside' : 'over');
  if (name === 'transactions') prepared(eventOfPhase).run(key, key);
  return true;
}

/**
 * A row that is the same thing under another key: the key was damaged, and is made good. What the
 * record does not have of it stays. Undefined when there is none.
 */
function putKeyBack(
  prepared: Prepare,
  name: string,
  table: RecordedTable,
  row: Row,
  found: Row | undefined,
  isClaimed: (found: Row) => boolean,
): Row | undefined {
  const values = table.twin.map((column) => row[column]);
  if (found || values.some((value) => value === undefined || value === null)) return undefined;
  const same = table.twin.map((column) => `${column} = ?`).join(' AND ');
  const twins = prepared(`SELECT rowid AS stray_rowid, * FROM ${name} WHERE ${same}`).all(
    ...(values as SqlValue[]),
  ) as Row[];
  const twin = twins.find((candidate) => !isClaimed(candidate));
  if (!twin) return undefined;
  const { stray_rowid: rowid, ...stray } = twin;
  const key = row[table.key] as SqlValue;
  prepared(`UPDATE ${name} SET ${table.key} = ? WHERE rowid = ?`).run(key, rowid as SqlValue);
  return { ...stray, [table.key]: key };
}

/**
 * A record that began anew lists every sale that was open then, and the newest of all. An older one
 * that is open in the book and not listed was settled meanwhile, and nothing says how: to settle it
 * once more could give back what was paid for. Call inside a commit, when the record began anew
 * after the book's last commit. Returns how many there were.
 */
export function settleUnlisted(database: Database, { rows, anewAt }: Recorded): number {
  const listed = rows.flatMap(({ table, seq, row }) =>
    table === 'sales' && seq === anewAt ? [row] : [],
  );
  const newest = Math.max(0, ...listed.map(({ seq }) => Number(seq)));
  const ids = JSON.stringify(listed.map(({ id }) => id));
  const unlisted = `SELECT id FROM sales WHERE seq <= ?
    AND id NOT IN (SELECT value FROM json_each(?))`;
  const values = [newest - keptSales, ids] as const;
  const at = 'coalesce(approved_at, started_at)';
  const settled = database
    .prepare(
      `UPDATE transactions SET phase = 'refused', step = NULL,
         reason = '{"code":"settledUnseen"}', decided_at = ${at}
       WHERE ${isOpen} AND sale_id IN (${unlisted}) RETURNING id`,
    )
    .all(...values) as Row[];
  const noteEvent = database.prepare(eventOfPhase);
  for (const { id } of settled) noteEvent.run(id as SqlValue, id as SqlValue);
  const ended = database
    .prepare(
      `UPDATE sales SET state = 'abandoned', ended_at = opened_at,
         left_at = coalesce(left_at, opened_at)
       WHERE ${isNotEnded} AND id IN (${unlisted}) AND NOT ${isHeld}`,
    )
    .run(...values).changes;
  return settled.length + ended;
}

// A record may be that of a copy of this store which went on by itself and numbered its rows the
// same. Then both are true, and nothing that is there gives way to a row of the same number; only the
// same thing under a damaged id does.
function besideOthers(
  prepared: Prepare,
  table: string,
  row: Row,
  found: Row | undefined,
  present: Row | undefined,
): Row | null {
  const one = (sql: string, ...columns: string[]) =>
    prepared(sql).get(...columns.map((column) => row[column] as SqlValue)) as Row | undefined;
  if (table === 'settings') return row;
  if (table === 'exchanges') {
    if (!found || present) return row;
    return one(requestThere, 'transaction_id') ? null : { ...row, seq: null };
  }
  const thing = things[table];
  const isOther = thing ? `id <> ? AND ${thing} IS NOT ?` : 'id <> ?';
  const marks = thing ? ['id', thing] : ['id'];
  const isNumberTaken = one(`SELECT 1 FROM ${table} WHERE seq = ? AND ${isOther}`, 'seq', ...marks);
  const numbered = isNumberTaken ? { ...row, seq: found?.['seq'] ?? null } : row;
  if (table === 'sales') return { ...numbered, ...freeNumber(prepared, row) };
  if (table !== 'transactions') return numbered;
  const sameAttempt = one(
    `SELECT (SELECT max(attempt) FROM transactions WHERE sale_id = found.sale_id) AS last
     FROM transactions AS found WHERE sale_id = ? AND attempt = ? AND ${isOther}`,
    'sale_id',
    'attempt',
    ...marks,
  );
  return sameAttempt ? { ...numbered, attempt: Number(sameAttempt['last']) + 1 } : numbered;
}

/** What makes a row the same thing where its id was damaged. */
const things: Readonly<Record<string, string>> = {
  transactions: 'lookup_id',
  advices: 'transaction_id',
};

// Two sales were given one number, one in each copy of the book: the second is told from the first.
function freeNumber(prepared: Prepare, { id, place, number }: Row): Row {
  const taken = (column: string, value: unknown) =>
    value !== null &&
    prepared(`SELECT 1 FROM sales WHERE ${column} = ? AND id <> ?`).get(
      value as SqlValue,
      id as SqlValue,
    ) !== undefined;
  if (!taken('number', number)) return taken('place', place) ? { place: null } : {};
  let copy = 2;
  while (taken('number', `${String(number)}-${copy}`)) copy += 1;
  return { place: null, number: `${String(number)}-${copy}` };
}

const requestThere = `SELECT 1 FROM exchanges
  WHERE transaction_id = ? AND effect = 1 AND advice_id IS NULL AND late = 0`;

// Of what is known by a number alone, one of its other marks has to agree.
function isSameThing({ marks }: RecordedTable, recorded: Row, found: Row): boolean {
  return marks.length === 0 || marks.some((column) => recorded[column] === found[column]);
}

// The event of a step is not in the record; when and where to is.
const eventOfPhase = `INSERT INTO transaction_events (transaction_id, at, phase, step, reason, owes)
  SELECT id, coalesce(decided_at, approved_at, started_at), phase, step, reason,
    (SELECT kind FROM advices WHERE transaction_id = transactions.id)
  FROM transactions WHERE id = ? AND (phase, step) IS NOT
    (SELECT phase, step FROM transaction_events WHERE transaction_id = ? ORDER BY seq DESC LIMIT 1)`;

function isSame(table: RecordedTable, recorded: Row, present: Row): boolean {
  return Object.keys(recorded).every(
    (column) => table.unrecorded.includes(column) || recorded[column] === present[column],
  );
}

/** Whether the book has of a row what the record says in these columns of a line. */
export function isInBook(
  prepared: Prepare,
  tables: Tables,
  { table: name, row }: Pick<RecordedRow, 'table' | 'row'>,
  columns: readonly string[],
): boolean {
  const table = tableOf(tables, name);
  const present = prepared(selectRow(tables, name)).get(row[table.key] as SqlValue) as
    | Row
    | undefined;
  // Without the line that has the whole of it, it could not be put there.
  if (!present) return table.settling !== null && isKnownLine(table, row);
  const recorded = Object.fromEntries(columns.map((column) => [column, row[column]]));
  return isSame(table, recorded, present);
}

// No more than what can change after a row was first recorded.
function isKnownLine({ settling }: RecordedTable, row: Row): boolean {
  return Object.keys(row).every((column) => settling?.includes(column));
}

// Nothing gives way to it: a value that another row has already is left alone.
function putLasting(
  prepared: Prepare,
  name: string,
  table: RecordedTable,
  row: Row,
  present: Row,
): number {
  const [mark = ''] = table.lasting;
  if (row[mark] !== present[mark]) return 0;
  const columns = table.lasting.filter(
    (column) => (row[column] ?? null) !== null && row[column] !== present[column],
  );
  if (columns.length === 0) return 0;
  const sets = columns.map((column) => `${column} = ?`).join(', ');
  return prepared(`UPDATE OR IGNORE ${name} SET ${sets} WHERE ${table.key} = ?`).run(
    ...columns.map((column) => row[column] as SqlValue),
    row[table.key] as SqlValue,
  ).changes;
}

/**
 * Writes a row with the columns it has; what is there already is replaced, or stays. True if written.
 * The columns are named by the description of the table: a row comes from a file.
 */
export function putRow(
  prepared: Prepare,
  name: string,
  table: Columns,
  row: Row,
  mode: 'over' | 'beside',
): boolean {
  const columns = columnsOf(table).filter((column) => Object.hasOwn(row, column));
  const marks = columns.map(() => '?').join(', ');
  const values = columns.map((column) => row[column] as SqlValue);
  const verb = mode === 'over' ? 'INSERT OR REPLACE' : 'INSERT OR IGNORE';
  const sql = `${verb} INTO ${name} (${columns.join(', ')}) VALUES (${marks})`;
  return prepared(sql).run(...values).changes > 0;
}

export type Prepare = (sql: string) => Statement;

/** Prepares each question once. */
export function statementsOf(database: Database): Prepare {
  const statements = new Map<string, Statement>();
  return (sql) => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
}

/** Everything a record that begins anew has to hold. */
export function* rowsToRecord(
  database: Database,
  tables: Tables,
): Generator<{ table: string; row: Row }> {
  const oldest = database
    .prepare(`SELECT coalesce(max(seq), 0) - ${keptSales} AS seq FROM sales`)
    .get() as Row;
  const from = Number(oldest['seq']);
  const sales = `SELECT id FROM sales WHERE seq > ${from}
    UNION SELECT id FROM sales WHERE ${isNotEnded}
    UNION SELECT sale_id FROM transactions WHERE ${isOpen}
    UNION SELECT sale_id FROM advices JOIN transactions ON transactions.id = transaction_id
      WHERE advices.state <> 'delivered'`;
  for (const [table, { kept }] of Object.entries(tables)) {
    const sql = `SELECT * FROM ${table} WHERE ${kept(sales)}`;
    for (const row of database.prepare(sql).iterate()) yield { table, row: row as Row };
  }
}

function tableOf(tables: Tables, name: string): RecordedTable {
  const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
  invariant(table, 'a row of the record is of a recorded table');
  return table;
}

/** What a row is known by among those of all tables. */
export function nameOf(tables: Tables, table: string, row: Row): string {
  return `${table} ${String(row[tableOf(tables, table).key])}`;
}
