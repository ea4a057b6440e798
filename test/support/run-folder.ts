// One folder for everything a test run writes, gone with the run: a worker that is ended by force
// cannot clean up after itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function setup(): () => void {
  // Every project of the run asks; the first makes it.
  if (process.env['UNTIL_RUN_FOLDER'] !== undefined) return () => {};
  const folder = mkdtempSync(join(tmpdir(), 'until-run-'));
  process.env['UNTIL_RUN_FOLDER'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
