// The deliberate bugs of the simulation are pieces of text to be replaced. One that no longer stands in
// its file proves nothing, and takes hours to be missed: said here, at every run of the unit tests.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mutants } from '../simulation/mutants.ts';

const root = new URL('../../', import.meta.url);

it.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
  '%s can be put in',
  (_, { edits }) => {
    expect(edits.length).toBeGreaterThan(0);
    for (const { file, from, to } of edits) {
      const source = readFileSync(new URL(file, root), 'utf8');
      expect(source.split(from).length - 1, `times that ${file} holds: ${from}`).toBe(1);
      expect(to).not.toBe(from);
    }
  },
);

it('there are the twelve deliberate bugs of the anchors and many more, each with a name of its own', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(30);
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
});
