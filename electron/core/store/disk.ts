// The disk as the store uses it, so that a test can put one underneath that fails, fills up or
// loses power. The only file that uses better-sqlite3.
import {
  chmodSync,
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite from 'better-sqlite3';

export type Row = Record<string, unknown>;
export type SqlValue = string | number | null;

export type Statement = {
  run(...values: SqlValue[]): {
    readonly changes: number;
    readonly lastInsertRowid: number | bigint;
  };
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
  iterate(...values: SqlValue[]): IterableIterator<unknown>;
};

/** What the store needs of a SQLite driver. Errors carry SQLite's name of the result as `code`. */
export type Database = {
  readonly name: string;
  readonly inTransaction: boolean;
  prepare(sql: string): Statement;
  exec(sql: string): unknown;
  pragma(text: string, options: { readonly simple: true }): unknown;
  close(): unknown;
};

/** A file that grows at its end. Offsets and sizes in bytes. */
export type AppendFile = {
  readonly size: number;
  read(from: number, length: number): Buffer;
  append(bytes: Buffer): void;
  /** A larger size adds zeroes, which take no room where the file system can spare it. */
  truncate(size: number): void;
  /** Returns when what was written would survive a power cut. */
  sync(): void;
  close(): void;
};

export type Disk = {
  /** Room to keep for the end of what is under way when the disk gets full, in bytes. */
  readonly reserveBytes: number;
  /** How much of the second record's end a start compares where nothing is doubted, in bytes. */
  readonly comparedAtStartBytes: number;
  /** Opens the database at `path`; makes it, and its folder, when missing. */
  openDatabase(path: string): Database;
  /** Opens the file at `path`, made when missing. */
  openFile(path: string): AppendFile;
  exists(path: string): boolean;
  /** Size in bytes, 0 when there is no such file. Does not open it: that would end locks on it. */
  sizeOf(path: string): number;
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Returns when what was made, renamed or removed in the folder of `path` would survive a power cut. */
  syncFolderOf(path: string): void;
};

/** Waits for a lock of another process, in milliseconds; a cashier waits for the till meanwhile. */
const lockWaitMs = 1_000;

export const nodeDisk: Disk = {
  // Enough to settle what is open and to note a thousand answers.
  reserveBytes: 2 * 1024 * 1024,
  // About twenty sales: some five milliseconds' worth.
  comparedAtStartBytes: 64 * 1024,
  openDatabase(path) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const database = new BetterSqlite(path, { timeout: lockWaitMs });
    chmodSync(path, 0o600);
    return database;
  },
  openFile(path) {
    return new NodeFile(openSync(path, existsSync(path) ? 'r+' : 'w+', 0o600));
  },
  exists: existsSync,
  sizeOf: (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
  rename: renameSync,
  remove: (path) => rmSync(path, { force: true }),
  syncFolderOf(path) {
    // Windows cannot sync a folder and needs no such thing.
    if (process.platform === 'win32') return;
    const folder = openSync(dirname(path), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  },
};

class NodeFile implements AppendFile {
  readonly #file: number;
  #size: number;
  #isClosed = false;

  constructor(file: number) {
    this.#file = file;
    this.#size = fstatSync(file).size;
  }

  get size(): number {
    return this.#size;
  }

  read(from: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(this.#file, bytes, 0, length, from));
  }

  append(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      const written = writeSync(this.#file, bytes, at, bytes.length - at, this.#size);
      at += written;
      // Step by step: what a full disk took of it stands in the file and must be known of.
      this.#size += written;
    }
  }

  truncate(size: number): void {
    ftruncateSync(this.#file, size);
    this.#size = size;
  }

  sync(): void {
    fdatasyncSync(this.#file);
  }

  close(): void {
    // Once: its number may belong to another file by now.
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeSync(this.#file);
  }
}
