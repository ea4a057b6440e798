// Brings a store to the newest schema: numbered steps, forward only, one transaction each, the
// number kept in user_version. A store from a newer program is refused before a byte is changed.
import { existsSync } from 'node:fs';
import { migration0001 } from './migrations/0001-payments.ts';
import type { Database } from './open.ts';
import { StoreRefused } from './store-refused.ts';

export type Migration = { readonly number: number; readonly sql: string };

export const migrations: readonly Migration[] = [migration0001];

/**
 * Applies what is missing. Before the first step on a store that already holds data, a copy of the
 * file is made beside it (`….before-2`), unless that copy is there already.
 * @throws StoreRefused when the store is newer than this program.
 */
export function migrate(database: Database, steps: readonly Migration[] = migrations): void {
  const newest = steps.at(-1)?.number ?? 0;
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > newest) {
    throw new StoreRefused(
      'newer',
      `The data was written by a newer version of Until (schema ${version}, this one knows ${newest}). Install the newer version.`,
    );
  }
  for (const step of steps.filter(({ number }) => number > version)) {
    if (version > 0) backUp(database, step.number);
    database
      .transaction(() => {
        database.exec(step.sql);
        database.pragma(`user_version = ${step.number}`);
      })
      .immediate();
  }
}

function backUp(database: Database, before: number): void {
  const copy = `${database.name}.before-${before}`;
  if (!existsSync(copy)) database.prepare('VACUUM INTO ?').run(copy);
}
