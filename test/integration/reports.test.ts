// The sums of a day of business: on a real store, with the clock of the test.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../electron/core/store/safe/open.ts';
import { FaultBench } from '../faults/fault-bench.ts';
import { httpAnswer } from '../support/http-bytes.ts';
import { say } from '../support/raw-server.ts';

let bench: FaultBench;
beforeEach(async () => {
  bench = await FaultBench.start({ profile: { dayBeginsHour: 4 } });
});
afterEach(() => bench.stop());

const at = (wall: string) => bench.clock.setWall(Date.parse(`${wall}:00.000+02:00`), '+02:00');
const report = (day?: string) => bench.till.call('getReport', day === undefined ? {} : { day });

it('a payment counts on the day that began before it, and that day can be looked at later', async () => {
  at('2026-03-13T22:30');
  await bench.sell();
  at('2026-03-14T03:59');
  await bench.sell();
  expect(await report()).toMatchObject({
    day: '2026-03-13',
    today: '2026-03-13',
    firstDay: '2026-03-13',
    sales: { count: 2, amount: { amountMinor: 36_900, currency: '710' } },
    tenders: { qr: { count: 2, amount: { amountMinor: 36_900, currency: '710' } } },
  });
  at('2026-03-14T04:00');
  await bench.sell();
  await bench.whenNothingIsOwed();
  expect(await report()).toMatchObject({ day: '2026-03-14', tenders: { qr: { count: 1 } } });
  expect(await report('2026-03-13')).toMatchObject({
    day: '2026-03-13',
    beginsHour: 4,
    today: '2026-03-14',
    tenders: { qr: { count: 2 } },
    confirmed: { count: 2 },
    byPartner: [{ count: 2 }],
  });
  expect(await report('2026-03-12')).toMatchObject({
    sales: { count: 0 },
    tenders: { qr: { count: 0 } },
    byPartner: [],
  });
});

it('tells refusals, payments called off, given back and without an answer apart', async () => {
  at('2026-03-14T10:00');
  bench.server.behave('pay', say(httpAnswer(400, '{"errorType":"INSUFFICIENT_FUNDS"}')), 1);
  expect(await bench.decide()).toMatchObject({ state: 'notPaid' });
  bench.server.behave('pay', say(httpAnswer(504)), 1);
  expect(await bench.decide()).toMatchObject({ state: 'notPaid' });
  await bench.giveBack();
  await bench.sell();
  await bench.ask();
  await bench.till.call('cancelPayment', { paymentId: bench.till.paymentId });
  expect(await report()).toMatchObject({
    sales: { count: 1 },
    tenders: { qr: { count: 1 } },
    notPaid: { count: 4, declined: 1, cancelled: 1, voided: 1, unanswered: 1 },
  });
});

it.each(['', '2026-02-30', '14 March', '2026-3-14'])(
  'a day that is %j is refused by its field and rule',
  async (day) => {
    expect(await bench.till.refusal('getReport', { day })).toMatch(/day/);
  },
);

it.each(['', 'some day', '2026-02-30T09:00:00.000+02:00', '0'])(
  'a sale that was opened and completed at %j takes no day away from the others',
  async (odd) => {
    at('2026-03-13T22:30');
    await bench.sell();
    at('2026-03-14T10:00');
    await bench.sell();
    at('2026-03-15T10:00');
    await bench.sell();
    await bench.whenNothingIsOwed();
    await bench.restart((dataFolder) => {
      const store = openStore(join(dataFolder, 'till.sqlite'));
      for (const sql of [
        'UPDATE sales SET opened_at = ? WHERE seq = 1',
        'UPDATE postings SET at = ? WHERE sale_id = (SELECT id FROM sales WHERE seq = 1)',
        'UPDATE transactions SET started_at = ? WHERE seq = 1',
      ]) {
        store.database.prepare(sql).run(odd);
      }
      store.close();
      rmSync(join(dataFolder, 'till.record'));
    });
    expect(await report()).toMatchObject({ today: '2026-03-15', firstDay: '2026-03-14' });
    expect(await report('2026-03-14')).toMatchObject({ tenders: { qr: { count: 1 } } });
  },
);
