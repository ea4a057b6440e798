// Books of 0.1.0 as only mended ones were: they open all the same, and no sale of theirs stands where
// nobody can end it.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nodeDisk } from '../../../electron/core/store/disk.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import type { TrainingIntermediary } from '../../../electron/training/server.ts';
import { writeAs010 } from '../../support/as-0-1-0.ts';
import { steadyChance, TestClock } from '../../support/test-clock.ts';
import { startIntermediary, TestTill } from '../../support/test-till.ts';

let intermediary: TrainingIntermediary;
let clock: TestClock;
let till: TestTill;

beforeEach(async () => {
  intermediary = await startIntermediary();
  clock = new TestClock();
  till = await start();
});

afterEach(async () => {
  await till.stop();
  await intermediary.stop();
});

function start(dataFolder?: string): Promise<TestTill> {
  return TestTill.start({
    intermediary,
    ...(dataFolder ? { dataFolder } : {}),
    ports: { clock, chance: steadyChance(0.5) },
  });
}

async function approve(amountMinor: number): Promise<void> {
  await till.call('startPayment', { amountMinor });
  await intermediary.whenWaiting();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  await till.call('approvalShown', { paymentId: till.paymentId });
}

/** Stops the till, makes its book one of 0.1.0, and changes that. */
async function asOddBook(sql: string): Promise<string> {
  await till.stop();
  const path = join(till.dataFolder, 'till.sqlite');
  writeAs010(path);
  rmSync(join(till.dataFolder, 'till.record'));
  const database = nodeDisk.openDatabase(path);
  database.pragma('foreign_keys = OFF', { simple: true });
  database.exec(sql);
  database.close();
  return path;
}

it('a sale that was paid for in two copies of a book is carried over with both', async () => {
  await approve(1000);
  await till.call('nextSale', { saleId: till.saleId });
  await approve(1000);
  await till.call('nextSale', { saleId: till.saleId });
  const path = await asOddBook(`UPDATE payments SET sale_number = '000001', attempt = 2
    WHERE sale_number = '000002'; DELETE FROM sales WHERE number = '000002'`);
  const store = openStore(path);
  const postings = store.all('SELECT from_account, to_account, amount_minor FROM postings');
  expect(postings.map((row) => Object.values(row))).toEqual([
    ['goods', 'sale', 1000],
    ['sale', 'wallet', 1000],
    ['sale', 'wallet', 1000],
    ['elsewhere', 'sale', 1000],
  ]);
  store.close();
  till = await start(till.dataFolder);
});

it('a sale with the number of a copy can be ended', async () => {
  await approve(1000);
  await asOddBook(
    `UPDATE payments SET sale_number = '000001-2'; UPDATE sales SET number = '000001-2'`,
  );
  till = await start(till.dataFolder);
  expect(till.view.sale).toMatchObject({ number: '000001-2', state: 'open' });
  await till.call('nextSale', { saleId: till.saleId });
  await till.when(({ sale }) => sale === null);
});

it('a sale that was paid for in part gives way to no other, and comes back when it was parked', async () => {
  await approve(1000);
  await till.call('nextSale', { saleId: till.saleId });
  await asOddBook('UPDATE payments SET approved_minor = 600, left_at = NULL');
  till = await start(till.dataFolder);
  const { saleId } = till;
  expect(till.view.sale).toMatchObject({ state: 'open', left: { amountMinor: 400 } });
  expect(await till.failure('startPayment', { amountMinor: 5 })).toEqual({ code: 'otherSaleOpen' });
  await till.call('parkSale', { saleId });
  // As a start parks one that was left.
  await till.stop();
  const path = join(till.dataFolder, 'till.sqlite');
  const store = openStore(path);
  store.commit('left', () =>
    store.write('sales', saleId, 'UPDATE sales SET left_at = opened_at WHERE id = ?', saleId),
  );
  store.close();
  till = await start(till.dataFolder);
  await till.call('resumeSale', { saleId });
  await till.call('takeCash', { saleId, receivedMinor: 500 });
  expect(till.view.sale).toMatchObject({ state: 'completed', change: { amountMinor: 100 } });
});
