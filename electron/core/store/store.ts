// The store as the core uses it: statements prepared once, and work done in commits. Promises:
// what a commit changed is durable when it returns, in the database and, where money rests on
// it, in the second record; or it is in neither.

import { invariant } from '../../../src-shared/result.ts';
import { asItIs, type Redact } from '../redact.ts';
import type { Database, Row, SqlValue, Statement } from './disk.ts';
import { isDoubtful, isFull } from './safe/disk-trouble.ts';
import type { Journal } from './safe/journal.ts';
import type { LookBack } from './safe/look-back.ts';
import { rowsToRecord, selectRow } from './safe/record.ts';
import type { RecordedRow } from './safe/record-lines.ts';
import type { Reserve } from './safe/reserve.ts';
import { UnreadableRows } from './safe/unreadable.ts';
import { type RecordedName, type Schema, schema, versionOf } from './schema.ts';
import { type Change, changeOf, isQuestion } from './table.ts';
import { openAdvices } from './tables/owed.ts';
import { readSetting, saveSetting } from './tables/settings.ts';

/** The second record begins anew when it has grown beyond this, and beyond twice what it must hold. */
const recordLimit = 8 * 1024 * 1024;
/** About what it holds of one sale that is not settled, in bytes. */
const recordedSale = 5 * 1024;

export type StoreParts = {
  readonly database: Database;
  readonly journal: Journal;
  readonly reserve: Reserve;
  /** The disk can no longer be believed: stop, open again and look. */
  readonly onDoubt: (error: unknown) => void;
  readonly schema?: Schema;
  /** Compares what of the second record the opening has not. */
  readonly lookBack?: LookBack | null;
};

type Touched = {
  readonly table: RecordedName;
  readonly key: string | number;
  readonly isKnown: boolean;
  /** What changed of it, when that needs not be asked. */
  readonly changed?: Row;
};

type Prepared = { readonly statement: Statement; readonly change: Change | null };

export class Store {
  readonly database: Database;
  /** Rows that could not be read in this run. */
  readonly unreadable = new UnreadableRows(() => {
    this.#changes += 1;
  });
  #redact: Redact = asItIs;
  readonly #journal: Journal;
  readonly #reserve: Reserve;
  readonly #onDoubt: (error: unknown) => void;
  readonly #schema: Schema;
  readonly #statements = new Map<string, Prepared>();
  readonly #touched = new Map<string, Touched>();
  /** Counts what may change all that is read; and each table's changes. */
  #changes = 0;
  readonly #changed = new Map<string, number>();
  readonly #kept = new Map<string, { readonly change: number; readonly value: unknown }>();
  #recordLimit: number;
  #lookBack: LookBack | null;

  constructor(parts: StoreParts) {
    const { database, journal, reserve, onDoubt, schema: own = schema, lookBack = null } = parts;
    this.database = database;
    this.#schema = own;
    this.#lookBack = lookBack;
    this.#journal = journal;
    this.#reserve = reserve;
    this.#onDoubt = onDoubt;
    this.#recordLimit = Math.max(recordLimit, 2 * recordedSale * openAdvices(database));
  }

  /** Takes our credentials out of what a far end said, before it is kept and when it is shown. */
  get redact(): Redact {
    return this.#redact;
  }

  /** From now on what `redact` takes out of a text neither comes into the book nor out of it. */
  hide(redact: Redact): void {
    this.#redact = redact;
    this.#changes += 1;
  }

  /** False when the disk is so full that nothing new may begin; what is open can still be finished. */
  hasRoom(): boolean {
    return this.#reserve.keep();
  }

  /**
   * What `ask` gave when the book was last asked for this, as long as nothing changed in the tables that
   * it asks: every change tells all windows anew, most of which is as it was.
   */
  kept<Value>(name: string, tables: readonly string[], ask: () => Value): Value {
    const change = tables.reduce(
      (all, table) => all + (this.#changed.get(table) ?? 0),
      this.#changes,
    );
    const kept = this.#kept.get(name);
    if (kept?.change === change) return kept.value as Value;
    const value = ask();
    this.#kept.set(name, { change, value });
    return value;
  }

  /** Runs a change that no line of the second record speaks of; returns how many rows it touched. */
  run(sql: string, ...values: SqlValue[]): number {
    return this.#change(sql, null, values).changes;
  }

  /** Inserts a row that the second record need not have, and returns its rowid. */
  insert(sql: string, ...values: SqlValue[]): number {
    return Number(this.#change(sql, null, values).lastInsertRowid);
  }

  /**
   * Runs a change of one row that the second record gets with the commit under way, whole. Returns how
   * many rows it touched.
   */
  write(table: RecordedName, key: string | number, sql: string, ...values: SqlValue[]): number {
    const { changes } = this.#change(sql, table, values);
    if (changes > 0) this.#touch({ table, key, isKnown: false });
    return changes;
  }

  /** As `write`, of a row that the record has: it gets what can change of it. */
  writeKnown(
    table: RecordedName,
    key: string | number,
    sql: string,
    ...values: SqlValue[]
  ): number {
    const { changes } = this.#change(sql, table, values);
    if (changes > 0) this.#touch({ table, key, isKnown: true });
    return changes;
  }

  /** As `write`, of a row that the record has, by one who knows all that changes: it is not read. */
  writeChanged(
    table: RecordedName,
    key: string | number,
    changed: Row,
    sql: string,
    ...values: SqlValue[]
  ): number {
    const { changes } = this.#change(sql, table, values);
    if (changes > 0) this.#touch({ table, key, isKnown: true, changed });
    return changes;
  }

  /** Inserts a row that is known by its rowid, for the second record too. */
  writeNumbered(table: RecordedName, sql: string, ...values: SqlValue[]): void {
    const key = Number(this.#change(sql, table, values).lastInsertRowid);
    this.#touch({ table, key, isKnown: false });
  }

  one(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#trusting(() => this.#question(sql).get(...values) as Row | undefined);
  }

  all(sql: string, ...values: SqlValue[]): Row[] {
    return this.#trusting(() => this.#question(sql).all(...values) as Row[]);
  }

  /**
   * All or nothing, durable when it returns. `name` says what the commit is about, in the second
   * record and in tests that break it off. On a full disk the reserve is given up for one more try.
   * `recordLater`: for what does no harm if the second record never learns it; there it becomes
   * durable with the next commit. A record that lags behind is no damage: the database is right.
   */
  commit<Value>(name: string, work: () => Value, { recordLater = false } = {}): Value {
    return this.#trusting(() => {
      try {
        return this.#tryToCommit(name, work, recordLater);
      } catch (error) {
        if (!isFull(error) || !this.#reserve.release()) throw error;
        return this.#tryToCommit(name, work, recordLater);
      }
    });
  }

  /** As `commit`, for the beginning of something new: the reserve is not for that. */
  commitNew<Value>(name: string, work: () => Value): Value {
    return this.#trusting(() => this.#tryToCommit(name, work));
  }

  /**
   * Compares one more slice of the second record with the book; false when there is no more. What
   * differs makes the disk doubted. Call outside a commit.
   */
  lookBack(): boolean {
    try {
      const found = this.#lookBack?.look() ?? 'done';
      if (found === 'more') return true;
      if (found === 'differs') this.#onDoubt(new Error('the book is not as its record has it'));
    } catch (error) {
      if (!isDoubtful(error)) throw error;
      this.#onDoubt(error);
    }
    this.#lookBack = null;
    return false;
  }

  close(): void {
    this.#journal.close();
    this.database.close();
  }

  #tryToCommit<Value>(name: string, work: () => Value, recordLater = false): Value {
    const { database } = this;
    this.#touched.clear();
    database.exec(`BEGIN IMMEDIATE -- ${name}`);
    let recorded = false;
    try {
      const value = work();
      const rows = this.#rowsTouched(name);
      if (rows.length > 0) {
        recorded = true;
        this.#journal.append(rows, { synced: !recordLater });
        this.#lookBack?.passOver(rows);
      }
      database.exec(`COMMIT -- ${name}`);
      this.#beginRecordAnew();
      return value;
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      this.#changes += 1;
      // In doubt nothing more is written before the doubt is: the record decides at the next start.
      if (recorded && !isDoubtful(error)) this.#takeBack();
      throw error;
    }
  }

  // A change that the record should have and does not would be undone as altered by the next start.
  #change(sql: string, table: RecordedName | null, values: readonly SqlValue[]) {
    const { statement, change } = this.#statement(sql);
    const isRight = table === null ? change?.isRecorded === false : change?.table === table;
    invariant(isRight, 'a change of what money rests on goes into the second record');
    const name = change?.table ?? '';
    this.#changed.set(name, (this.#changed.get(name) ?? 0) + 1);
    return this.#trusting(() => statement.run(...values));
  }

  #touch(touched: Touched): void {
    const name = `${touched.table} ${touched.key}`;
    const before = this.#touched.get(name);
    if (!touched.changed) {
      if (!before || before.changed) this.#touched.set(name, touched);
    } else if (!before || before.changed) {
      this.#touched.set(name, { ...touched, changed: { ...before?.changed, ...touched.changed } });
    }
  }

  #rowsTouched(commit: string): RecordedRow[] {
    const rows = [...this.#touched.values()].flatMap(({ table, key, isKnown, changed }) => {
      const row = changed ?? this.one(selectRow(this.#schema.recorded, table, isKnown), key);
      return row ? [{ table, row }] : [];
    });
    if (rows.length === 0) return [];
    const seq = recordedSeq(this) + 1;
    saveSetting(this, 'recordedSeq', seq);
    return rows.map(({ table, row }) => ({ seq, commit, of: rows.length, table, row }));
  }

  // With a commit in it that did not come about, the record must take no further one.
  #takeBack(): void {
    try {
      this.#journal.takeBack();
    } catch (error) {
      this.#onDoubt(error);
    }
  }

  // The commit stands already; a record that cannot begin anew goes on growing until it can.
  #beginRecordAnew(): void {
    if (this.#journal.size <= this.#recordLimit) return;
    try {
      const rows = rowsToRecord(this.database, this.#schema.recorded);
      this.#journal.rewrite(recordedSeq(this), versionOf(this.#schema), rows);
    } catch (error) {
      if (isDoubtful(error)) this.#onDoubt(error);
    }
    this.#recordLimit = Math.max(recordLimit, 2 * this.#journal.size);
  }

  // Whatever changes the book goes past the record and what is kept, where it is asked as a question.
  #question(sql: string): Statement {
    invariant(isQuestion(sql), 'a question changes nothing');
    return this.#statement(sql).statement;
  }

  #statement(sql: string): Prepared {
    let prepared = this.#statements.get(sql);
    if (!prepared) {
      const change = changeOf(sql, this.#schema.recorded);
      prepared = { statement: this.database.prepare(sql), change };
      this.#statements.set(sql, prepared);
    }
    return prepared;
  }

  #trusting<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      if (isDoubtful(error)) this.#onDoubt(error);
      throw error;
    }
  }
}

/** Number of the last commit that is in the second record; 0 when there never was one. */
export function recordedSeq(store: Pick<Store, 'one'>): number {
  return Number(readSetting(store, 'recordedSeq') ?? 0);
}
