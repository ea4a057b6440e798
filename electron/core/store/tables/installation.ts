// Where this book lives: noted at the first start, and compared at every other. A book that wakes up
// on another computer or in another folder may be a copy, and its twin may still be selling. Message
// ids are random, so neither takes the other's; but a person has to know.
import { statSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { isOfDisk } from '../safe/disk-trouble.ts';
import type { Store } from '../store.ts';
import { addNotice } from './notices.ts';
import { readSetting, saveSetting } from './settings.ts';

const installation = z.object({
  computer: z.string(),
  /** What the file system knows the folder by; a copy has others. Null where it cannot tell. */
  folder: z.object({ inode: z.string(), bornMs: z.number() }).nullable(),
});
type Installation = z.infer<typeof installation>;

/** This computer and this folder. */
export function installationOf(dataFolder: string): Installation {
  const stats = statSync(dataFolder, { bigint: true, throwIfNoEntry: false });
  return {
    computer: hostname(),
    folder: stats ? { inode: String(stats.ino), bornMs: Number(stats.birthtimeMs) } : null,
  };
}

/** Notes where the book lives now. True, with a notice for a person, when that was elsewhere before. */
export function noteInstallation(store: Store, now: Installation): boolean {
  const before = installation.safeParse(readSetting(store, 'installation')).data;
  const isKnown = before !== undefined && isSame(before, now);
  if (isKnown) return false;
  try {
    store.commit('installation', () => {
      saveSetting(store, 'installation', now);
      if (before) addNotice(store, { kind: 'moved', rows: 0, setAside: null, isWhole: true });
    });
  } catch (error) {
    // A full disk must not keep the till from settling what is open; the next start notes it.
    if (!isOfDisk(error)) throw error;
  }
  return before !== undefined;
}

// Not by one mark alone: some file systems number their files anew at each start.
function isSame(before: Installation, now: Installation): boolean {
  if (before.computer !== now.computer) return false;
  if (!before.folder || !now.folder) return true;
  return before.folder.inode === now.folder.inode || before.folder.bornMs === now.folder.bornMs;
}
