// Rows of before a step that made other tables of them: they go through that step in a file of their own,
// and come out as rows of today. So a damaged book and a second record of an earlier version are carried
// over by the very statements that carry over a sound one.
import type { Database, Disk, Row, SqlValue } from '../disk.ts';
import { runSteps } from '../migrate.ts';
import { isOfEarlier, type Schema } from '../schema.ts';
import { columnsOf } from '../table.ts';
import { isOfSchema } from './disk-trouble.ts';
import type { Recorded } from './journal.ts';
import type { RecordedRow } from './record-lines.ts';
import { besides } from './set-aside.ts';

/**
 * Has `fill` put rows of the earlier version into a new database, brings that up to date and hands it to
 * `work`. Nothing of it stays on the disk.
 */
export function inOwnFile<Value>(
  disk: Disk,
  path: string,
  { migrations, earlier }: Schema,
  fill: (database: Database) => void,
  work: (database: Database) => Value,
): Value {
  const file = besides(path, 'carrying');
  const remove = () => {
    for (const part of ['-wal', '-shm', '-journal', '']) disk.remove(`${file}${part}`);
  };
  // Of a run that was broken off.
  remove();
  const database = disk.openDatabase(file);
  try {
    database.pragma('locking_mode = EXCLUSIVE', { simple: true });
    runSteps(
      database,
      migrations.filter(({ number }) => number < earlier.before),
    );
    database.pragma('foreign_keys = OFF', { simple: true });
    fill(database);
    runSteps(
      database,
      migrations.filter(({ number }) => number >= earlier.before),
    );
    return work(database);
  } finally {
    database.close();
    remove();
  }
}

/**
 * A record of an earlier version in the words of today; of this version it stays as it is. What the book
 * knows of a sale that has ended is the book's: the record may not have all of its payments.
 */
export function inOwnWords(
  disk: Disk,
  path: string,
  schema: Schema,
  recorded: Recorded,
  book: Database,
): Recorded {
  if (!recorded.rows.some(({ table, row }) => isOfEarlier(schema, table, row))) return recorded;
  const wholes = mergedByKey(recorded.rows, schema);
  return inOwnFile(
    disk,
    path,
    schema,
    (database) => {
      for (const { table, row } of wholes.values()) putEarlier(database, schema, table, row);
    },
    (database) => {
      const rows: RecordedRow[] = [];
      const isTheBooks = saleIsTheBooks(book, database);
      for (const [table, { key, partly }] of Object.entries(schema.recorded)) {
        // Of a table that is recorded in part, what the record had.
        const only = table === 'exchanges' ? 'WHERE effect = 1' : '';
        for (const row of database.prepare(`SELECT * FROM ${table} ${only}`).all() as Row[]) {
          if (partly && table === 'settings' && !wholes.has(`settings ${String(row[key])}`))
            continue;
          const seq = seqOf(wholes, table, row) ?? recorded.newest;
          if (!isTheBooks(table, row)) rows.push({ seq, commit: 'carried', of: 1, table, row });
        }
      }
      return { ...recorded, rows };
    },
  );
}

// Later lines of a row may hold no more than what changed.
function mergedByKey(rows: readonly RecordedRow[], { earlier }: Schema): Map<string, RecordedRow> {
  const merged = new Map<string, RecordedRow>();
  for (const line of rows) {
    const key = earlier.tables[line.table]?.key;
    if (!key) continue;
    const name = `${line.table} ${String(line.row[key])}`;
    merged.set(name, { ...line, row: { ...merged.get(name)?.row, ...line.row } });
  }
  return merged;
}

// A row whose beginning is lost, or that breaks a rule: the record says nothing that could be believed.
function putEarlier(database: Database, { earlier }: Schema, name: string, row: Row): void {
  const table = earlier.tables[name];
  if (!table) return;
  const columns = columnsOf(table).filter((column) => Object.hasOwn(row, column));
  const marks = columns.map(() => '?').join(', ');
  try {
    database
      .prepare(`INSERT OR REPLACE INTO ${name} (${columns.join(', ')}) VALUES (${marks})`)
      .run(...columns.map((column) => row[column] as SqlValue));
  } catch (error) {
    if (!isOfSchema(error)) throw error;
  }
}

// The commit that a row was recorded with; of what is made of another row, that one's.
function seqOf(
  wholes: ReadonlyMap<string, RecordedRow>,
  table: string,
  row: Row,
): number | undefined {
  const source: Readonly<Record<string, string>> = {
    sales: `sales ${String(row['number'])}`,
    transactions: `payments ${String(row['id'])}`,
    advices: `advices ${String(row['id'])}`,
    exchanges: `exchanges ${String(row['seq'])}`,
    settings: `settings ${String(row['name'])}`,
  };
  return wholes.get(source[table] ?? '')?.seq;
}

// Of a sale that has ended, unless the record has a payment of it that the book has not: then the book
// was told of its end too early, or lost it.
function saleIsTheBooks(book: Database, carried: Database): (table: string, row: Row) => boolean {
  const ended = book.prepare(
    `SELECT 1 FROM sales WHERE id = ? AND state IN ('completed', 'abandoned')`,
  );
  const there = book.prepare('SELECT 1 FROM transactions WHERE id = ?');
  const recorded = carried.prepare('SELECT id FROM transactions WHERE sale_id = ?');
  return (table, row) => {
    if (table !== 'sales' && table !== 'sale_lines' && table !== 'postings') return false;
    const saleId = (table === 'sales' ? row['id'] : row['sale_id']) as SqlValue;
    const parts = recorded.all(saleId) as Row[];
    return (
      ended.get(saleId) !== undefined &&
      parts.every(({ id }) => there.get(id as SqlValue) !== undefined)
    );
  };
}
