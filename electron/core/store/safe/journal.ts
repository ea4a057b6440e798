// The second record: a file of lines (record-lines.ts) beside the database, written and synced before the
// commit it belongs to. It holds the rows that money rests on as they were after each
// commit, so that owed advices and open transactions can be had again when the database is damaged,
// lost, or older than it should be.
//
// `seq` counts commits without a gap; all rows of one commit carry the same. The last line of a row
// holds. A record that began anew starts with everything there is, each line with the version of the
// schema, and a line that counts it. A line whose table, columns or values are none of ours is damaged,
// whatever its checksum says. Lines of
// before the step that made other tables of them are read as they are (carry-over.ts has their words).
import type { AppendFile, Disk, Row } from '../disk.ts';
import { isRecorded, schema as ownSchema, type Schema } from '../schema.ts';
import { type Line, lineOf, linesIn, newline, type RecordedRow, rowOf } from './record-lines.ts';

/** What the end of the file holds. */
export type Recorded = {
  /** The rows of every whole commit, in their order. */
  readonly rows: readonly RecordedRow[];
  /** `seq` of the newest commit, 0 when there is none. */
  readonly newest: number;
  /** Commits that are missing or damaged between others. */
  readonly gaps: number;
  /** No commit from this one on is missing. */
  readonly wholeFrom: number;
  /** The commit with which it began anew; 0 when that is not whole, or lies before what was read. */
  readonly anewAt: number;
  /** Where these begin, in bytes; 0 when nothing stands before them. */
  readonly begin: number;
  /** Where the last whole commit ends, in bytes; what follows was torn off. */
  readonly end: number;
};

/**
 * How much is read at least of the end of the file where anything is doubted, in bytes: the last hundreds
 * of sales. More than is looked back at (look-back.ts): what was found there must still be in it.
 */
const tailBytes = 12 * 1024 * 1024;
/** Longer than any line. */
const longestLine = 4 * 1024 * 1024;
/** Where a record that began anew has its first lines, in bytes. */
const headBytes = 4 * 1024;
/** A new file is written in pieces of about this many characters. */
const writtenAtOnce = 256 * 1024;
const lastOfAnew = 'end';
export class Journal {
  readonly #disk: Disk;
  readonly #path: string;
  readonly #schema: Schema;
  #file: AppendFile;
  /** Where the last append began, to take it back. */
  #before: number;
  #isSynced = true;
  #timesAnew = 0;

  private constructor(disk: Disk, path: string, schema: Schema) {
    this.#disk = disk;
    this.#path = path;
    this.#schema = schema;
    this.#file = disk.openFile(path);
    this.#before = this.#file.size;
  }

  static open(disk: Disk, path: string, schema: Schema = ownSchema): Journal {
    const isNew = !disk.exists(path);
    const journal = new Journal(disk, path, schema);
    try {
      if (isNew) disk.syncFolderOf(path);
      return journal;
    } catch (error) {
      journal.close();
      throw error;
    }
  }

  get size(): number {
    return this.#file.size;
  }

  /** How often it began anew since it was opened: an offset from before says nothing any more. */
  get timesAnew(): number {
    return this.#timesAnew;
  }

  /** Writes the rows of a commit; durable when it returns, or, if not `synced`, with a later one. */
  append(rows: readonly RecordedRow[], { synced = true } = {}): void {
    this.#before = this.#file.size;
    this.#isSynced = false;
    this.#file.append(Buffer.from(rows.map(lineOf).join('')));
    if (synced) this.sync();
  }

  /** Takes the last append back, whole or in part: its commit did not come about. */
  takeBack(): void {
    if (this.#file.size > this.#before) this.cutAt(this.#before);
  }

  cutAt(offset: number): void {
    this.#file.truncate(offset);
    this.sync();
    this.#before = offset;
  }

  /** The rows of its first lines that can be understood. */
  beginning(): RecordedRow[] {
    const version = this.version();
    return this.#firstLines().filter((row) => isOurs(row, this.#schema, version));
  }

  /** The version of the schema it began anew with; null when no line says it. */
  version(): number | null {
    const versions = this.#firstLines().flatMap(({ version }) =>
      Number.isSafeInteger(version) ? [Number(version)] : [],
    );
    return versions.length === 0 ? null : Math.max(...versions);
  }

  #firstLines(): RecordedRow[] {
    const bytes = this.#file.read(0, Math.min(headBytes, this.#file.size));
    return [...linesIn(bytes, 0)].flatMap((line) => rowOf(line) ?? []);
  }

  /** Reads the end of the file: some bytes at least, and as far back as the commit `seq`. */
  read(seq: number, atLeast = tailBytes): Recorded {
    const { size } = this.#file;
    const version = this.version();
    for (let length = atLeast; ; length *= 2) {
      const from = Math.max(size - length, 0);
      const lines = [...linesIn(this.#file.read(from, size - from), from)].filter(
        ({ text }) => text !== null,
      );
      const found = lines.flatMap((line): Found[] => {
        const row = rowOf(line);
        const { begin, end } = line;
        return row && isOurs(row, this.#schema, version) ? [{ row, begin, end }] : [];
      });
      if (from > 0 && !found.some(({ row }) => row.seq <= seq)) continue;
      const recorded = commitsOf(found, from > 0 ? seq : null);
      // Whole, and none of ours: not torn off, wherever it stands.
      return { ...recorded, gaps: recorded.gaps + lines.length - found.length };
    }
  }

  /**
   * The lines of about so many bytes before an offset at which one begins, newest first, and where the
   * first of them begins. Null for one that is damaged, or none of ours.
   */
  before(at: number, about: number): { lines: (RecordedRow | null)[]; begin: number } {
    const version = this.version();
    for (let length = about; ; length *= 2) {
      const from = Math.max(at - length, 0);
      const bytes = this.#file.read(from, at - from);
      const begin = from === 0 ? 0 : bytes.indexOf(newline) + 1;
      const isPart = from > 0 && (begin === 0 || begin === bytes.length);
      if (isPart && length < longestLine) continue;
      if (isPart) return { lines: [null], begin: from };
      const lines = [...linesIn(bytes.subarray(begin), from + begin)].map((line) => {
        const row = rowOf(line);
        return row && isOurs(row, this.#schema, version) ? row : null;
      });
      return {
        lines: lines.filter((row) => row?.table !== lastOfAnew).toReversed(),
        begin: from + begin,
      };
    }
  }

  /**
   * Begins anew with these rows of a schema's `version`. The old file stands until the new one is
   * whole; under the name `aside` it stays, because something in it could not be read.
   */
  rewrite(
    seq: number,
    version: number,
    rows: Iterable<{ readonly table: string; readonly row: Row }>,
    aside: string | null = null,
  ): void {
    const path = `${this.#path}.new`;
    this.#disk.remove(path);
    const next = this.#disk.openFile(path);
    try {
      let lines = '';
      let count = 0;
      for (const row of rows) {
        lines += lineOf({ seq, commit: 'anew', of: 0, version, ...row });
        count += 1;
        if (lines.length < writtenAtOnce) continue;
        next.append(Buffer.from(lines));
        lines = '';
      }
      lines += lineOf({ seq, commit: 'anew', of: count, version, table: lastOfAnew, row: {} });
      next.append(Buffer.from(lines));
      next.sync();
      next.close();
    } catch (error) {
      next.close();
      this.#removeHalf(path);
      throw error;
    }
    this.#timesAnew += 1;
    // Windows renames over no file that is open.
    this.#file.close();
    try {
      if (aside !== null) this.#disk.rename(this.#path, aside);
      this.#disk.rename(path, this.#path);
      this.#disk.syncFolderOf(this.#path);
    } finally {
      this.#file = this.#disk.openFile(this.#path);
      this.#before = this.#file.size;
      this.#isSynced = true;
    }
  }

  // On a full disk it would take the room that what is open needs.
  #removeHalf(path: string): void {
    try {
      this.#disk.remove(path);
    } catch {
      // Before the next one it is tried again; what went wrong first is what is told.
    }
  }

  close(): void {
    try {
      if (!this.#isSynced) this.sync();
    } catch {
      // What a power cut takes of it now the next start writes again from the database.
    }
    this.#file.close();
  }

  /** What was written would survive a power cut when this returns. */
  sync(): void {
    this.#file.sync();
    this.#isSynced = true;
  }
}

type Found = Pick<Line, 'begin' | 'end'> & { readonly row: RecordedRow };

// A decision without the advice it owes is no decision: of a commit all rows count, or none. At the
// end of the file it was torn off before it came about; anywhere else something is lost. `tailOf`: what
// was found is the end of a record whose book knows of this commit; null: it is the whole of it.
function commitsOf(found: readonly Found[], tailOf: number | null): Recorded {
  const isTail = tailOf !== null;
  const commits: Found[][] = [];
  for (const line of found) {
    const commit = commits.at(-1);
    if (commit?.[0]?.row.seq === line.row.seq) commit.push(line);
    else commits.push([line]);
  }
  const rows: RecordedRow[] = [];
  let [newest, previous, gaps, wholeFrom, anewAt, begin, end] = [0, 0, 0, 0, 0, 0, 0];
  const gapBefore = (seq: number) => {
    gaps += 1;
    wholeFrom = seq;
  };
  commits.forEach((commit, index) => {
    const { seq = 0 } = commit[0]?.row ?? {};
    const isFirst = index === 0;
    const isNext = isFirst ? isTail || isAnew(commit) || seq === 1 : seq === previous + 1;
    if (!isNext) gapBefore(seq);
    previous = seq;
    if (!isWhole(commit)) {
      const isTornOff = index === commits.length - 1 && !isAnew(commit);
      // The beginning of the first one may lie before the part that was read. Where there is no other,
      // it counts as far as it goes: what the book knows of came about.
      const isCut = isFirst && isTail;
      if (!isCut && !isTornOff) gapBefore(seq + 1);
      const isKnown = isCut && commits.length === 1 && seq <= tailOf;
      if (!isAnew(commit) && !isKnown) return;
    }
    if (isAnew(commit) && isWhole(commit)) anewAt = seq;
    if (isTail && rows.length === 0) begin = commit[0]?.begin ?? 0;
    rows.push(...commit.map(({ row }) => row).filter(({ table }) => table !== lastOfAnew));
    newest = Math.max(newest, seq);
    end = commit.at(-1)?.end ?? end;
  });
  return { rows, newest, gaps, wholeFrom, anewAt, begin, end };
}

function isAnew(commit: readonly Found[]): boolean {
  return commit[0]?.row.commit === 'anew';
}

function isWhole(commit: readonly Found[]): boolean {
  const last = commit.at(-1)?.row;
  if (!isAnew(commit)) return commit.length === last?.of;
  return last?.table === lastOfAnew && commit.length === last.of + 1;
}

function isOurs({ commit, table, row }: RecordedRow, schema: Schema, version: number | null) {
  return (commit === 'anew' && table === lastOfAnew) || isRecorded(schema, table, row, version);
}
