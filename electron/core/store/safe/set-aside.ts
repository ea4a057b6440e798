// A damaged database is set aside, never deleted, and what can be read of it is carried over. A note
// on the disk says that this is under way: a power cut in the midst of it changes nothing. Files of
// another till are set aside as well.
import { basename, dirname, join } from 'node:path';
import type { Disk } from '../disk.ts';
import { shortText } from './short-text.ts';

/** Files of one database beside the file itself, which is moved last: until then it is not aside. */
const parts = ['-wal', '-shm', ''];

/** `till.sqlite` → `till.record` and so on: the files that belong to a store. */
export function besides(path: string, ending: string): string {
  return `${path.replace(/\.sqlite$/, '')}.${ending}`;
}

/** Moves the database at `path` aside under a name of its own, which is returned. */
export function putAside(disk: Disk, path: string): string {
  const aside = freeName(disk, `${path}.damaged`);
  const note = disk.openFile(noteOf(path));
  try {
    note.truncate(0);
    note.append(Buffer.from(`${aside}\n`));
    note.sync();
  } finally {
    note.close();
  }
  disk.syncFolderOf(path);
  move(disk, path, aside);
  return aside;
}

/** Whether an earlier run ended while it carried a damaged database over. */
export function isUnfinished(disk: Disk, path: string): boolean {
  return disk.exists(noteOf(path));
}

/** That damaged database, moved aside by now; null when nothing had been moved. */
export function unfinished(disk: Disk, path: string): string | null {
  if (!isUnfinished(disk, path)) return null;
  // A torn note was not synced yet, so nothing had been moved.
  const named = /^(.+\.damaged-\d+)\n$/.exec(shortText(disk, noteOf(path)) ?? '')?.[1];
  if (named === undefined) return null;
  // Beside the book, wherever the folder is by now: it may have been moved since, or copied.
  const aside = join(dirname(path), basename(named));
  if (!disk.exists(aside)) move(disk, path, aside);
  return aside;
}

/** Moves aside the book of another till, which is not carried over. Returns its new name. */
export function putForeignAside(disk: Disk, path: string): string {
  // What was carried over from a damaged file lies in it: no later start may carry that into ours.
  finish(disk, path);
  const aside = freeName(disk, `${path}.foreign`);
  move(disk, path, aside);
  return aside;
}

/** All that could be read has been carried over. */
export function finish(disk: Disk, path: string): void {
  disk.remove(noteOf(path));
  disk.syncFolderOf(path);
}

/**
 * A log whose database is gone or empty is moved aside as well: SQLite would delete it.
 * Call while the database is not open.
 */
export function keepOrphanedLog(disk: Disk, path: string): string | null {
  if (!disk.exists(`${path}-wal`) || disk.sizeOf(path) > 0) return null;
  const aside = freeName(disk, `${path}.damaged`);
  disk.rename(`${path}-wal`, `${aside}-wal`);
  disk.syncFolderOf(path);
  return `${aside}-wal`;
}

function noteOf(path: string): string {
  return besides(path, 'mending');
}

/** `till.sqlite.damaged` → `till.sqlite.damaged-1`, or the first number that is not taken. */
export function freeName(disk: Disk, path: string): string {
  for (let number = 1; ; number += 1) {
    const aside = `${path}-${number}`;
    if (!disk.exists(aside) && !disk.exists(`${aside}-wal`)) return aside;
  }
}

function move(disk: Disk, path: string, aside: string): void {
  for (const part of parts) {
    if (part === '') disk.syncFolderOf(path);
    if (disk.exists(`${path}${part}`)) disk.rename(`${path}${part}`, `${aside}${part}`);
  }
  disk.syncFolderOf(path);
}
