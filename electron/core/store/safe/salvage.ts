// Carries over what can still be read of a damaged database. Row by row it reads each table; where it
// meets what cannot be read, it looks for the next row behind that, and from there back. What lies
// between is lost from here; what money rests on of it comes back from the second record.
import type { Database, Disk, Row } from '../disk.ts';
import type { Schema } from '../schema.ts';
import { fits, type Table } from '../table.ts';
import { inOwnFile } from './carry-over.ts';
import { isCorrupt, isFull, isOfSchema, storageCode } from './disk-trouble.ts';
import { type Prepare, putRow, statementsOf } from './record.ts';

const rowsAtOnce = 1_000;
/** The farthest row that is looked for behind a damaged page, and how often in one table. */
const farthest = 2 ** 40;
const mostJumps = 10_000;
/** Most bytes that are added to a file that was cut off; beyond that its header is wrong. */
const longestFill = 1024 ** 3;

/** A row that could be read and broke a rule of the schema: it stands only in the damaged file. */
export type Unsalvaged = { readonly table: string; readonly key: string; readonly value: unknown };

/** Of these the record has only what it needs, and a person no more than to read. */
const notMissed = ['exchanges', 'settings'];

/**
 * Copies every readable row of the database at `path` into `target`, beside what is there. Returns
 * what money rests on and could not be put in.
 */
export function salvage(disk: Disk, path: string, target: Database, schema: Schema): Unsalvaged[] {
  const { recorded, read, earlier } = schema;
  const unsalvaged: Unsalvaged[] = [];
  let damaged: Database | undefined;
  fillUp(disk, path);
  try {
    damaged = disk.openDatabase(path);
    // The lock of EXCLUSIVE needs no shared memory, which may be damaged too.
    damaged.pragma('locking_mode = EXCLUSIVE', { simple: true });
    target.pragma('foreign_keys = OFF', { simple: true });
    const copyAll = (from: Database) => {
      for (const [name, table] of Object.entries(recorded)) {
        copyReadable(from, name, table, target, (row) => refuse(name, table.key, row));
      }
      for (const [name, table] of Object.entries(read)) {
        copyReadable(from, name, table, target, () => {});
      }
    };
    const refuse = (table: string, key: string, row: Row) => {
      if (notMissed.includes(table)) return;
      const refused = { table, key, value: row[key] };
      // One that is there already was carried over by a run that was broken off.
      if (!isThere(target, refused)) unsalvaged.push(refused);
    };
    const found = damaged;
    if (!isEarlier(found, schema)) copyAll(found);
    else {
      const fill = (database: Database) => {
        for (const [name, table] of Object.entries(earlier.tables)) {
          copyReadable(found, name, table, database, (row) => {
            if (table.key !== null) refuse(table.now, table.key, row);
          });
        }
      };
      inOwnFile(disk, path, schema, fill, copyAll);
    }
  } catch (error) {
    if (!isOfDamage(error)) throw error;
  } finally {
    target.pragma('foreign_keys = ON', { simple: true });
    damaged?.close();
  }
  return unsalvaged;
}

// By a table that there is no more: the version that the file calls itself may be damaged as well.
function isEarlier(damaged: Database, { recorded, read, earlier }: Schema): boolean {
  const gone = Object.keys(earlier.tables).filter((name) => !(name in recorded || name in read));
  const names = gone.map(() => '?').join(', ');
  const sql = `SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name IN (${names})`;
  return damaged.prepare(sql).get(...gone) !== undefined;
}

/** Whether the row is in the database all the same: the second record had it. */
export function isThere(database: Database, { table, key, value }: Unsalvaged): boolean {
  const sql = `SELECT 1 FROM ${table} WHERE ${key} = ?`;
  const isKey = typeof value === 'string' || typeof value === 'number';
  return isKey && database.prepare(sql).get(value) !== undefined;
}

// SQLite reads nothing of a file that is shorter than its header says: zeroes for what was cut off.
function fillUp(disk: Disk, path: string): void {
  const file = disk.openFile(path);
  try {
    const header = file.read(0, 100);
    if (header.length < 100 || !header.toString('latin1').startsWith('SQLite format 3')) return;
    // Sizes as the file format has them: of a page at byte 16 (1 is 65 536), in pages at byte 28.
    const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
    const missing = header.readUInt32BE(28) * pageBytes - file.size;
    if (missing > 0 && missing < longestFill) file.truncate(file.size + missing);
  } catch (error) {
    // What was there can be read or not; it must not take the room that what is open needs.
    if (!isFull(error)) throw error;
  } finally {
    file.close();
  }
}

function copyReadable(
  damaged: Database,
  name: string,
  table: Table,
  target: Database,
  onRefused: (row: Row) => void,
): void {
  const prepared = statementsOf(target);
  let waiting = 0;
  const put = (row: Row) => {
    if (waiting === 0) target.exec('BEGIN -- salvage');
    if (!putReadable(prepared, name, table, row)) onRefused(row);
    waiting += 1;
    if (waiting === rowsAtOnce) commit();
  };
  const commit = () => {
    if (waiting > 0) target.exec('COMMIT -- salvage');
    waiting = 0;
  };
  /** Copies what comes behind (or before) a row. Says how far it got, and whether that was all. */
  const copy = (direction: 'ASC' | 'DESC', from: number, until: number) => {
    let at = from;
    try {
      const rows = damaged
        .prepare(
          `SELECT rowid AS salvaged_rowid, * FROM ${name}
           WHERE rowid ${direction === 'ASC' ? '> ? AND rowid <= ?' : '< ? AND rowid > ?'}
           ORDER BY rowid ${direction}`,
        )
        .iterate(from, until) as IterableIterator<Row>;
      for (const { salvaged_rowid: rowid, ...row } of rows) {
        const next = Number(rowid);
        // Pages that point at each other in a circle.
        if (direction === 'ASC' ? next <= at : next >= at) return { at, isAll: false };
        at = next;
        put(row);
      }
      return { at, isAll: true };
    } catch (error) {
      if (!isOfDamage(error)) throw error;
      return { at, isAll: false };
    }
  };
  let last = 0;
  for (let jumps = 0; jumps < mostJumps; jumps += 1) {
    const { at, isAll } = copy('ASC', last, Number.MAX_SAFE_INTEGER);
    last = at;
    if (isAll) break;
    let step = 1;
    while (step <= farthest && !canRead(damaged, name, last + step)) step *= 2;
    if (step > farthest) break;
    copy('DESC', last + step + 1, last);
    last += step;
  }
  commit();
}

/** Whether the first row behind this one can be read. */
function canRead(damaged: Database, name: string, rowid: number): boolean {
  try {
    damaged.prepare(`SELECT * FROM ${name} WHERE rowid > ? ORDER BY rowid LIMIT 1`).get(rowid);
    return true;
  } catch (error) {
    if (!isOfDamage(error)) throw error;
    return false;
  }
}

// A row that breaks a rule of the schema, or has a column that is none of ours, was damaged; the second
// record has it if it matters.
function putReadable(prepared: Prepare, name: string, table: Table, row: Row): boolean {
  if (!fits(table, row)) return false;
  try {
    return putRow(prepared, name, table, row, 'beside');
  } catch (error) {
    if (!isOfSchema(error)) throw error;
    return false;
  }
}

// A table that is not there any more has nothing to be carried over.
function isOfDamage(error: unknown): boolean {
  return isCorrupt(error) || storageCode(error) === 'SQLITE_ERROR';
}
