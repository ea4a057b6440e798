// The payment on the counter, or its sale, in a book whose rows are whole and say what no till wrote:
// the start, the sale and every screen go on, and no money is decided on what nobody can read.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import { FaultBench } from '../../faults/fault-bench.ts';
import { httpAnswer } from '../../support/http-bytes.ts';
import { say } from '../../support/raw-server.ts';

let bench: FaultBench;
beforeEach(async () => {
  bench = await FaultBench.start();
});
afterEach(() => bench.stop());

/** Starts the till anew on a book that was changed, without the record that would mend it. */
async function startAfter(sql: string, ...values: string[]): Promise<void> {
  await bench.restart((dataFolder) => {
    const store = openStore(join(dataFolder, 'till.sqlite'));
    expect(store.database.prepare(sql).run(...values).changes).toBe(1);
    store.close();
    rmSync(join(dataFolder, 'till.record'));
  });
}

it.each(['{}', '5', 'null', '{"approved":null,"partner":{"id":"9"}}'])(
  'an approval that is %s needs a person, and the next sale begins',
  async (approval) => {
    expect(await bench.decide()).toMatchObject({ state: 'approved' });
    await startAfter('UPDATE transactions SET approval = ?', approval);
    expect(bench.till.view).toMatchObject({ payment: null, owed: { attention: 1, unreadable: 1 } });
    await bench.sell();
    await bench.checkPromises();
  },
);

it.each(['{}', '5', '{"code":"sold"}', '{"code":"declined","message":5}'])(
  'a reason that is %s stops nothing',
  async (reason) => {
    const refusal = '{"id":"1","errorType":"DECLINED_BY_PARTNER"}';
    bench.server.behave('pay', say(httpAnswer(400, refusal)), 1);
    expect(await bench.decide()).toMatchObject({ state: 'notPaid' });
    await startAfter('UPDATE transactions SET reason = ?', reason);
    expect(bench.till.view).toMatchObject({ payment: null, owed: { attention: 1, unreadable: 1 } });
    await bench.sell();
    await bench.checkPromises();
  },
);

it('an approval that was shown nobody can tell when is asked about, and does not confirm itself', async () => {
  await bench.decide();
  await bench.till.call('approvalShown', { paymentId: bench.till.paymentId });
  await startAfter('UPDATE transactions SET shown_at = ?', 'some day');
  expect(bench.till.view.payment).toMatchObject({
    state: 'approved',
    completion: { kind: 'ask' },
  });
  await bench.idle(1);
  expect(bench.till.view.payment).toMatchObject({ state: 'approved' });
  await bench.till.call('nextSale', { saleId: bench.till.saleId });
  await bench.whenNothingIsOwed();
  expect(bench.server.of('confirmPayment')).toHaveLength(1);
});

it('a sale in a currency that is none needs a person, and nothing more is taken on it', async () => {
  await bench.decide();
  const { paymentId, saleId } = bench.till;
  await startAfter('UPDATE sales SET currency = ?', 'rand');
  expect(bench.till.view).toMatchObject({ sale: null, payment: null });
  const { unreadable } = await bench.till.call('getQueue', {});
  const ids = Object.fromEntries(unreadable.map(({ record, id }) => [record, id]));
  expect(ids).toEqual({ payment: paymentId, sale: saleId });
  const again = { amountMinor: 1, saleId };
  expect(await bench.till.failure('startPayment', again)).toEqual({ code: 'unknownSale' });
  expect(await bench.till.failure('getSale', { saleId })).toEqual({ code: 'unreadableSale' });
  await bench.idle(1);
  expect(bench.server.of('confirmPayment')).toEqual([]);
  expect(bench.server.of('reversePayment')).toEqual([]);
  await bench.sell();
  await bench.checkPromises();
});

it.each(['seq = -1', 'place = NULL'])(
  'a sale in another place than its number (%s) does not stand in the way of the next',
  async (odd) => {
    await bench.sell();
    await bench.sell();
    await bench.whenNothingIsOwed();
    await startAfter(`UPDATE sales SET ${odd} WHERE number = '000002'`);
    await bench.sell();
    await bench.sell();
    const { rows } = await bench.till.call('getHistory', {});
    const numbers = new Set(rows.map(({ number }) => number));
    expect(numbers).toEqual(new Set(['000001', '000002', '000003', '000004']));
    expect(rows).toHaveLength(4);
  },
);

it.each([
  `UPDATE transaction_events SET phase = 'sold', reason = '{', owes = 'nothing' WHERE seq = 2`,
  `UPDATE transaction_events SET reason = '{' WHERE seq = 3`,
  `UPDATE transaction_events SET owes = 'nothing' WHERE seq = 3`,
  `UPDATE exchanges SET silence = 'sulking' WHERE seq = 1`,
  `UPDATE first_answers SET silence = 'sulking'`,
  `UPDATE advices SET closings = '{'`,
  `UPDATE advices SET closings = '[5]'`,
])('a timeline still opens after %s', async (sql) => {
  bench.server.behave('pay', say(httpAnswer(500)), 1);
  expect(await bench.decide()).toMatchObject({ state: 'notPaid' });
  await bench.whenNothingIsOwed();
  const { paymentId } = bench.till;
  await startAfter(sql);
  const { timeline } = await bench.till.storyOf(paymentId);
  expect(timeline.length).toBeGreaterThan(3);
});
