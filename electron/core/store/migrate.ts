// Brings a store to the newest schema: numbered steps, forward only, one commit each, the
// number kept in user_version and a checksum of the schema in application_id. A store from a newer
// program is refused before a byte is changed.
import { crc32 } from 'node:zlib';
import type { Database, Disk, Row } from './disk.ts';
import { migration0001 } from './migrations/0001-payments.ts';
import { migration0002 } from './migrations/0002-closings.ts';
import { migration0003 } from './migrations/0003-search-by-approved.ts';
import { migration0004 } from './migrations/0004-first-answers.ts';
import { migration0005 } from './migrations/0005-sales.ts';
import { migration0006 } from './migrations/0006-orders.ts';
import { StoreRefused } from './safe/store-refused.ts';

// Rows come into the store after its migrations too: from the second record, and from a damaged file
// that is carried over. They have the columns and the content of the version that wrote them. So a new
// column needs a default that means what it was like before. Rows of before 0005, which made other tables
// of them, go through that step in a file of their own first (safe/carry-over.ts).

export type Migration = { readonly number: number; readonly sql: string };

export const migrations: readonly Migration[] = [
  migration0001,
  migration0002,
  migration0003,
  migration0004,
  migration0005,
  migration0006,
];

/**
 * Applies what is missing. Before the first step on a store that already holds data, a copy of the
 * file is made beside it (`….before-2`), unless that copy is there already. True when it applied any.
 * @throws StoreRefused when the store is newer than this program.
 */
export function migrate(
  database: Database,
  disk: Disk,
  steps: readonly Migration[] = migrations,
): boolean {
  const newest = steps.at(-1)?.number ?? 0;
  const version = Number(database.pragma('user_version', { simple: true }));
  refuseNewer(version, newest);
  const missing = steps.filter(({ number }) => number > version);
  for (const step of missing) {
    if (version > 0 && holdsData(database)) backUp(database, disk, step.number);
    runSteps(database, [step]);
  }
  return missing.length > 0;
}

/** Runs these steps, each in a commit of its own. */
export function runSteps(database: Database, steps: readonly Migration[]): void {
  for (const { number, sql } of steps) {
    // Tables that refer to each other are made anew one after the other, and a book that was mended may
    // have rows whose partner is lost.
    database.pragma('foreign_keys = OFF', { simple: true });
    // What fails in it leaves the commit open, and nothing of it done.
    try {
      database.exec(`BEGIN IMMEDIATE -- migration ${number}`);
      database.exec(`${sql}; PRAGMA user_version = ${number}`);
      database.exec(`PRAGMA application_id = ${schemaMark(database)}`);
      database.exec(`COMMIT -- migration ${number}`);
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw error;
    } finally {
      database.pragma('foreign_keys = ON', { simple: true });
    }
  }
}

/** @throws StoreRefused when what was written is of a newer version than the newest known. */
export function refuseNewer(version: number, newest: number): void {
  if (version <= newest) return;
  throw new StoreRefused(
    'newer',
    `The data was written by a newer version of Until (schema ${version}, this one knows ${newest}). Install the newer version.`,
  );
}

/** Whether there is a checksum of the schema in it. */
export function isMarked(database: Database): boolean {
  return Number(database.pragma('application_id', { simple: true })) !== 0;
}

/**
 * Whether schema and version are what the last step made of them (or were made before there was a
 * checksum). A bit that changed there is damage that no check of SQLite finds: a column has another
 * name from then on, a rule another meaning, or the store seems to be a newer program's.
 */
export function isSchemaAsMade(database: Database): boolean {
  const mark = Number(database.pragma('application_id', { simple: true }));
  return !isMarked(database) || mark === schemaMark(database);
}

// As a signed number of 32 bits, which is what the file's header has room for. Counted the same by
// every version: a store that seems to have another schema is set aside, and one that is newer refused.
// What SQLite keeps for itself (statistics) does not count.
function schemaMark(database: Database): number {
  const version = database.pragma('user_version', { simple: true });
  const rows = database
    .prepare(
      `SELECT name, sql FROM sqlite_schema
       WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .all() as Row[];
  return crc32(JSON.stringify([version, ...rows])) | 0;
}

// A book that a power cut broke off while it was being made has nothing to be lost.
function holdsData(database: Database): boolean {
  return database.prepare('SELECT 1 FROM settings LIMIT 1').get() !== undefined;
}

function backUp(database: Database, disk: Disk, before: number): void {
  const copy = `${database.name}.before-${before}`;
  if (disk.exists(copy)) return;
  // Under another name until it is whole: half of a copy would be taken for one ever after.
  const unfinished = `${copy}.new`;
  disk.remove(unfinished);
  database.prepare('VACUUM INTO ?').run(unfinished);
  disk.rename(unfinished, copy);
  disk.syncFolderOf(copy);
}
