// How a table of the store is described: since which version a file has it, how its rows are known, and
// every column by its type. Each table is described once, beside its questions (tables/<name>.ts), and
// whatever guards it reads that. Names come into the text of a query from there and from nowhere else,
// however a file spells its own; and what a file must have is asked of the version that wrote it.
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
  /** Some of its rows are not recorded: nothing rests on them. */
  readonly partly?: true;
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
  /** Which rows a record that begins anew has to hold, as SQL; of the sales in the list `sales`. */
  readonly kept: (sales: string) => string;
};

/** By name, in the order in which a record that begins anew lists them. */
export type Tables = Readonly<Record<string, RecordedTable>>;

export function columnsOf({ text, integer }: Columns): string[] {
  return [...integer, ...text];
}

/**
 * Whether a row is one of a recorded table: it has its key, and every column of it is one of the
 * table's, with a value of its type. What was read from a file is not believed before.
 */
export function isRowOf(
  tables: Readonly<Record<string, Columns & { readonly key: string | null }>>,
  name: string,
  row: Row,
): boolean {
  const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
  if (!table || table.key === null) return false;
  return (row[table.key] ?? null) !== null && fits(table, row);
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

/** What a statement does to a table, as far as the second record goes. */
export type Change = { readonly table: string; readonly isRecorded: boolean };

/** Whether a statement only reads. */
export function isQuestion(sql: string): boolean {
  return /^\s*(SELECT|PRAGMA|EXPLAIN)\b/i.test(sql);
}

/**
 * Reads which table a statement changes, and whether the second record has to have that. Null when that
 * cannot be read, or it changes none. A new row of a table of which some are not recorded may be one of
 * those.
 */
export function changeOf(sql: string, tables: Tables): Change | null {
  const [, verb = '', name = ''] =
    /^\s*(INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+(\w+)(?![\w.])/i.exec(
      sql,
    ) ?? [];
  if (name === '') return null;
  // As SQLite reads it, however it is written.
  const known = Object.keys(tables).find((each) => each === name.toLowerCase());
  const table = known && tables[known];
  if (!table) return { table: name, isRecorded: false };
  if (/^INSERT/i.test(verb)) return { table: name, isRecorded: table.partly !== true };
  const [, sets = ''] = /\sSET\s+([\s\S]*?)(?:\sWHERE\s|$)/i.exec(sql) ?? [];
  const columns = [...sets.matchAll(/(?:^|,)\s*(\w+)\s*=/g)].map(([, column = '']) => column);
  const isNoted = columns.length > 0 && columns.every((each) => table.unrecorded.includes(each));
  // A name in quotes, or a list of them, is not read here, and what a question brings may hide one.
  const isPlain = !/["`[]|\(\s*SELECT/i.test(sets);
  return { table: name.toLowerCase(), isRecorded: !(isNoted && isPlain) };
}
