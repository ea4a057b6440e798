// `npm run test:faults`: runs the fault table's tests and prints the table. Fails when one of them does.
import { startVitest } from 'vitest/node';
import { FaultTable } from './fault-table.ts';

const vitest = await startVitest('test', ['test/faults'], {
  project: 'integration',
  watch: false,
  reporters: ['default', new FaultTable()],
});
await vitest.close();
