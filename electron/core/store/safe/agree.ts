// Database and second record must say the same. The record is written first: what it has more was
// decided, and goes into the database now. One commit more is the trace of a crash; anything else that
// differs is damage, and is told. Where nothing is doubted, a start compares the end of the record, and
// what stands before it is looked back at while the till sells (look-back.ts).
import type { Database, Row } from '../disk.ts';
import { type Schema, versionOf } from '../schema.ts';
import { type Mended, noteMended } from '../tables/notices.ts';
import { settingNames } from '../tables/settings.ts';
import { isFull } from './disk-trouble.ts';
import { giveIdentity, identityOf, identityOfRecord } from './identity.ts';
import type { Journal, Recorded } from './journal.ts';
import { LookBack } from './look-back.ts';
import { putRecorded, rowsToRecord, settleUnlisted } from './record.ts';
import { isThere, type Unsalvaged } from './salvage.ts';

export type Found = {
  /** Nothing was found yet that would have to be made good. */
  readonly isSound: boolean;
  /** How much of the record's end is compared then, in bytes. */
  readonly comparedAtStartBytes: number;
  /** Where the damaged file is, or the log that was left without its database. */
  readonly setAside: string | null;
  readonly isDamaged: boolean;
  /** What lay there was the book of another till. */
  readonly isForeign: boolean;
  readonly migrated: boolean;
  /** Rows of a damaged file that broke a rule of the schema. */
  readonly unsalvaged: readonly Unsalvaged[];
  readonly newIdentity: () => string;
  readonly schema: Schema;
  /** What a record of an earlier version says, in today's words. */
  readonly inOwnWords: (recorded: Recorded, book: Database) => Recorded;
  /** A free name for a record in which something could not be read: what stands there is kept. */
  readonly recordAside: () => string;
};

export type Agreed = {
  /** What had to be mended, which is noted for a person. */
  readonly mended: Mended | null;
  /** Compares what of the record has not been compared. */
  readonly lookBack: LookBack | null;
};

/** Makes the two agree. */
export function agree(database: Database, journal: Journal, found: Found): Agreed {
  const { isDamaged, schema } = found;
  const seq = seqOf(database);
  if (found.isSound && seq !== null) {
    const recorded = journal.read(seq, found.comparedAtStartBytes);
    const isAll = recorded.begin === 0;
    if (!isAll && isAsExpected(database, journal, recorded, seq, schema)) {
      const put = bringTogether(database, journal, found, recorded, 'nothing may differ');
      const parts = { database, journal, tables: schema.recorded, compared: recorded };
      if (put !== 'differs') return { mended: null, lookBack: new LookBack(parts) };
    }
  }
  const recorded = found.inOwnWords(journal.read(isDamaged ? -1 : (seq ?? 0)), database);
  const mended = bringTogether(database, journal, found, recorded, 'what differs is mended');
  return { mended: mended === 'differs' ? null : mended, lookBack: null };
}

// One commit more than the book knows of is the trace of a crash.
function isAsExpected(
  database: Database,
  journal: Journal,
  { newest, gaps }: Recorded,
  seq: number,
  schema: Schema,
): boolean {
  const isOurs = journal.version() === versionOf(schema) && identityOfRecord(journal) !== null;
  const isNext = newest === seq || newest === seq + 1;
  return isOurs && isNext && gaps === 0 && identityOf(database) !== null;
}

function bringTogether(
  database: Database,
  journal: Journal,
  found: Found,
  recorded: Recorded,
  how: 'nothing may differ' | 'what differs is mended',
): Mended | null | 'differs' {
  const { setAside, isDamaged, isForeign, migrated, unsalvaged, newIdentity, schema } = found;
  const known = seqOf(database);
  const seq = known ?? 0;
  const { newest, gaps } = recorded;
  // A record that lags behind has nothing to say about what changes; only about what is not there,
  // and what never changes.
  const hasMore = newest > 0 && newest >= seq;
  const next = Math.max(seq, newest, 1);
  const recordIdentity = identityOfRecord(journal);
  const isNamed = identityOf(database) !== null;
  let refused = 0;
  const mended =
    isDamaged || newest > 0 || known === null || !isNamed
      ? inOneCommit(database, (): Mended | null | 'differs' => {
          const trusted = hasMore ? recorded : { ...recorded, wholeFrom: next + 1 };
          const lastBefore = lastSale(database);
          const settled =
            recorded.anewAt > seq && gaps === 0 ? settleUnlisted(database, recorded) : 0;
          const put = newest > 0 ? putRecorded(database, trusted, schema.recorded) : nothingPut;
          const rows = settled + put.changed + removeStraySettings(database);
          ({ refused } = put);
          if (seqOf(database) !== next) {
            const sql = `INSERT OR REPLACE INTO settings (name, value) VALUES ('recordedSeq', ?)`;
            database.prepare(sql).run(String(next));
          }
          if (identityOf(database) === null)
            giveIdentity(database, recordIdentity ?? newIdentity());
          const kind = kindOf({
            isForeign,
            isDamaged,
            isLost: known === null && newest > 0,
            isOutdated: newest > seq + 1,
            isAltered: (rows > 0 && newest <= seq) || refused > 0,
          });
          if (kind === null) return null;
          if (how === 'nothing may differ') return 'differs';
          const isWhole =
            gaps === 0 &&
            refused === 0 &&
            hasMore &&
            (known === null || areAllThere(database, lastBefore)) &&
            unsalvaged.every((row) => isThere(database, row));
          const made = { kind, rows, setAside, isWhole };
          noteMended(database, made);
          return made;
        })
      : null;
  if (mended === 'differs') return mended;
  if (mended || migrated || gaps > 0 || newest < next) {
    const aside = gaps > 0 || refused > 0 ? found.recordAside() : null;
    journal.rewrite(next, versionOf(schema), rowsToRecord(database, schema.recorded), aside);
    return mended;
  }
  if (recorded.end < journal.size) journal.cutAt(recorded.end);
  const version = journal.version();
  if (recordIdentity === null || version !== versionOf(schema)) {
    // What is added to it from now on is in other words than those of an earlier one.
    const mustBeAnew = (version ?? 0) < schema.earlier.before;
    rewriteIfRoom(journal, next, database, schema, mustBeAnew);
  }
  return mended;
}

const nothingPut = { changed: 0, refused: 0 };

// A count or a document whose name was damaged has its name again, from the record or from the count
// that begins anew. What is left under the other name is no setting of this version.
function removeStraySettings(database: Database): number {
  const names = settingNames.map(() => '?').join(', ');
  const isMissing = database.prepare(
    `SELECT count(*) AS count FROM settings WHERE name IN ('recordedSeq', 'starts')`,
  );
  const { count } = isMissing.get() as Row;
  const sql = `DELETE FROM settings WHERE name NOT IN (${names})`;
  return count === 2 ? 0 : database.prepare(sql).run(...settingNames).changes;
}

function lastSale(database: Database): number {
  const row = database.prepare('SELECT coalesce(max(seq), 0) AS seq FROM sales').get() as Row;
  return Number(row['seq']);
}

// Every number from that of a sale on is one's; a sale is never removed.
function areAllThere(database: Database, from: number): boolean {
  const sql = 'SELECT count(*) AS count FROM sales WHERE seq > ?';
  return Number((database.prepare(sql).get(from) as Row)['count']) === lastSale(database) - from;
}

// From before there were identities, or versions in it. On a full disk it is done at a later start.
function rewriteIfRoom(
  journal: Journal,
  seq: number,
  database: Database,
  schema: Schema,
  mustBeAnew: boolean,
): void {
  try {
    journal.rewrite(seq, versionOf(schema), rowsToRecord(database, schema.recorded));
  } catch (error) {
    if (mustBeAnew || !isFull(error)) throw error;
  }
}

function kindOf(is: {
  readonly isForeign: boolean;
  readonly isDamaged: boolean;
  readonly isLost: boolean;
  readonly isOutdated: boolean;
  readonly isAltered: boolean;
}): Mended['kind'] | null {
  if (is.isForeign) return 'foreign';
  if (is.isDamaged) return 'damaged';
  if (is.isLost) return 'lost';
  if (is.isOutdated) return 'outdated';
  return is.isAltered ? 'altered' : null;
}

/** Number of the last commit that the database knows to be recorded; null when it cannot be read. */
export function seqOf(database: Database): number | null {
  const one = (sql: string, ...values: (string | number | null)[]) =>
    database.prepare(sql).get(...values) as Row | undefined;
  const row = one(`SELECT value FROM settings WHERE name = 'recordedSeq'`);
  const seq = Number(row?.['value'] ?? Number.NaN);
  // A number that cannot be read says no more than none. The first commit has the number 1.
  return Number.isSafeInteger(seq) && seq > 0 ? seq : null;
}

// Rows come in any order, so that what they refer to may not be there yet. Nothing is kept of what only
// showed that something differs.
function inOneCommit<Value>(database: Database, work: () => Value | 'differs'): Value | 'differs' {
  database.pragma('foreign_keys = OFF', { simple: true });
  database.exec('BEGIN IMMEDIATE -- mend');
  const value = work();
  database.exec(value === 'differs' ? 'ROLLBACK -- mend' : 'COMMIT -- mend');
  database.pragma('foreign_keys = ON', { simple: true });
  return value;
}
