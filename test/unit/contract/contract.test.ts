import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { contract } from '../../../src-shared/contract/contract.ts';

const root = new URL('../../../', import.meta.url);

// A subject that is not merged has calls that do not exist; of two with one name the first is gone.
it('every subject is in the contract, and no call stands in two of them', async () => {
  const files = globSync('src-shared/contract/calls/*.ts', { cwd: root });
  const modules = await Promise.all(
    files.map(async (file) => (await import(new URL(file, root).href)) as Record<string, object>),
  );
  const names = modules.flatMap((exported) =>
    Object.entries(exported)
      .filter(([name]) => name.endsWith('Calls'))
      .flatMap(([, calls]) => Object.keys(calls)),
  );
  expect(names.sort()).toEqual(Object.keys(contract).sort());
});
