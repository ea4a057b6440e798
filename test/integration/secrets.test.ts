// The password between two starts: readable by its owner only, replaced whole, never lost to a
// keyring that does not open.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { readPasswordFile, readProfileFile } from '../../electron/hosts/given-files.ts';
import { replaceFile, secretFile } from '../../electron/hosts/secret-file.ts';
import { temporaryFolder } from '../support/test-till.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

it('is kept and found again, in a file for its owner only', async () => {
  const secrets = secretFile(folder);
  expect(await secrets.open()).toEqual({ ok: true, value: null });
  await secrets.seal('pässword 1');
  await secrets.seal('pässword 2');
  expect(await secretFile(folder).open()).toEqual({ ok: true, value: 'pässword 2' });
  expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['password']);
});

it("sets a keyring's seal aside, unread and whole, when a new password is given", async () => {
  writeFileSync(join(folder, 'password.sealed'), 'seal');
  await secretFile(folder).seal('new');
  const [aside = ''] = readdirSync(folder).filter((name) => name.endsWith('.old'));
  expect(readFileSync(join(folder, aside), 'utf8')).toBe('seal');
});

it('stays what it was when the new one cannot be written', async () => {
  await secretFile(folder).seal('old');
  const notBytes = { length: -1 } as unknown as Uint8Array;
  await expect(replaceFile(join(folder, 'password'), notBytes)).rejects.toThrow();
  expect(await secretFile(folder).open()).toEqual({ ok: true, value: 'old' });
  expect(readdirSync(folder)).toEqual(['password']);
});

it('is the first line of the file that was named', async () => {
  const file = join(folder, 'given');
  for (const text of ['secret', 'secret\n', 'secret\r\nmore', '\uFEFFsecret\n']) {
    writeFileSync(file, text, { mode: 0o600 });
    expect(readPasswordFile(file), JSON.stringify(text)).toEqual({
      ok: true,
      value: 'secret',
    });
  }
});

it('names what is wrong with a file that was named', async () => {
  const missing = join(folder, 'missing');
  expect(readPasswordFile(missing)).toEqual({ ok: false, failure: 'missing' });
  expect(readProfileFile(folder)).toEqual({ ok: false, failure: 'notRegular' });
  const empty = join(folder, 'empty');
  writeFileSync(empty, '\n', { mode: 0o600 });
  expect(readPasswordFile(empty)).toEqual({ ok: false, failure: 'empty' });
});
