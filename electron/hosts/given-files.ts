// The two files a command line may name. A file that cannot be used is a fault for the screen and a
// sentence for the terminal, and the till goes on with what it has: both are often taken away once
// they have been read.
import { readFile } from 'node:fs/promises';
import type { FileFault } from '../../src-shared/contract/rule.ts';
import { fail, type Result, succeed } from '../../src-shared/result.ts';

/** The document of `--profile`, or why there is none. */
export async function readProfileFile(path: string): Promise<Result<unknown, FileFault>> {
  const text = await readText(path);
  if (!text.ok) return text;
  try {
    return succeed(JSON.parse(text.value));
  } catch {
    return fail('notJson');
  }
}

/** The password: the first line of `--password-file`, or why there is none. */
export async function readPasswordFile(path: string): Promise<Result<string, FileFault>> {
  const text = await readText(path);
  if (!text.ok) return text;
  const [password = ''] = text.value.split(/\r?\n/, 1);
  return password === '' ? fail('empty') : succeed(password);
}

async function readText(path: string): Promise<Result<string, FileFault>> {
  try {
    // Editors on Windows put a byte order mark in front.
    return succeed((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (error) {
    return fail(faultOf(error));
  }
}

/** Why a file could not be read. */
export function faultOf(error: unknown): FileFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'missing';
    case 'EACCES':
    case 'EPERM':
      return 'forbidden';
    case 'EISDIR':
      return 'notRegular';
    default:
      return 'unusable';
  }
}
