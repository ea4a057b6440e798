// The folder of the till's book. Nobody but its owner may read, change or replace what stands in it:
// the book, its backups, the log, the password. Nothing is changed in a folder that is somebody's for
// something else: a slip in a flag must not close a system's own folder to it.
import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  mkdirSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fail, type Result, succeed } from '../../src-shared/result.ts';
import { isOurs } from '../core/set-up/small-file.ts';
import { words } from './words.ts';

const ownerOnlyFolder = 0o700;
const ownerOnlyFile = 0o600;

/** At least one of these stands in a folder in which a till has run, or to which one was brought back. */
const ofTill = /^((till|training)\.(sqlite|record|identity)|training-ledger|until\.log)/;
/** Made before those, or by a system in every folder. */
const ofNobody = new Set(['electron', 'lost+found', '.DS_Store', 'desktop.ini']);

/**
 * Makes the data folder, or says in a sentence why it cannot be used. What others could only read is
 * closed to them, and `tell` hears of it; what they could have changed is refused, and so is a folder
 * that holds other things and nothing of a till. Call before anything else.
 */
export function makeDataFolder(folder: string, tell: (sentence: string) => void): Result<null> {
  // Whatever this process writes is its owner's alone.
  process.umask(0o077);
  try {
    mkdirSync(folder, { recursive: true, mode: ownerOnlyFolder });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const odd = refusalOfContent(folder);
    if (odd !== null) return fail(odd);
    return process.platform === 'win32' ? succeed(null) : closeToOthers(folder, tell);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return fail(words.folderRefused(folder, code));
  }
}

function refusalOfContent(folder: string): string | null {
  const content = readdirSync(folder, { withFileTypes: true });
  const others = content.filter(({ name }) => !ofNobody.has(name));
  if (others.length > 0 && !others.some(({ name }) => ofTill.test(name))) {
    return words.folderOfOtherThings(folder);
  }
  // As one comes to be that was to be lent to a container, and was not there.
  const inPlace = content.find((entry) => entry.isDirectory() && ofTill.test(entry.name));
  return inPlace ? words.folderInFolder(join(folder, inPlace.name)) : null;
}

function closeToOthers(folder: string, tell: (sentence: string) => void): Result<null> {
  const stats = statSync(folder);
  if (!stats.isDirectory()) return fail(words.folderRefused(folder, 'ENOTDIR'));
  if (!isOurs(stats)) return fail(words.folderOfOthers(folder));
  if ((stats.mode & 0o022) !== 0) return fail(words.folderOpen(folder));
  if ((stats.mode & 0o055) !== 0) {
    chmodSync(folder, ownerOnlyFolder);
    tell(words.closed(folder));
  }
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const file = lstatSync(path);
    // Folders in it are their makers' business: nobody gets through this one to them.
    if (file.isDirectory()) continue;
    if (file.isSymbolicLink()) return fail(words.linkInFolder(path));
    if (!isOurs(file)) return fail(words.fileOfOthers(path));
    // To open a pipe waits for its other end, and what goes into one is kept nowhere.
    if (!file.isFile()) return fail(words.oddInFolder(path));
    if ((file.mode & 0o077) === 0) continue;
    chmodSync(path, ownerOnlyFile);
    tell(words.closed(path));
  }
  return succeed(null);
}
