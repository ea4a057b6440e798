// What each error of a disk means: full, damaged, to be doubted, or none of the disk's business.
import { expect, it } from 'vitest';
import {
  isCorrupt,
  isDoubtful,
  isFull,
  isOfDisk,
} from '../../../electron/core/store/safe/disk-trouble.ts';

const kinds = { isOfDisk, isFull, isCorrupt, isDoubtful };
const named = (code: string) => Object.assign(new Error('x'), { code });

it.each<[string, (keyof typeof kinds)[]]>([
  ['ENOSPC', ['isOfDisk', 'isFull']],
  ['EDQUOT', ['isOfDisk', 'isFull']],
  ['SQLITE_FULL', ['isOfDisk', 'isFull']],
  ['EROFS', ['isOfDisk']],
  ['EACCES', ['isOfDisk']],
  ['EMFILE', ['isOfDisk']],
  ['SQLITE_READONLY', ['isOfDisk']],
  // What a disk that became read-only answers a write with.
  ['SQLITE_IOERR_WRITE', ['isOfDisk']],
  ['SQLITE_BUSY', ['isOfDisk']],
  ['EIO', ['isOfDisk', 'isDoubtful']],
  ['EBADF', ['isOfDisk', 'isDoubtful']],
  ['SQLITE_IOERR', ['isOfDisk', 'isDoubtful']],
  ['SQLITE_IOERR_FSYNC', ['isOfDisk', 'isDoubtful']],
  ['SQLITE_IOERR_READ', ['isOfDisk', 'isCorrupt', 'isDoubtful']],
  ['SQLITE_CORRUPT', ['isOfDisk', 'isCorrupt', 'isDoubtful']],
  ['SQLITE_CORRUPT_INDEX', ['isOfDisk', 'isCorrupt', 'isDoubtful']],
  ['SQLITE_NOTADB', ['isOfDisk', 'isCorrupt', 'isDoubtful']],
  ['SQLITE_CONSTRAINT_UNIQUE', []],
  ['ECONNRESET', []],
])('%s', (code, expected) => {
  const found = Object.entries(kinds).flatMap(([name, is]) => (is(named(code)) ? [name] : []));
  expect(found).toEqual(expected);
});

it('anything else is none', () => {
  for (const other of [new Error('x'), 'ENOSPC', null, { code: 'ENOSPC' }, named('')]) {
    expect(isOfDisk(other) || isFull(other) || isDoubtful(other)).toBe(false);
  }
});
