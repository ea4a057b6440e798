// The password in a file that only its owner can read: the browser host's keeper, and Electron's
// where there is no keyring. What is replaced is replaced whole or not at all; a seal of the
// keyring is never read, changed or deleted here, only set aside when a person gives a new password.
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Rule } from '../../src-shared/contract/rule.ts';
import { fail, type Result, succeed } from '../../src-shared/result.ts';
import { readSmallFile } from '../core/set-up/small-file.ts';

/** Where a host keeps the password between two starts. */
export type SecretKeeper = {
  readonly keptIn: 'keyring' | 'ownerOnlyFile';
  /** The text that was sealed last, null when none is kept, or why it cannot be had. */
  open(): Promise<Result<string | null, Rule>>;
  /** Rejects when it cannot; what was kept before is then untouched. */
  seal(text: string): Promise<void>;
};

/** The password in the clear, readable by its owner only. */
export const passwordFileName = 'password';
/** The password sealed with the system's keyring. */
export const sealedFileName = 'password.sealed';

/** Of a seal that cannot be opened here and now. */
export const locked: Rule = { code: 'locked' };

export function secretFile(dataFolder: string): SecretKeeper {
  const path = join(dataFolder, passwordFileName);
  const sealed = join(dataFolder, sealedFileName);
  return {
    keptIn: 'ownerOnlyFile',
    async open() {
      const kept = readKept(path);
      if (!kept.ok) return kept;
      if (kept.value !== null) return succeed(kept.value.toString('utf8'));
      // There is one, of which a host without the keyring knows nothing.
      const inKeyring = readKept(sealed);
      return inKeyring.ok && inKeyring.value === null ? succeed(null) : fail(locked);
    },
    async seal(text) {
      await replaceFile(path, Buffer.from(text, 'utf8'));
      // A keyring that comes back must not bring an older password back with it.
      await rename(sealed, `${sealed}.${randomUUID()}.old`).catch(ignoreMissing);
    },
  };
}

/** The bytes of a kept secret, null when there is none, or why it cannot be read. */
export function readKept(path: string): Result<Buffer | null, Rule> {
  const kept = readSmallFile(path, 'secret');
  if (kept.ok) return kept;
  return kept.failure === 'missing' ? succeed(null) : fail({ code: 'file', fault: kept.failure });
}

/** Replaces a file whole: after a power cut there is the old one or the new one. Mode 0600. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.new`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

// The new name must survive the power cut too. Windows cannot open a folder, and need not.
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
