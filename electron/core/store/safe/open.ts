// Opens the store: one SQLite file, the only truth after a crash, and the second record beside it.
// Promises: a commit that returned survives a power cut (WAL with synchronous FULL), one process at
// most has the file open, and a damaged, lost or outdated file is noticed and made good from the
// second record. A damaged file is set aside, never deleted.
import { dirname } from 'node:path';
import { type Chance, systemChance } from '../../clock.ts';
import { type Database, type Disk, nodeDisk, type Row } from '../disk.ts';
import { isMarked, isSchemaAsMade, migrate, refuseNewer } from '../migrate.ts';
import { schema as ownSchema, type Schema, tablesOfVersion, versionOf } from '../schema.ts';
import { Store } from '../store.ts';
import { type Mended, noteMended } from '../tables/notices.ts';
import { checkCounts } from '../tables/owed.ts';
import { agree, seqOf } from './agree.ts';
import { inOwnWords } from './carry-over.ts';
import { isCorrupt, isDoubtful, isFull, isOfSchema, storageCode } from './disk-trouble.ts';
import { foreignOf, identityOfRecord, keepIdentity, keptIdentity } from './identity.ts';
import { Journal } from './journal.ts';
import { rowsToRecord } from './record.ts';
import { Reserve } from './reserve.ts';
import { salvage } from './salvage.ts';
import {
  besides,
  finish,
  freeName,
  isUnfinished,
  keepOrphanedLog,
  putAside,
  putForeignAside,
  unfinished,
} from './set-aside.ts';
import { StoreRefused } from './store-refused.ts';

/** A file up to this size is checked whole at each start (some 2 ms per MB), a larger one on doubt. */
const checkedAtStart = 16 * 1024 * 1024;

export type OpenOptions = {
  readonly disk?: Disk;
  /** Names a new book. */
  readonly chance?: Pick<Chance, 'uuid'>;
  readonly onDoubt?: (error: unknown) => void;
  readonly onMended?: (mended: Mended) => void;
  /** Another version of the tables than the program's own. */
  readonly schema?: Schema;
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
    } else {
      // Whoever opens it next must not believe that what failed to be synced is on the disk.
      if (isDoubtful(error.cause)) noteSuspicion(disk, besides(path, 'suspect'));
      // Met in a file that is too large to be checked each time: now it is.
      if (!isCorrupt(error.cause)) throw error;
    }
    return openOnce(path, options);
  }
}

type Opened = { readonly database: Database; readonly migrated: boolean };

function openOnce(path: string, options: OpenOptions): Store {
  const { disk = nodeDisk, chance = systemChance } = options;
  const { onDoubt = () => {}, onMended = () => {}, schema = ownSchema } = options;
  const suspect = besides(path, 'suspect');
  let database: Database | undefined;
  let journal: Journal | undefined;
  let guard: Database | undefined;
  try {
    guard = guardOpening(disk, path);
    refuseNewerRecord(disk, path, schema);
    const orphan = keepOrphanedLog(disk, path);
    let setAside: string | null = null;
    let opened = isUnfinished(disk, path)
      ? null
      : openSound(disk, path, schema, disk.exists(suspect));
    if (!opened) ({ opened, setAside } = openMended(disk, path, schema));
    ({ database } = opened);
    const unsalvaged =
      setAside !== null && disk.exists(setAside) ? salvage(disk, setAside, database, schema) : [];
    const foreign = foreignOf(disk, path, database, schema);
    if (foreign === 'book') {
      database.close();
      setAside = putForeignAside(disk, path);
      opened = openAnew(disk, path, schema);
      ({ database } = opened);
    }
    const exchanged = foreign === 'record' ? putRecordAside(disk, path, database) : null;
    journal = Journal.open(disk, besides(path, 'record'), schema);
    const isSuspect = disk.exists(suspect);
    const { mended, lookBack } = agree(database, journal, {
      comparedAtStartBytes: disk.comparedAtStartBytes,
      isSound: !isSuspect && !opened.migrated && (setAside ?? orphan ?? foreign) === null,
      setAside: setAside ?? orphan,
      isDamaged: setAside !== null && foreign !== 'book',
      isForeign: foreign === 'book',
      migrated: opened.migrated,
      unsalvaged,
      newIdentity: () => keptIdentity(disk, path) ?? chance.uuid(),
      schema,
      inOwnWords: (recorded, book) => inOwnWords(disk, path, schema, recorded, book),
      recordAside: () => freeName(disk, `${besides(path, 'record')}.damaged`),
    });
    checkCounts(database, isSuspect || lookBack === null);
    makeDurable(database, journal, schema, isSuspect);
    disk.remove(suspect);
    if (setAside !== null) finish(disk, path);
    keepIdentity(disk, path, database);
    if (exchanged) onMended(exchanged);
    if (mended) onMended(mended);
    const reserve = new Reserve(disk, besides(path, 'reserve'));
    keepIfPossible(reserve);
    return new Store({
      database,
      journal,
      reserve,
      schema,
      lookBack,
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

function openMended(
  disk: Disk,
  path: string,
  schema: Schema,
): { opened: Opened; setAside: string | null } {
  const setAside = unfinished(disk, path);
  // What an earlier run has carried over until it was broken off is gone on with.
  const opened = setAside === null ? null : openSound(disk, path, schema, true);
  if (opened) return { opened, setAside };
  return { setAside: putAside(disk, path), opened: openAnew(disk, path, schema) };
}

function openAnew(disk: Disk, path: string, schema: Schema): Opened {
  const opened = openSound(disk, path, schema, false);
  if (!opened) throw new Error('the disk damages what was just written');
  return opened;
}

// What an earlier run wrote and never synced may stand here by the system's memory alone; what is
// sent because of it must be on the disk first. After a sync that failed a second one is told that
// all is well and writes nothing: then everything is written once more.
function makeDurable(
  database: Database,
  journal: Journal,
  schema: Schema,
  isSuspect: boolean,
): void {
  // A count, because SQLite writes and syncs nothing when nothing changes.
  database.exec(`BEGIN IMMEDIATE; INSERT INTO settings (name, value) VALUES ('starts', '1')
    ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1; COMMIT -- durable`);
  if (!isSuspect) return journal.sync();
  database.pragma('wal_checkpoint(TRUNCATE)', { simple: true });
  const rows = rowsToRecord(database, schema.recorded);
  journal.rewrite(seqOf(database) ?? 1, versionOf(schema), rows);
}

// A newer till wrote in it: what that has sold since stands nowhere else, and is not understood here.
// Another till's record is set aside later, whatever its version.
function refuseNewerRecord(disk: Disk, path: string, schema: Schema): void {
  const record = besides(path, 'record');
  if (!disk.exists(record)) return;
  const journal = Journal.open(disk, record, schema);
  try {
    const [its, ours] = [identityOfRecord(journal), keptIdentity(disk, path)];
    if (its !== null && ours !== null && its !== ours) return;
    refuseNewer(journal.version() ?? 0, versionOf(schema));
  } finally {
    journal.close();
  }
}

// Told before it is moved: a power cut between the two must not leave it aside without a word.
function putRecordAside(disk: Disk, path: string, database: Database): Mended {
  const record = besides(path, 'record');
  const setAside = freeName(disk, `${record}.foreign`);
  const notice = { kind: 'foreign', rows: 0, setAside, isWhole: true } as const;
  noteMended(database, notice);
  disk.rename(record, setAside);
  disk.syncFolderOf(record);
  return notice;
}

// One till at a time opens a store. The lock of the database itself goes aside with a file that is set
// aside: who opened that a moment earlier would believe to have ours.
function guardOpening(disk: Disk, path: string): Database {
  const guard = disk.openDatabase(besides(path, 'opening-lock'));
  try {
    guard.exec('BEGIN EXCLUSIVE');
    return guard;
  } catch (error) {
    guard.close();
    throw error;
  }
}

// Null when what is there is damaged; then it is closed again.
function openSound(disk: Disk, path: string, schema: Schema, isSuspect: boolean): Opened | null {
  const database = disk.openDatabase(path);
  try {
    lockForThisProcess(database);
    const isNew =
      Number(database.pragma('user_version', { simple: true })) === 0 &&
      database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
    if (isNew || isSound(database, schema, isSuspect)) {
      const migrated = migrate(database, disk, schema.migrations);
      if (isNew) disk.syncFolderOf(path);
      return { database, migrated };
    }
  } catch (error) {
    // A row that the next version's rules refuse was damaged: what can be had is carried over one by one.
    if (!isCorrupt(error) && !isOfSchema(error)) {
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
  // What gives way to a row that is put over it is counted as gone (tables/owed.ts).
  pragma('recursive_triggers = ON');
  pragma('journal_size_limit = 67108864');
  // In pages: while a backlog is delivered, the log is written back every 16 MB instead of every 4.
  pragma('wal_autocheckpoint = 4000');
  database.exec('BEGIN IMMEDIATE; COMMIT');
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
  if (pragma('journal_mode') !== 'wal' || Number(pragma('synchronous')) < 2) {
    throw new StoreRefused('unusable', 'The disk of this till cannot keep data safely (no WAL).');
  }
}

// A file of ours has a version above 0 and the tables of that version, whatever else was damaged. What
// a newer program made is not known here, beyond that its schema is as it was made: that is refused.
function isSound(database: Database, schema: Schema, isSuspect: boolean): boolean {
  const pragma = (text: string) => database.pragma(text, { simple: true });
  const version = Number(pragma('user_version'));
  if (version === 0 || !isSchemaAsMade(database)) return false;
  if (version > versionOf(schema) && isMarked(database)) return true;
  const names = tablesOfVersion(schema, version);
  const { count } = database
    .prepare(
      `SELECT count(*) AS count FROM sqlite_schema
       WHERE type = 'table' AND name IN (${names.map(() => '?').join(', ')})`,
    )
    .get(...names) as Row;
  if (count !== names.length) return false;
  const bytes = Number(pragma('page_count')) * Number(pragma('page_size'));
  if (!isSuspect && bytes > checkedAtStart) return true;
  return pragma('integrity_check(1)') === 'ok';
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
    `The data in ${path} cannot be opened: ${detail}. Do not delete it, money may still be owed; call the store admin.`,
    { cause: error },
  );
}
