// One version of the store: the steps that lead to it and what its tables are. A test brings the next
// one.
import { type Migration, migrations } from './migrate.ts';
import { type RecordedTable, readTables, recordedTables, type Table } from './tables.ts';

export type Schema = {
  readonly migrations: readonly Migration[];
  readonly recorded: Readonly<Record<string, RecordedTable>>;
  /** Those that are carried over and not recorded. */
  readonly read: Readonly<Record<string, Table>>;
};

export const schema: Schema = { migrations, recorded: recordedTables, read: readTables };

/** Number of the newest step. */
export function versionOf({ migrations }: Schema): number {
  return migrations.at(-1)?.number ?? 0;
}

/** Names of the tables that a file of this version has; nothing is asked of it that came later. */
export function tablesOfVersion({ recorded, read }: Schema, version: number): string[] {
  return Object.entries({ ...recorded, ...read }).flatMap(([name, { since }]) =>
    since <= version ? [name] : [],
  );
}
