// The one way the till reads a small file that a person named, or that keeps a secret. Promises: it
// never blocks (a pipe without a writer, a device), never reads more than the limit, takes nothing
// that another user could have put there, and tells a fault without a word of the content.
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import type { FileFault } from '../../../src-shared/contract/rule.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';

/** Most bytes of such a file: a chain of certificates has a tenth of it. */
export const smallFileLimit = 64 * 1024;

/**
 * - `shown`: a profile, a certificate. A link is followed, as /etc/ssl is full of them.
 * - `secret`: a password, a key. No link, and nobody else may read it, unless root gave it to a group.
 */
export type FileKind = 'shown' | 'secret';

/** The bytes of a regular file of ours. */
export function readSmallFile(path: string, kind: FileKind): Result<Buffer, FileFault> {
  let file: number | null = null;
  try {
    // Looked at before it is opened: opening a device can already do something.
    const before = faultOfFile(kind === 'secret' ? lstatSync(path) : statSync(path), kind);
    if (before !== null) return fail(before);
    file = openSync(path, openFlags(kind));
    // And again what was opened, for the name may lead elsewhere by now.
    const fault = faultOfFile(fstatSync(file), kind);
    return fault === null ? readBounded(file) : fail(fault);
  } catch (error) {
    return fail(faultOfError(error));
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** The text of a regular file of ours: UTF-8, or UTF-16 with its byte order mark, as Windows saves it. */
export function readSmallText(path: string, kind: FileKind): Result<string, FileFault> {
  const bytes = readSmallFile(path, kind);
  return bytes.ok ? decoded(bytes.value) : bytes;
}

/** Whether this user, or root, owns it: anybody else could change it at any time. */
export function isOurs({ uid }: Pick<Stats, 'uid'>): boolean {
  const own = process.getuid?.();
  return own === undefined || uid === own || uid === 0;
}

function faultOfFile(stats: Stats, kind: FileKind): FileFault | null {
  if (stats.isSymbolicLink()) return 'isLink';
  if (!stats.isFile()) return 'notRegular';
  if (stats.size > smallFileLimit) return 'tooLarge';
  if (process.platform === 'win32') return null;
  if (!isOurs(stats)) return 'notOurs';
  return (stats.mode & forbiddenModes(stats, kind)) === 0 ? null : 'openToOthers';
}

function forbiddenModes({ uid }: Stats, kind: FileKind): number {
  if (kind === 'shown') return 0o002;
  // Set up by root for the till's group: 0640, as /etc/ssl/private has it.
  return uid === 0 && process.getuid?.() !== 0 ? 0o027 : 0o077;
}

function openFlags(kind: FileKind): number {
  const noFollow = kind === 'secret' ? (constants.O_NOFOLLOW ?? 0) : 0;
  return constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | noFollow;
}

// Some files are larger than they say, or grow meanwhile.
function readBounded(file: number): Result<Buffer, FileFault> {
  const bytes = Buffer.alloc(smallFileLimit + 1);
  let size = 0;
  while (size < bytes.length) {
    const read = readSync(file, bytes, size, bytes.length - size, null);
    if (read === 0) return succeed(bytes.subarray(0, size));
    size += read;
  }
  return fail('tooLarge');
}

function decoded(bytes: Buffer): Result<string, FileFault> {
  const mark = bytes.subarray(0, 2).toString('hex');
  try {
    const text =
      mark === 'fffe' || mark === 'feff'
        ? decodedUtf16(mark === 'fffe' ? bytes : Buffer.from(bytes).swap16())
        : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? fail('notText') : succeed(text);
  } catch {
    return fail('notText');
  }
}

function decodedUtf16(littleEndian: Buffer): string {
  return new TextDecoder('utf-16le', { fatal: true }).decode(littleEndian);
}

function faultOfError(error: unknown): FileFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'missing';
    case 'EACCES':
    case 'EPERM':
      return 'forbidden';
    case 'ELOOP':
      return 'isLink';
    default:
      return 'unusable';
  }
}
