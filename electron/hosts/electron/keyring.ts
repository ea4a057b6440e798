// The password, sealed with the system's keyring. Where there is none (a Linux desktop without a
// secret service, where Electron would "encrypt" with a password known to everyone) it is kept in
// the owner-only file instead, and the settings screen says so.
import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import type { Rule } from '../../../src-shared/contract/rule.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';
import {
  locked,
  passwordFileName,
  readKept,
  replaceFile,
  type SecretKeeper,
  sealedFileName,
  secretFile,
} from '../secret-file.ts';

/** Chooses how this computer keeps the password. The app must be ready. */
export function keyring(dataFolder: string): SecretKeeper {
  const file = secretFile(dataFolder);
  const path = join(dataFolder, sealedFileName);
  if (!isKeyringHere()) return file;
  return {
    keptIn: 'keyring',
    async open() {
      const sealed = readKept(path);
      if (!sealed.ok) return sealed;
      return sealed.value === null ? file.open() : unseal(sealed.value);
    },
    async seal(password) {
      const kept = readKept(path);
      // A seal we cannot open may only need its keyring unlocked: it is set aside, not replaced.
      const isLost = !kept.ok || (kept.value !== null && !unseal(kept.value).ok);
      if (isLost) await rename(path, `${path}.${randomUUID()}.old`);
      await replaceFile(path, safeStorage.encryptString(password));
      await rm(join(dataFolder, passwordFileName), { force: true });
    },
  };
}

function unseal(sealed: Buffer): Result<string, Rule> {
  try {
    return succeed(safeStorage.decryptString(sealed));
  } catch {
    return fail(locked);
  }
}

function isKeyringHere(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
