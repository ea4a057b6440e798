// A driver over the virtual SQLite, of the shape the store asks for: databases, statements, rows.
import type { Database, Row, SqlValue, Statement } from '../../electron/core/store/disk.ts';
import { ProcessDead } from './virtual-disk.ts';
import { type DiskProcess, type Sqlite, sqlite, vfsName } from './virtual-sqlite.ts';

const ok = 0;
const row = 100;
const done = 101;
const openReadWrite = 2;
const openCreate = 4;
const integerType = 1;
const floatType = 2;
const textType = 3;
/** Tells SQLite to copy a text at once. */
const copied = -1;
const pageBytes = 4_096;
const configLookaside = 1001;
/** Memory that a database keeps for small things, so many pieces of so many bytes: with the usual
 * tenth of it, a story takes a tenth longer, for at each start a till prepares all its statements. */
const slotBytes = 1_200;
const slots = 400;

class SqliteError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Opens a database of a process. */
export function openVirtualDatabase(process: DiskProcess, path: string): Database {
  const engine = sqlite();
  const { raw } = engine;
  engine.serve(process);
  const out = raw.malloc(8);
  const vfs = raw.malloc(vfsName.length + 1);
  engine.heap.write(`${vfsName}\0`, vfs);
  engine.lend(path);
  const result = raw.sqlite3_open_v2(engine.lent, out, openReadWrite | openCreate, vfs);
  const pointer = engine.heap.readUInt32LE(out);
  raw.free(vfs);
  raw.free(out);
  if (result !== ok) {
    raw.sqlite3_close_v2(pointer);
    throw new SqliteError('SQLITE_CANTOPEN', 'unable to open database file');
  }
  raw.sqlite3__wasm_db_config_pii(pointer, configLookaside, 0, slotBytes, slots);
  raw.sqlite3_extended_result_codes(pointer, 1);
  const database = new VirtualDatabase(engine, pointer, path, process);
  process.databases?.push(database);
  database.pragma(`page_size = ${pageBytes}`);
  return database;
}

class VirtualDatabase implements Database {
  readonly name: string;
  readonly pointer: number;
  readonly #engine: Sqlite;
  readonly #process: DiskProcess;
  readonly #statements = new Set<VirtualStatement>();
  readonly #out: number;
  #isClosed = false;

  constructor(engine: Sqlite, pointer: number, name: string, process: DiskProcess) {
    this.#engine = engine;
    this.pointer = pointer;
    this.name = name;
    this.#process = process;
    this.#out = engine.raw.malloc(8);
  }

  get inTransaction(): boolean {
    if (this.#isClosed || this.#process.isDead) return false;
    return this.#engine.raw.sqlite3_get_autocommit(this.pointer) === 0;
  }

  prepare(sql: string): VirtualStatement {
    this.serve();
    const engine = this.#engine;
    engine.lend(sql);
    const out = this.#out;
    const result = engine.raw.sqlite3_prepare_v2(this.pointer, engine.lent, -1, out, 0);
    if (result !== ok) throw this.error();
    const statement = new VirtualStatement(engine, this, engine.heap.readUInt32LE(out));
    this.#statements.add(statement);
    return statement;
  }

  exec(sql: string): void {
    this.serve();
    const engine = this.#engine;
    engine.lend(sql);
    const result = engine.raw.sqlite3_exec(this.pointer, engine.lent, 0, 0, 0);
    if (result !== ok) throw this.error();
  }

  pragma(text: string): unknown {
    const statement = this.prepare(`PRAGMA ${text}`);
    const first = statement.get();
    statement.finalize();
    this.#statements.delete(statement);
    return first && Object.values(first)[0];
  }

  close(): void {
    if (this.#process.isDead) return;
    this.bury();
  }

  /** Gives the engine's memory back. Nothing of a dead process reaches the disk by it. */
  bury(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#engine.serve(this.#process);
    for (const statement of this.#statements) statement.finalize();
    this.#engine.raw.sqlite3_close_v2(this.pointer);
    this.#engine.raw.free(this.#out);
  }

  /** Before each use. A dead process uses nothing any more: its memory may be gone. */
  serve(): void {
    if (this.#isClosed || this.#process.isDead) throw new ProcessDead();
    this.#engine.serve(this.#process);
  }

  /** What went wrong last. */
  error(): SqliteError {
    const engine = this.#engine;
    const code = engine.raw.sqlite3_extended_errcode(this.pointer);
    const message = engine.text(engine.raw.sqlite3_errmsg(this.pointer));
    return new SqliteError(engine.nameOf(code), message);
  }
}

class VirtualStatement implements Statement {
  readonly #engine: Sqlite;
  readonly #owner: VirtualDatabase;
  readonly #pointer: number;
  #names: string[] | undefined;

  constructor(engine: Sqlite, owner: VirtualDatabase, pointer: number) {
    this.#engine = engine;
    this.#owner = owner;
    this.#pointer = pointer;
  }

  run(...values: SqlValue[]): { changes: number; lastInsertRowid: number } {
    const { raw } = this.#engine;
    this.#begin(values);
    try {
      while (this.#step());
    } finally {
      raw.sqlite3_reset(this.#pointer);
    }
    const { pointer } = this.#owner;
    return {
      changes: raw.sqlite3_changes(pointer),
      lastInsertRowid: Number(raw.sqlite3_last_insert_rowid(pointer)),
    };
  }

  get(...values: SqlValue[]): Row | undefined {
    this.#begin(values);
    try {
      return this.#step() ? this.#row() : undefined;
    } finally {
      this.#engine.raw.sqlite3_reset(this.#pointer);
    }
  }

  all(...values: SqlValue[]): Row[] {
    const rows: Row[] = [];
    this.#begin(values);
    try {
      while (this.#step()) rows.push(this.#row());
    } finally {
      this.#engine.raw.sqlite3_reset(this.#pointer);
    }
    return rows;
  }

  *iterate(...values: SqlValue[]): Generator<Row, undefined, undefined> {
    this.#begin(values);
    try {
      while (this.#step()) yield this.#row();
    } finally {
      this.#engine.raw.sqlite3_reset(this.#pointer);
    }
  }

  finalize(): void {
    this.#engine.raw.sqlite3_finalize(this.#pointer);
  }

  #begin(values: readonly SqlValue[]): void {
    this.#owner.serve();
    for (const [index, value] of values.entries()) this.#bind(index + 1, value);
  }

  // Whether there is one more row.
  #step(): boolean {
    const result = this.#engine.raw.sqlite3_step(this.#pointer);
    if (result === row) return true;
    if (result === done) return false;
    throw this.#owner.error();
  }

  #bind(index: number, value: SqlValue): void {
    const engine = this.#engine;
    const { raw } = engine;
    if (value === null) raw.sqlite3_bind_null(this.#pointer, index);
    else if (typeof value === 'string') {
      const length = engine.lend(value);
      raw.sqlite3_bind_text(this.#pointer, index, engine.lent, length, copied);
    } else if ((value | 0) === value) raw.sqlite3_bind_int(this.#pointer, index, value);
    else if (Number.isInteger(value)) raw.sqlite3_bind_int64(this.#pointer, index, BigInt(value));
    else raw.sqlite3_bind_double(this.#pointer, index, value);
  }

  #row(): Row {
    this.#names ??= this.#columnNames();
    const values: Row = {};
    for (let index = 0; index < this.#names.length; index += 1) {
      values[this.#names[index] as string] = this.#column(index);
    }
    return values;
  }

  #columnNames(): string[] {
    const engine = this.#engine;
    const length = engine.raw.sqlite3_column_count(this.#pointer);
    return Array.from({ length }, (_, index) =>
      engine.text(engine.raw.sqlite3_column_name(this.#pointer, index)),
    );
  }

  #column(index: number): SqlValue {
    const engine = this.#engine;
    const { raw } = engine;
    switch (raw.sqlite3_column_type(this.#pointer, index)) {
      // Numbers of the store are below 2^53: exact as a double, and no BigInt is made of them.
      case integerType:
      case floatType:
        return raw.sqlite3_column_double(this.#pointer, index);
      case textType: {
        const from = raw.sqlite3_column_text(this.#pointer, index);
        const length = raw.sqlite3_column_bytes(this.#pointer, index);
        return engine.heap.toString('utf8', from, from + length);
      }
      default:
        return null;
    }
  }
}
