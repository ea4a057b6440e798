// What an error of the disk means for the till.

/** When what the disk refused is tried again, in milliseconds. */
export const storeTroubleMs = 5_000;

/** Name of a storage error (`SQLITE_FULL`, `ENOSPC`, …), or an empty text for any other error. */
export function storageCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return '';
  return /^(SQLITE_|ENOSPC|EDQUOT|EIO|EROFS|EACCES|EPERM|EMFILE|ENFILE|EBADF)/.test(error.code)
    ? error.code
    : '';
}

/** The disk failed, and not what was to be written: a broken rule of the schema is no trouble of it. */
export function isOfDisk(error: unknown): boolean {
  const code = storageCode(error);
  return code !== '' && !code.startsWith('SQLITE_CONSTRAINT');
}

/** The disk took nothing (no room, or read-only), and everything is as it was: it can be tried again. */
export function mayPass(error: unknown): boolean {
  return isOfDisk(error) && !isDoubtful(error);
}

/** What was to be written breaks a rule of the schema, or does not fit it at all. */
export function isOfSchema(error: unknown): boolean {
  return /^SQLITE_(CONSTRAINT|MISMATCH|ERROR)/.test(storageCode(error));
}

/** No room: what was to be written is not there, and everything else is as it was. */
export function isFull(error: unknown): boolean {
  return /^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(storageCode(error));
}

/** The content is damaged, or cannot be read from the disk. */
export function isCorrupt(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB|IOERR_(READ|SHORT_READ|CORRUPTFS|DATA))/.test(storageCode(error));
}

/**
 * After this nobody knows what the disk holds: a failed `fsync` may have dropped what was written,
 * and asking again would be told that all is well. Stop, open again and look. A write that failed
 * is not of this kind: SQLite has undone what it belonged to, and a disk that has become read-only
 * must not end a till that can still deliver what is owed.
 */
export function isDoubtful(error: unknown): boolean {
  const code = storageCode(error);
  if (isCorrupt(error) || code === 'EIO' || code === 'EBADF') return true;
  return code.startsWith('SQLITE_IOERR') && code !== 'SQLITE_IOERR_WRITE';
}
