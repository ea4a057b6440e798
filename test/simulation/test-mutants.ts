// Shows that the simulation can fail: plays each mutant until a promise breaks, and prints a table.
//
//   npm run test:mutants [-- --seeds 10000]
import { parseArgs } from 'node:util';
import { allHold } from './far-end.ts';
import { mutants } from './mutants.ts';
import { playMany } from './run.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '10000' }, only: { type: 'string' } },
});
let caught = 0;
const chosen = mutants.filter(({ name }) => values.only === undefined || name === values.only);
for (const { name } of chosen) {
  const result = await playMany({ assume: allHold, mutant: name }, 1, Number(values.seeds), true);
  const [first] = result.broken;
  if (first) caught += 1;
  const told = first
    ? `seed ${first.seed}: ${first.violations[0]}`
    : `NOT FOUND in ${result.seeds} seeds`;
  process.stdout.write(`${name.padEnd(58)} ${told}\n`);
}
process.stdout.write(`${caught} of ${chosen.length} caught\n`);
if (caught < chosen.length) process.exitCode = 1;
