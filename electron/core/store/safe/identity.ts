// A book and its second record belong together: both bear the same identity, made once by chance. A
// third copy stands beside them and decides when the two differ, so that neither the book nor the
// record of another till is taken for ours, however it came to lie there.
import { crc32 } from 'node:zlib';
import type { Database, Disk, Row } from '../disk.ts';
import { isOfEarlier, type Schema } from '../schema.ts';
import { isOfDisk } from './disk-trouble.ts';
import { Journal } from './journal.ts';
import { besides } from './set-aside.ts';
import { shortText } from './short-text.ts';

/** The identity in the book; null when there is none, or when it has changed by itself. */
export function identityOf(database: Database): string | null {
  const select = database.prepare(`SELECT value FROM settings WHERE name = 'identity'`);
  return identityIn((select.get() as Row | undefined)?.['value']);
}

/** That of a second record stands at its beginning; one from before there were identities has none. */
export function identityOfRecord(journal: Journal): string | null {
  const line = journal
    .beginning()
    .find(({ table, row }) => table === 'settings' && row['name'] === 'identity');
  return identityIn(line?.row['value']);
}

/** Call inside a commit. */
export function giveIdentity(database: Database, id: string): void {
  database
    .prepare(`INSERT OR REPLACE INTO settings (name, value) VALUES ('identity', ?)`)
    .run(textOf(id));
}

/**
 * Which of the two belongs to another till. Where nothing else decides, the book is ours; so it is
 * where the record holds no sale, as on a new disk to which the book was brought back.
 */
export function foreignOf(
  disk: Disk,
  path: string,
  database: Database,
  schema: Schema,
): 'book' | 'record' | null {
  const record = besides(path, 'record');
  const ours = identityOf(database);
  if (ours === null || !disk.exists(record)) return null;
  const journal = Journal.open(disk, record, schema);
  try {
    const its = identityOfRecord(journal);
    if (its === ours) return null;
    const kept = keptIdentity(disk, path);
    // A record that cannot say whose it is has not been exchanged as long as the book is the kept one.
    if (its === null && (kept === null || kept === ours)) return null;
    if (its !== null && its !== kept) return 'record';
    const { rows, gaps } = journal.read(-1);
    const isSale = ({ table, row }: { table: string; row: Row }) =>
      table === 'sales' || isOfEarlier(schema, table, row);
    return gaps > 0 || rows.some(isSale) ? 'book' : 'record';
  } finally {
    journal.close();
  }
}

/** Keeps the third copy; where the disk refuses it, at a later start. */
export function keepIdentity(disk: Disk, path: string, database: Database): void {
  const id = identityOf(database);
  if (id === null || id === keptIdentity(disk, path)) return;
  try {
    const file = disk.openFile(besides(path, 'identity'));
    try {
      file.truncate(0);
      file.append(Buffer.from(textOf(id)));
      file.sync();
    } finally {
      file.close();
    }
    disk.syncFolderOf(path);
  } catch (error) {
    if (!isOfDisk(error)) throw error;
  }
}

/** The identity in the third copy; null when there is none that can be read. */
export function keptIdentity(disk: Disk, path: string): string | null {
  const name = besides(path, 'identity');
  if (!disk.exists(name)) return null;
  try {
    return identityIn(shortText(disk, name));
  } catch (error) {
    if (!isOfDisk(error)) throw error;
    return null;
  }
}

function textOf(id: string): string {
  return JSON.stringify(`${id} ${checksumOf(id)}`);
}

// What cannot be relied on must not part a book from its own record.
function identityIn(text: unknown): string | null {
  const [, id, checksum] = /^"(\S+) (\S+)"$/.exec(String(text)) ?? [];
  return id !== undefined && checksum === checksumOf(id) ? id : null;
}

function checksumOf(id: string): string {
  return crc32(id).toString(16).padStart(8, '0');
}
