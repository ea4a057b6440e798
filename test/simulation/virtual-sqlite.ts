// SQLite itself, the same version as the driver's, compiled to WebAssembly, over a virtual disk.
// Every byte it reads, writes and syncs goes through `VirtualDisk`; time and chance come from the
// simulation. One engine serves all databases of a thread.
import sqlite3InitModule, { type Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import type { Database, Row, SqlValue, Statement } from '../../electron/core/store/disk.ts';
import { DiskError, ProcessDead, type VirtualDisk, type VirtualFile } from './virtual-disk.ts';

const ok = 0;
const busy = 5;
const ioError = 10;
const ioErrorRead = 266;
const ioErrorShortRead = 522;
const ioErrorWrite = 778;
const ioErrorSync = 1034;
const full = 13;
const cantOpen = 14;
const notFound = 12;
const readOnly = 8;
const row = 100;
const done = 101;
const openReadOnly = 1;
const openDeleteOnClose = 8;
const powersafeOverwrite = 0x1000;
const unlocked = 0;
const shared = 1;
const exclusive = 4;
const vfsName = 'virtual';
const pageBytes = 4_096;

/** One process with files open on a virtual disk. Dead, it can change nothing any more. */
export type DiskProcess = {
  readonly disk: VirtualDisk;
  isDead: boolean;
  /** About to write or to sync: may die here. */
  onWrite?(): void;
  onSync?(): void;
  /** Closed by whoever buries a dead process. */
  readonly databases?: { bury(): void }[];
};

type Handle = {
  readonly process: DiskProcess;
  readonly name: string;
  readonly file: VirtualFile;
  readonly deleteOnClose: boolean;
  lock: number;
};

class SqliteError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

let engine: Engine | undefined;

/** Loads SQLite once for this thread. */
export async function loadSqlite(): Promise<void> {
  engine ??= new Engine(await sqlite3InitModule());
}

/** Opens a database of a process. */
export function openVirtualDatabase(process: DiskProcess, path: string): Database {
  if (!engine) throw new Error('loadSqlite comes first');
  return engine.open(process, path);
}

class Engine {
  readonly #sqlite: Sqlite3Static;
  // The raw exports: no wrapping per call.
  readonly #raw: Record<string, (...values: unknown[]) => unknown>;
  readonly #handles = new Map<number, Handle>();
  #opening: DiskProcess | undefined;
  #scratch = 0;

  constructor(sqlite: Sqlite3Static) {
    this.#sqlite = sqlite;
    this.#raw = sqlite.wasm.exports;
    this.#install();
    this.#scratch = sqlite.wasm.alloc(16);
  }

  /** Calls a function of the engine; a 64-bit integer comes as a BigInt and is made a number. */
  call(name: string, ...values: unknown[]): number {
    return Number(this.#raw[name]?.(...values));
  }

  open(process: DiskProcess, path: string): Database {
    const { capi, wasm } = this.#sqlite;
    this.#opening = process;
    const flags = capi.SQLITE_OPEN_READWRITE | capi.SQLITE_OPEN_CREATE;
    const name = wasm.allocCString(path, false);
    const vfs = wasm.allocCString(vfsName, false);
    const result = this.call('sqlite3_open_v2', name, this.#scratch, flags, vfs);
    wasm.dealloc(name);
    wasm.dealloc(vfs);
    const pointer = wasm.peekPtr(this.#scratch) as number;
    if (result !== ok) {
      this.call('sqlite3_close_v2', pointer);
      throw new SqliteError('SQLITE_CANTOPEN', 'unable to open database file');
    }
    this.call('sqlite3_extended_result_codes', pointer, 1);
    const database = new VirtualDatabase(this, pointer, path, process);
    process.databases?.push(database);
    database.pragma(`page_size = ${pageBytes}`);
    return database;
  }

  error(database: number): SqliteError {
    const { capi, wasm } = this.#sqlite;
    const code = this.call('sqlite3_extended_errcode', database);
    const name = capi.sqlite3_js_rc_str(code) ?? capi.sqlite3_js_rc_str(code & 0xff);
    const message = wasm.cstrToJs(this.call('sqlite3_errmsg', database));
    return new SqliteError(name, message ?? '');
  }

  prepare(database: number, sql: string): number {
    const { wasm } = this.#sqlite;
    const text = wasm.allocCString(sql, false);
    const result = this.call('sqlite3_prepare_v2', database, text, -1, this.#scratch, 0);
    wasm.dealloc(text);
    if (result !== ok) throw this.error(database);
    return wasm.peekPtr(this.#scratch);
  }

  exec(database: number, sql: string): void {
    const { wasm } = this.#sqlite;
    const text = wasm.allocCString(sql, false);
    const result = this.call('sqlite3_exec', database, text, 0, 0, 0);
    wasm.dealloc(text);
    if (result !== ok) throw this.error(database);
  }

  bindText(statement: number, index: number, value: string): void {
    const { wasm } = this.#sqlite;
    const bytes = Buffer.from(value);
    const pointer = wasm.alloc(bytes.length + 1);
    wasm.heap8u().set(bytes, pointer);
    this.call('sqlite3_bind_text', statement, index, pointer, bytes.length, -1);
    wasm.dealloc(pointer);
  }

  column(statement: number, index: number): SqlValue {
    switch (this.call('sqlite3_column_type', statement, index)) {
      case 1:
        return this.call('sqlite3_column_int64', statement, index);
      case 2:
        return this.call('sqlite3_column_double', statement, index);
      case 3: {
        const pointer = this.call('sqlite3_column_text', statement, index);
        const length = this.call('sqlite3_column_bytes', statement, index);
        const heap = this.#sqlite.wasm.heap8u();
        return Buffer.from(heap.buffer, heap.byteOffset + pointer, length).toString('utf8');
      }
      default:
        return null;
    }
  }

  text(pointer: number): string {
    return String(this.#sqlite.wasm.cstrToJs(pointer));
  }

  #install(): void {
    const { capi, wasm, vfs } = this.#sqlite;
    const io = new capi.sqlite3_io_methods();
    // No shared memory and no mapping: the log is only used with an exclusive lock.
    Object.assign(io, { $iVersion: 1 });
    const own = new capi.sqlite3_vfs();
    Object.assign(own, { $iVersion: 1, $szOsFile: 8, $mxPathname: 512 });
    const handleOf = (file: number) => this.#handles.get(file);
    const guarded = (file: number, fault: number, work: (handle: Handle) => number): number => {
      const handle = handleOf(file);
      if (!handle || handle.process.isDead) return ioError;
      try {
        return work(handle);
      } catch (error) {
        if (!(error instanceof DiskError)) throw error;
        return error.code === 'ENOSPC' ? full : error.code === 'EROFS' ? readOnly : fault;
      }
    };
    const ioMethods = {
      xClose: (file: number) => {
        const handle = handleOf(file);
        this.#handles.delete(file);
        if (handle?.deleteOnClose && !handle.process.isDead)
          handle.process.disk.remove(handle.name);
        return ok;
      },
      xRead: (file: number, into: number, length: number, offset: bigint) =>
        guarded(file, ioErrorRead, ({ file: { now } }) => {
          const from = Number(offset);
          const bytes = now.bytes.subarray(
            Math.min(from, now.size),
            Math.min(from + length, now.size),
          );
          const heap = wasm.heap8u();
          heap.set(bytes, into);
          if (bytes.length === length) return ok;
          heap.fill(0, into + bytes.length, into + length);
          return ioErrorShortRead;
        }),
      xWrite: (file: number, from: number, length: number, offset: bigint) =>
        guarded(file, ioErrorWrite, ({ process, file: target }) => {
          const bytes = wasm.heap8u().subarray(from, from + length);
          process.onWrite?.();
          if (process.isDead) return ioErrorWrite;
          process.disk.write(target, Number(offset), bytes);
          return ok;
        }),
      xTruncate: (file: number, size: bigint) =>
        guarded(file, ioErrorWrite, ({ process, file: target }) => {
          process.disk.truncate(target, Number(size));
          return ok;
        }),
      xSync: (file: number) =>
        guarded(file, ioErrorSync, ({ process, name, file: target }) => {
          process.onSync?.();
          if (process.isDead) return ioErrorSync;
          process.disk.sync(name, target);
          return ok;
        }),
      xFileSize: (file: number, out: number) =>
        guarded(file, ioErrorRead, ({ file: { size } }) => {
          wasm.poke64(out, BigInt(size));
          return ok;
        }),
      xLock: (file: number, level: number) =>
        guarded(file, ioError, (handle) => {
          const others = [...this.#handles.values()].filter(
            (other) => other !== handle && other.file === handle.file && !other.process.isDead,
          );
          const highest = Math.max(unlocked, ...others.map(({ lock }) => lock));
          const free = level <= shared ? highest < exclusive : highest <= shared;
          if (!free || (level === exclusive && highest > unlocked)) return busy;
          handle.lock = Math.max(handle.lock, level);
          return ok;
        }),
      xUnlock: (file: number, level: number) => {
        const handle = handleOf(file);
        if (handle) handle.lock = Math.min(handle.lock, level);
        return ok;
      },
      xCheckReservedLock: (_file: number, out: number) => {
        wasm.poke32(out, 0);
        return ok;
      },
      xFileControl: () => notFound,
      xSectorSize: () => 512,
      xDeviceCharacteristics: () => powersafeOverwrite,
    };
    const vfsMethods = {
      xOpen: (_vfs: number, name: number, file: number, flags: number, outFlags: number) => {
        const process = this.#opening;
        if (!process || process.isDead) return cantOpen;
        const path = name === 0 ? `/temporary-${file}` : this.text(name);
        try {
          this.#handles.set(file, {
            process,
            name: path,
            file: process.disk.open(path),
            deleteOnClose: (flags & openDeleteOnClose) !== 0,
            lock: unlocked,
          });
        } catch {
          return cantOpen;
        }
        wasm.pokePtr(file, io.pointer);
        if (outFlags !== 0) wasm.poke32(outFlags, flags & ~openReadOnly);
        return ok;
      },
      xDelete: (_vfs: number, name: number, syncFolder: number) => {
        const process = this.#opening;
        if (!process || process.isDead) return ioError;
        process.disk.remove(this.text(name));
        if (syncFolder !== 0) process.disk.syncNames();
        return ok;
      },
      xAccess: (_vfs: number, name: number, _flags: number, out: number) => {
        const isThere = this.#opening?.disk.find(this.text(name)) !== undefined;
        wasm.poke32(out, isThere ? 1 : 0);
        return ok;
      },
      xFullPathname: (_vfs: number, name: number, length: number, out: number) => {
        const bytes = Buffer.from(`${this.text(name)}\0`);
        if (bytes.length > length) return cantOpen;
        wasm.heap8u().set(bytes, out);
        return ok;
      },
      xRandomness: (_vfs: number, length: number, out: number) => {
        // Only names of temporary files and salts of the log rest on it.
        const heap = wasm.heap8u();
        for (let at = 0; at < length; at += 1) heap[out + at] = (at * 73 + 41) & 0xff;
        return length;
      },
      xSleep: () => 0,
      xCurrentTime: (_vfs: number, out: number) => {
        wasm.poke64f(out, 2_461_000.5);
        return ok;
      },
      xGetLastError: () => 0,
    };
    vfs.installVfs({
      io: { struct: io, methods: ioMethods as never },
      vfs: { struct: own, methods: vfsMethods as never, name: vfsName },
    });
  }

  /** Which process the next names belong to: SQLite asks for a file's name without its handle. */
  serve(process: DiskProcess): void {
    this.#opening = process;
  }
}

class VirtualDatabase implements Database {
  readonly name: string;
  readonly #engine: Engine;
  readonly #pointer: number;
  readonly #process: DiskProcess;
  readonly #statements = new Set<VirtualStatement>();
  #isClosed = false;

  constructor(engine: Engine, pointer: number, name: string, process: DiskProcess) {
    this.#engine = engine;
    this.#pointer = pointer;
    this.name = name;
    this.#process = process;
  }

  get inTransaction(): boolean {
    if (this.#isClosed || this.#process.isDead) return false;
    return this.#engine.call('sqlite3_get_autocommit', this.#pointer) === 0;
  }

  prepare(sql: string): VirtualStatement {
    this.serve();
    const pointer = this.#engine.prepare(this.#pointer, sql);
    const statement = new VirtualStatement(this.#engine, this, this.#pointer, pointer);
    this.#statements.add(statement);
    return statement;
  }

  exec(sql: string): void {
    this.serve();
    this.#engine.exec(this.#pointer, sql);
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
    this.#engine.call('sqlite3_close_v2', this.#pointer);
  }

  /** Before each use. A dead process uses nothing any more: its memory may be gone. */
  serve(): void {
    if (this.#isClosed || this.#process.isDead) throw new ProcessDead();
    this.#engine.serve(this.#process);
  }
}

class VirtualStatement implements Statement {
  readonly #engine: Engine;
  readonly #owner: VirtualDatabase;
  readonly #database: number;
  readonly #pointer: number;
  #names: string[] | undefined;

  constructor(engine: Engine, owner: VirtualDatabase, database: number, pointer: number) {
    this.#engine = engine;
    this.#owner = owner;
    this.#database = database;
    this.#pointer = pointer;
  }

  run(...values: SqlValue[]): { changes: number; lastInsertRowid: number } {
    this.all(...values);
    return {
      changes: this.#engine.call('sqlite3_changes', this.#database),
      lastInsertRowid: this.#engine.call('sqlite3_last_insert_rowid', this.#database),
    };
  }

  get(...values: SqlValue[]): Row | undefined {
    for (const first of this.#rows(values)) return first;
    return undefined;
  }

  all(...values: SqlValue[]): Row[] {
    return [...this.#rows(values)];
  }

  iterate(...values: SqlValue[]): IterableIterator<Row> {
    return this.#rows(values);
  }

  finalize(): void {
    this.#engine.call('sqlite3_finalize', this.#pointer);
  }

  *#rows(values: readonly SqlValue[]): Generator<Row, undefined, undefined> {
    this.#owner.serve();
    const engine = this.#engine;
    values.forEach((value, index) => this.#bind(index + 1, value));
    try {
      for (;;) {
        const result = engine.call('sqlite3_step', this.#pointer);
        if (result === done) return;
        if (result !== row) throw engine.error(this.#database);
        yield this.#row();
      }
    } finally {
      engine.call('sqlite3_reset', this.#pointer);
    }
  }

  #bind(index: number, value: SqlValue): void {
    const engine = this.#engine;
    if (value === null) engine.call('sqlite3_bind_null', this.#pointer, index);
    else if (typeof value === 'string') engine.bindText(this.#pointer, index, value);
    else if (Number.isInteger(value))
      engine.call('sqlite3_bind_int64', this.#pointer, index, BigInt(value));
    else engine.call('sqlite3_bind_double', this.#pointer, index, value);
  }

  #row(): Row {
    const engine = this.#engine;
    this.#names ??= Array.from(
      { length: engine.call('sqlite3_column_count', this.#pointer) },
      (_, index) => engine.text(engine.call('sqlite3_column_name', this.#pointer, index)),
    );
    return Object.fromEntries(
      this.#names.map((name, index) => [name, engine.column(this.#pointer, index)]),
    );
  }
}
