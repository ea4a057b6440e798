// `npm run test:crashes`: kills the till at every point of every recovery, which takes its time; the
// gate does so where money is at stake.
import { startVitest } from 'vitest/node';

process.env['UNTIL_CRASHES'] = 'all';
const vitest = await startVitest('test', ['test/crashes'], {
  project: 'integration',
  watch: false,
  reporters: ['default'],
});
await vitest.close();
