// The two files a command line may name. A file that cannot be used is a fault for the screen and a
// sentence for the terminal, and the till goes on with what it has: both are often taken away once
// they have been read. Nothing of what stands in them is ever told: a password may have been named
// as the profile.
import type { FileFault } from '../../src-shared/contract/rule.ts';
import { isPlain } from '../../src-shared/domain/text.ts';
import { fail, type Result, succeed } from '../../src-shared/result.ts';
import { readSmallText } from '../core/set-up/small-file.ts';

/** The document of `--profile`, or why there is none. */
export function readProfileFile(path: string): Result<unknown, FileFault> {
  const text = readSmallText(path, 'shown');
  if (!text.ok) return text;
  try {
    return succeed(JSON.parse(text.value));
  } catch {
    return fail('notJson');
  }
}

/** The password: the first line of `--password-file`, blanks and all, or why there is none. */
export function readPasswordFile(path: string): Result<string, FileFault> {
  const text = readSmallText(path, 'secret');
  if (!text.ok) return text;
  const [password = ''] = text.value.split(/\r?\n/, 1);
  if (password === '') return fail('empty');
  return isPlain(password) ? succeed(password) : fail('notText');
}
