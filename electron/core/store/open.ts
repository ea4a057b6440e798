// Opens the store: one SQLite file, the only truth after a crash. Promises: a commit that returned
// survives a power cut (WAL with synchronous FULL), and one process at most has the file open.
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { migrate } from './migrate.ts';
import { StoreRefused } from './store-refused.ts';

export type Database = BetterSqlite.Database;
export type Row = Record<string, unknown>;
export type SqlValue = string | number | null;

/** A thin layer over the driver: statements are prepared once, and work is done in transactions. */
export class Store {
  readonly database: Database;
  readonly #statements = new Map<string, BetterSqlite.Statement<SqlValue[], Row>>();

  constructor(database: Database) {
    this.database = database;
  }

  /** Runs a change and returns how many rows it touched. */
  run(sql: string, ...values: SqlValue[]): number {
    return this.#statement(sql).run(...values).changes;
  }

  one(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  all(sql: string, ...values: SqlValue[]): Row[] {
    return this.#statement(sql).all(...values);
  }

  /** All or nothing: what `work` changed is durable once this returns, or not there at all. */
  transact<Value>(work: () => Value): Value {
    return this.database.transaction(work).immediate();
  }

  close(): void {
    this.database.close();
  }

  #statement(sql: string): BetterSqlite.Statement<SqlValue[], Row> {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.database.prepare<SqlValue[], Row>(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/**
 * Opens (or makes) the store at `path` and brings its schema up to date.
 * @throws StoreRefused when another till has it open, it is newer, or it cannot be read or written.
 */
export function openStore(path: string): Store {
  let database: Database | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    database = new BetterSqlite(path, { timeout: 1_000 });
    chmodSync(path, 0o600);
    lockForThisProcess(database);
    migrate(database);
    return new Store(database);
  } catch (error) {
    database?.close();
    throw error instanceof StoreRefused ? error : refusal(error, path);
  }
}

// EXCLUSIVE makes the file's own lock ours until this process ends, however it ends: there is no
// lock file that could outlive a crash. The driver is built with synchronous NORMAL for WAL, which
// may lose the last commits in a power cut, and the pragma only tells the truth after a read.
function lockForThisProcess(database: Database): void {
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('journal_size_limit = 67108864');
  database.exec('BEGIN IMMEDIATE; COMMIT');
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
  const mode = database.pragma('journal_mode', { simple: true });
  const synchronous = Number(database.pragma('synchronous', { simple: true }));
  if (mode !== 'wal' || synchronous < 2) {
    throw new StoreRefused('unusable', 'The disk of this till cannot keep data safely (no WAL).');
  }
}

function refusal(error: unknown, path: string): StoreRefused {
  const code = sqliteCode(error);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new StoreRefused(
      'inUse',
      `Until is already running with the data in ${dirname(path)}.`,
      {
        cause: error,
      },
    );
  }
  const detail = error instanceof Error ? error.message : String(error);
  return new StoreRefused(
    'unusable',
    `The data in ${path} cannot be opened: ${detail}. Do not delete it, payments may still be owed; call the store admin.`,
    {
      cause: error,
    },
  );
}

/** The SQLite result code of an error (`SQLITE_FULL`, …), or an empty text for any other error. */
export function sqliteCode(error: unknown): string {
  return error instanceof BetterSqlite.SqliteError ? error.code : '';
}
