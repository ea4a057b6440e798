// One version of the store: the steps that lead to it and what its tables are. A test brings the next
// one. A table is described beside its questions; here is the list of them.

import type { Row } from './disk.ts';
import { type EarlierTable, tablesBefore0005 } from './earlier.ts';
import { type Migration, migrations } from './migrate.ts';
import { isRowOf, type RecordedTable, type Table } from './table.ts';
import { advicesTable, firstAnswersTable } from './tables/advices.ts';
import { exchangesTable } from './tables/exchanges.ts';
import { postingsTable } from './tables/postings.ts';
import { saleEventsTable } from './tables/sale-events.ts';
import { saleLinesTable } from './tables/sale-lines.ts';
import { salesTable } from './tables/sales.ts';
import { settingsTable } from './tables/settings.ts';
import { tendersTable } from './tables/tenders.ts';
import { transactionEventsTable, transactionsTable } from './tables/transactions.ts';

/** The tables that money rests on, in the order in which a record that begins anew lists them. */
export const recordedTables = {
  // First, because whose record it is stands in its first line.
  settings: settingsTable,
  sales: salesTable,
  sale_lines: saleLinesTable,
  tenders: tendersTable,
  transactions: transactionsTable,
  postings: postingsTable,
  exchanges: exchangesTable,
  advices: advicesTable,
} as const satisfies Readonly<Record<string, RecordedTable>>;
export type RecordedName = keyof typeof recordedTables;

/** Tables that a person only reads: they are carried over, and not recorded. */
const readTables = {
  first_answers: firstAnswersTable,
  transaction_events: transactionEventsTable,
  sale_events: saleEventsTable,
} as const satisfies Readonly<Record<string, Table>>;

/** Tables that the book makes of others by itself: they are neither recorded nor carried over. */
export const madeOfOthers: readonly string[] = ['owed_counts'];

/** What a file of before a step that made other tables of them has. */
export type Earlier = {
  /** Number of that step. */
  readonly before: number;
  readonly tables: Readonly<Record<string, EarlierTable>>;
};

export type Schema = {
  readonly migrations: readonly Migration[];
  readonly recorded: Readonly<Record<string, RecordedTable>>;
  /** Those that are carried over and not recorded. */
  readonly read: Readonly<Record<string, Table>>;
  readonly earlier: Earlier;
};

export const schema: Schema = {
  migrations,
  recorded: recordedTables,
  read: readTables,
  earlier: { before: 5, tables: tablesBefore0005 },
};

/** Number of the newest step. */
export function versionOf({ migrations }: Schema): number {
  return migrations.at(-1)?.number ?? 0;
}

/** Names of the tables that a file of this version has; nothing is asked of it that came later. */
export function tablesOfVersion({ recorded, read, earlier }: Schema, version: number): string[] {
  const tables = version < earlier.before ? earlier.tables : { ...recorded, ...read };
  return Object.entries(tables).flatMap(([name, { since }]) => (since <= version ? [name] : []));
}

/**
 * Whether a line of a second record of this `version` can be one of ours. Where that cannot be told, it
 * may be in the words of before.
 */
export function isRecorded(
  schema: Schema,
  table: string,
  row: Row,
  version: number | null,
): boolean {
  if (isRowOf(schema.recorded, table, row)) return true;
  const mayBeEarlier = version === null || version < schema.earlier.before;
  return mayBeEarlier && isRowOf(schema.earlier.tables, table, row);
}

/** Whether it can only be an earlier one's. */
export function isOfEarlier(schema: Schema, table: string, row: Row): boolean {
  return isRowOf(schema.earlier.tables, table, row) && !isRowOf(schema.recorded, table, row);
}
