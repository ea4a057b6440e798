// A copy of a book that an earlier version wrote (test/stores), in a folder of its own.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { temporaryFolder } from './test-till.ts';

export type KeptBook = 'empty' | 'full' | 'damaged';

/** Unpacks the book and returns the path of its database. */
export function copyOfBook(name: KeptBook, version = '0.1.0'): string {
  const kept = new URL(`../stores/${version}/${name}/`, import.meta.url);
  const folder = join(temporaryFolder(), name);
  mkdirSync(folder, { mode: 0o700 });
  for (const file of readdirSync(kept)) {
    const bytes = gunzipSync(readFileSync(new URL(file, kept)));
    writeFileSync(join(folder, file.replace(/\.gz$/, '')), bytes, { mode: 0o600 });
  }
  return join(folder, 'till.sqlite');
}
