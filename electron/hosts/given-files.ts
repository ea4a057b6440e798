// The two files a command line may name. A file that cannot be used is a sentence for the screen,
// and the till goes on with what it has: both are often taken away once they have been read.
import { readFile } from 'node:fs/promises';
import { fail, type Result, succeed } from '../../src-shared/result.ts';

/** The document of `--profile`, or why there is none. */
export async function readProfileFile(path: string): Promise<Result<unknown>> {
  const text = await readText('--profile', path);
  if (!text.ok) return text;
  try {
    return succeed(JSON.parse(text.value));
  } catch (error) {
    const where = error instanceof Error ? ` (${oneLine(error.message)})` : '';
    return fail(`--profile must name a JSON file; ${path} is not JSON${where}.`);
  }
}

/** The password: the first line of `--password-file`, or why there is none. */
export async function readPasswordFile(path: string): Promise<Result<string>> {
  const text = await readText('--password-file', path);
  if (!text.ok) return text;
  const [password = ''] = text.value.split(/\r?\n/, 1);
  if (password === '') return fail(`--password-file must hold the password; ${path} is empty.`);
  return succeed(password);
}

async function readText(flag: string, path: string): Promise<Result<string>> {
  try {
    // Editors on Windows put a byte order mark in front.
    return succeed((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (error) {
    return fail(`${flag} must name a file that can be read; ${path} ${whyUnreadable(error)}.`);
  }
}

/** Why a file or folder could not be used, to follow its path: `does not exist`. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'must not be used by this user';
    case 'EISDIR':
      return 'is a folder';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'stands where a folder should be';
    case 'EROFS':
      return 'stands on a disk that cannot be written';
    case 'ENOSPC':
      return 'stands on a full disk';
    default:
      return `cannot be used (${code || 'unknown reason'})`;
  }
}

// The parser quotes the text it stumbled over, line breaks included.
function oneLine(message: string): string {
  return message.replaceAll(/\s+/g, ' ').slice(0, 120);
}
