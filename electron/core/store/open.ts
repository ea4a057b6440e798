// Opens the store: one SQLite file, the only truth after a crash, and the second record beside it.
// Promises: a commit that returned survives a power cut (WAL with synchronous FULL), one process at
// most has the file open, and a damaged, lost or outdated file is noticed and made good from the
// second record. A damaged file is set aside, never deleted.
import { dirname } from 'node:path';
import { type Database, type Disk, nodeDisk, type Row } from './disk.ts';
import { isCorrupt, isFull, storageCode } from './disk-trouble.ts';
import { Journal } from './journal.ts';
import { migrate } from './migrate.ts';
import { type Mended, noteMended } from './notices.ts';
import { putRecorded, recordedTables, rowsToRecord } from './record.ts';
import { Reserve } from './reserve.ts';
import { salvage } from './salvage.ts';
import {
  besides,
  finish,
  isUnfinished,
  keepOrphanedLog,
  putAside,
  unfinished,
} from './set-aside.ts';
import { Store } from './store.ts';
import { StoreRefused } from './store-refused.ts';

/** A file up to this size is checked whole at each start (some 5 ms per MB), a larger one on doubt. */
const checkedAtStart = 16 * 1024 * 1024;

export type OpenOptions = {
  readonly disk?: Disk;
  readonly onDoubt?: (error: unknown) => void;
  readonly onMended?: (mended: Mended) => void;
};

/**
 * Opens (or makes) the store at `path` and brings its schema up to date.
 * @throws StoreRefused when another till has it open, it is newer, or it cannot be read or written.
 */
export function openStore(path: string, options: OpenOptions = {}): Store {
  try {
    return openOnce(path, options);
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    const { disk = nodeDisk } = options;
    const reserve = besides(path, 'reserve');
    if (isFull(error.cause) && disk.exists(reserve)) {
      // What is owed has to go out: the reserve is for that.
      disk.remove(reserve);
    } else if (isCorrupt(error.cause)) {
      // Met in a file that is too large to be checked each time: now it is.
      noteSuspicion(disk, besides(path, 'suspect'));
    } else throw error;
    return openOnce(path, options);
  }
}

function openOnce(path: string, options: OpenOptions): Store {
  const { disk = nodeDisk, onDoubt = () => {}, onMended = () => {} } = options;
  const suspect = besides(path, 'suspect');
  let database: Database | undefined;
  let journal: Journal | undefined;
  let guard: Database | undefined;
  try {
    const orphan = keepOrphanedLog(disk, path);
    let setAside: string | null = null;
    let opened = isUnfinished(disk, path) ? null : openSound(disk, path, disk.exists(suspect));
    if (!opened) {
      guard = guardMending(disk, path);
      setAside = unfinished(disk, path);
      // Once more: another till may have mended it meanwhile, and have it open now.
      opened = openSound(disk, path, true);
      if (!opened) {
        setAside = putAside(disk, path);
        opened = openSound(disk, path, false);
      }
      if (!opened) throw new Error('the disk damages what was just written');
    }
    ({ database } = opened);
    if (setAside !== null && disk.exists(setAside)) salvage(disk, setAside, database);
    journal = Journal.open(disk, besides(path, 'record'));
    const mended = agree(database, journal, {
      setAside: setAside ?? orphan,
      isDamaged: setAside !== null,
      migrated: opened.migrated,
    });
    makeDurable(database, journal, disk.exists(suspect));
    disk.remove(suspect);
    if (setAside !== null) finish(disk, path);
    if (mended) onMended(mended);
    const reserve = new Reserve(disk, besides(path, 'reserve'));
    keepIfPossible(reserve);
    return new Store({
      database,
      journal,
      reserve,
      onDoubt: (error) => {
        noteSuspicion(disk, suspect);
        onDoubt(error);
      },
    });
  } catch (error) {
    journal?.close();
    database?.close();
    throw error instanceof StoreRefused ? error : refusal(error, path);
  } finally {
    guard?.close();
  }
}

// What an earlier run wrote and never synced may stand here by the system's memory alone; what is
// sent because of it must be on the disk first. After a sync that failed a second one is told that
// all is well and writes nothing: then everything is written once more.
function makeDurable(database: Database, journal: Journal, isSuspect: boolean): void {
  // A count, because SQLite writes and syncs nothing when nothing changes.
  database.exec(`BEGIN IMMEDIATE; INSERT INTO settings (name, value) VALUES ('starts', '1')
    ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1; COMMIT -- durable`);
  if (!isSuspect) return journal.sync();
  database.pragma('wal_checkpoint(TRUNCATE)', { simple: true });
  journal.rewrite(seqOf(database) ?? 1, rowsToRecord(database));
}

// While a database is set aside its own lock is free. Two tills started at once must not both do it.
function guardMending(disk: Disk, path: string): Database {
  const guard = disk.openDatabase(besides(path, 'mending-lock'));
  guard.exec('BEGIN EXCLUSIVE');
  return guard;
}

// Null when what is there is damaged; then it is closed again.
function openSound(
  disk: Disk,
  path: string,
  isSuspect: boolean,
): { database: Database; migrated: boolean } | null {
  const database = disk.openDatabase(path);
  try {
    lockForThisProcess(database);
    const isNew =
      Number(database.pragma('user_version', { simple: true })) === 0 &&
      database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
    if (isNew || isSound(database, isSuspect)) {
      const migrated = migrate(database, disk);
      if (isNew) disk.syncFolderOf(path);
      return { database, migrated };
    }
  } catch (error) {
    if (!isCorrupt(error)) {
      database.close();
      throw error;
    }
  }
  try {
    database.close();
  } catch {
    // It is set aside as it is.
  }
  return null;
}

// EXCLUSIVE makes the file's own lock ours until this process ends, however it ends: there is no
// lock file that could outlive a crash. The driver is built with synchronous NORMAL for WAL, which
// may lose the last commits in a power cut, and the pragma only tells the truth after a read.
function lockForThisProcess(database: Database): void {
  const pragma = (text: string) => database.pragma(text, { simple: true });
  pragma('locking_mode = EXCLUSIVE');
  pragma('journal_mode = WAL');
  pragma('synchronous = FULL');
  pragma('foreign_keys = ON');
  pragma('journal_size_limit = 67108864');
  // In pages: while a backlog is delivered, the log is written back every 16 MB instead of every 4.
  pragma('wal_autocheckpoint = 4000');
  database.exec('BEGIN IMMEDIATE; COMMIT');
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
  if (pragma('journal_mode') !== 'wal' || Number(pragma('synchronous')) < 2) {
    throw new StoreRefused('unusable', 'The disk of this till cannot keep data safely (no WAL).');
  }
}

// A file of ours has its tables and a version above 0, whatever else was damaged.
function isSound(database: Database, isSuspect: boolean): boolean {
  const pragma = (text: string) => database.pragma(text, { simple: true });
  const names = Object.keys(recordedTables);
  const { count } = database
    .prepare(
      `SELECT count(*) AS count FROM sqlite_schema
       WHERE type = 'table' AND name IN (${names.map(() => '?').join(', ')})`,
    )
    .get(...names) as Row;
  if (count !== names.length || Number(pragma('user_version')) === 0) return false;
  const bytes = Number(pragma('page_count')) * Number(pragma('page_size'));
  if (!isSuspect && bytes > checkedAtStart) return true;
  return pragma(isSuspect ? 'integrity_check(1)' : 'quick_check(1)') === 'ok';
}

// Database and record must say the same. The record is written first: what it has more was decided,
// and goes into the database now. One commit more is the trace of a crash; anything else that differs
// is damage, and is told.
function agree(
  database: Database,
  journal: Journal,
  found: {
    readonly setAside: string | null;
    readonly isDamaged: boolean;
    readonly migrated: boolean;
  },
): Mended | null {
  const { setAside, isDamaged, migrated } = found;
  const known = seqOf(database);
  const seq = known ?? 0;
  const recorded = journal.read(isDamaged ? -1 : seq);
  const { newest, gaps } = recorded;
  // A record that lags behind has nothing to say about what is there; only about what is not.
  const hasMore = newest > 0 && newest >= seq;
  const next = Math.max(seq, newest, 1);
  const mended =
    isDamaged || newest > 0 || known === null
      ? transact(database, (): Mended | null => {
          const trusted = hasMore ? recorded : { ...recorded, wholeFrom: next + 1 };
          const rows = newest > 0 ? putRecorded(database, trusted) : 0;
          if (seqOf(database) !== next) {
            const sql = `INSERT OR REPLACE INTO settings (name, value) VALUES ('recordedSeq', ?)`;
            database.prepare(sql).run(String(next));
          }
          const kind = kindOf({
            isDamaged,
            isLost: known === null && newest > 0,
            isOutdated: newest > seq + 1,
            isAltered: rows > 0 && newest <= seq,
          });
          if (kind === null) return null;
          const made = { kind, rows, setAside, isWhole: gaps === 0 && hasMore };
          noteMended(database, made);
          return made;
        })
      : null;
  if (mended || migrated || gaps > 0 || newest < next) {
    journal.rewrite(next, rowsToRecord(database));
  } else if (recorded.end < journal.size) {
    journal.cutAt(recorded.end);
  }
  return mended;
}

function kindOf(is: {
  readonly isDamaged: boolean;
  readonly isLost: boolean;
  readonly isOutdated: boolean;
  readonly isAltered: boolean;
}): Mended['kind'] | null {
  if (is.isDamaged) return 'damaged';
  if (is.isLost) return 'lost';
  if (is.isOutdated) return 'outdated';
  return is.isAltered ? 'altered' : null;
}

function seqOf(database: Database): number | null {
  const one = (sql: string, ...values: (string | number | null)[]) =>
    database.prepare(sql).get(...values) as Row | undefined;
  const row = one(`SELECT value FROM settings WHERE name = 'recordedSeq'`);
  const seq = Number(row?.['value'] ?? Number.NaN);
  // A number that cannot be read says no more than none.
  return Number.isSafeInteger(seq) && seq >= 0 ? seq : null;
}

// Rows come in any order, so that what they refer to may not be there yet.
function transact<Value>(database: Database, work: () => Value): Value {
  database.pragma('foreign_keys = OFF', { simple: true });
  database.exec('BEGIN IMMEDIATE -- mend');
  const value = work();
  database.exec('COMMIT -- mend');
  database.pragma('foreign_keys = ON', { simple: true });
  return value;
}

// Without it the till opens all the same: what is open can be settled, and nothing new begins.
function keepIfPossible(reserve: Reserve): void {
  try {
    reserve.keep();
  } catch {
    // It is tried again, and told, when the next payment is to begin.
  }
}

// The next start looks at the whole file. If even this cannot be written, it will find out anyway.
function noteSuspicion(disk: Disk, path: string): void {
  try {
    disk.openFile(path).close();
    disk.syncFolderOf(path);
  } catch {
    // The error that raised the suspicion is the one that is told.
  }
}

function refusal(error: unknown, path: string): StoreRefused {
  const code = storageCode(error);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new StoreRefused(
      'inUse',
      `Until is already running with the data in ${dirname(path)}.`,
      { cause: error },
    );
  }
  const detail = error instanceof Error ? error.message : String(error);
  return new StoreRefused(
    'unusable',
    `The data in ${path} cannot be opened: ${detail}. Do not delete it, payments may still be owed; call the store admin.`,
    { cause: error },
  );
}
