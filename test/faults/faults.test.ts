// The fault table as a whole: every fault from F01 to F116 has rows here or a reason why not.
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { leftOut, notHere } from './table/not-here.ts';

const root = new URL('../../', import.meta.url);

/** The faults that rows are about: every text that begins with one or more of their ids. */
const withRows = new Set(
  globSync('test/faults/{*.test,table/*}.ts', { cwd: root })
    .filter((name) => !name.endsWith('not-here.ts'))
    .flatMap((name) => [
      ...readFileSync(new URL(name, root), 'utf8').matchAll(/['`](F\d+( F\d+)*)\b/g),
    ])
    .flatMap(([, ids = '']) => ids.split(' ')),
);
const all = Array.from({ length: 116 }, (_, index) => `F${String(index + 1).padStart(2, '0')}`);

it('has each fault once: as rows, or with the reason why there are none', () => {
  const listed = [...withRows, ...notHere.map(({ id }) => id)];
  expect(listed.sort()).toEqual([...all].sort());
});

it('says what is left out only of faults that have rows', () => {
  expect(leftOut.filter(({ id }) => !withRows.has(id))).toEqual([]);
});

it('refers to tests that exist', () => {
  const gone = notHere.filter(
    (entry) =>
      entry.kind === 'elsewhere' &&
      !readFileSync(new URL(entry.file, root), 'utf8').includes(entry.title),
  );
  expect(gone).toEqual([]);
});
