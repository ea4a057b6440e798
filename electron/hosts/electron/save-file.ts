// Saves a text as a file where a person wants it. The page only offers a name and the text; the place
// is chosen in the system's own dialog, so no page can write anywhere by itself.
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { Reply } from '../../../src-shared/contract/contract.ts';

/** A payment's page with everything sent and answered is about 100 kB. */
const longestText = 8 * 1024 * 1024;
const names = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,79}\.json$/;

/** Asks for the place and writes. A person who changes their mind is no failure. */
export async function saveFile(
  window: BrowserWindow,
  name: unknown,
  text: unknown,
): Promise<Reply<object>> {
  if (typeof name !== 'string' || !names.test(name)) return notSaved;
  if (typeof text !== 'string' || text.length > longestText) return notSaved;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(homedir(), name),
    filters: [{ name: 'JSON', extensions: ['json'] }],
  });
  if (canceled || filePath === '') return { ok: true, value: {} };
  try {
    await writeFile(filePath, text, { mode: 0o600 });
    return { ok: true, value: {} };
  } catch {
    return notSaved;
  }
}

export const notSaved: Reply<never> = {
  ok: false,
  failure: { code: 'notSaved' },
};
