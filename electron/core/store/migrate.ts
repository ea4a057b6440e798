// Brings a store to the newest schema: numbered steps, forward only, one transaction each, the
// number kept in user_version. A store from a newer program is refused before a byte is changed.

import type { Database, Disk } from './disk.ts';
import { migration0001 } from './migrations/0001-payments.ts';
import { migration0002 } from './migrations/0002-closings.ts';
import { migration0003 } from './migrations/0003-search-by-approved.ts';
import { migration0004 } from './migrations/0004-first-answers.ts';
import { StoreRefused } from './store-refused.ts';

export type Migration = { readonly number: number; readonly sql: string };

export const migrations: readonly Migration[] = [
  migration0001,
  migration0002,
  migration0003,
  migration0004,
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
  if (version > newest) {
    throw new StoreRefused(
      'newer',
      `The data was written by a newer version of Until (schema ${version}, this one knows ${newest}). Install the newer version.`,
    );
  }
  const missing = steps.filter(({ number }) => number > version);
  for (const step of missing) {
    if (version > 0) backUp(database, disk, step.number);
    // One statement list: what fails in it leaves the transaction open, and nothing of it done.
    try {
      database.exec(
        `BEGIN IMMEDIATE; ${step.sql}; PRAGMA user_version = ${step.number}; COMMIT -- migration ${step.number}`,
      );
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }
  return missing.length > 0;
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
