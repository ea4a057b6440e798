// Compares with the book what of the second record a start has not compared: backwards from there, a
// slice at a time, while the till sells. The last line of a row holds, and it may be partial: so what of a
// row was said by a newer line, of before or of since the start, is passed over in an older one. It
// changes nothing. What differs makes the disk doubted: the next start compares all, tells and mends.
import type { Database } from '../disk.ts';
import { isRowOf, type Tables } from '../table.ts';
import type { Journal, Recorded } from './journal.ts';
import { isInBook, nameOf, type Prepare, statementsOf } from './record.ts';
import type { RecordedRow } from './record-lines.ts';

/** How far back from the record's end it goes, in bytes: the last hundreds of sales. */
const lookedBackAt = 9 * 1024 * 1024;
/** About what is compared at once, in bytes: a few milliseconds' worth. */
const sliceBytes = 64 * 1024;

export type LookedBack = 'more' | 'done' | 'differs';

export class LookBack {
  readonly #journal: Journal;
  readonly #tables: Tables;
  readonly #prepared: Prepare;
  readonly #timesAnew: number;
  readonly #until: number;
  /** What stands from here on has been compared. */
  #at: number;
  /** Commit of the oldest line so far. */
  #seq: number;
  /** By row, the columns that a newer line has. */
  readonly #said = new Map<string, Set<string>>();

  constructor(parts: {
    readonly database: Database;
    readonly journal: Journal;
    readonly tables: Tables;
    readonly compared: Pick<Recorded, 'rows' | 'newest' | 'begin'>;
  }) {
    const { database, journal, tables, compared } = parts;
    this.#journal = journal;
    this.#tables = tables;
    this.#prepared = statementsOf(database);
    this.#timesAnew = journal.timesAnew;
    this.#until = Math.max(journal.size - lookedBackAt, 0);
    this.#at = compared.begin;
    this.#seq = compared.rows[0]?.seq ?? compared.newest;
    this.passOver(compared.rows);
  }

  /** These lines are newer than all that it will meet. */
  passOver(rows: readonly Pick<RecordedRow, 'table' | 'row'>[]): void {
    for (const { table, row } of rows) this.#unsaid(table, row);
  }

  /** Compares the next slice. A record that began anew since was made of the book. */
  look(): LookedBack {
    if (this.#journal.timesAnew !== this.#timesAnew || this.#at <= this.#until) return 'done';
    const { lines, begin } = this.#journal.before(this.#at, sliceBytes);
    this.#at = begin;
    return lines.every((line) => line !== null && this.#isRight(line)) ? 'more' : 'differs';
  }

  #isRight(line: RecordedRow): boolean {
    const { table, row, seq } = line;
    const follows = seq === this.#seq || seq === this.#seq - 1;
    this.#seq = seq;
    if (!follows || !isRowOf(this.#tables, table, row)) return false;
    const columns = this.#unsaid(table, row);
    return columns.length === 0 || isInBook(this.#prepared, this.#tables, line, columns);
  }

  /** The columns of a line that no newer one has; from now on this one has them. */
  #unsaid(table: string, row: RecordedRow['row']): string[] {
    const name = nameOf(this.#tables, table, row);
    const said = this.#said.get(name) ?? new Set();
    const columns = Object.keys(row).filter((column) => !said.has(column));
    for (const column of columns) said.add(column);
    this.#said.set(name, said);
    return columns;
  }
}
