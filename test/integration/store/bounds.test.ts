// A till runs for months and its disk is small: what the store writes besides the book is bounded.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import { noteAdviceAttempt } from '../../../electron/core/store/tables/exchanges.ts';
import { BreakingDisk, processOn } from '../../faults/breaking-disk.ts';
import { loadSqlite } from '../../simulation/virtual-sqlite.ts';
import { fillWithOwedAdvices } from '../../support/owed-advices.ts';
import { bookOf, storySteps } from '../../support/store-story.ts';
import { temporaryFolder } from '../../support/test-till.ts';

const megabyte = 1024 * 1024;
const path = '/till/till.sqlite';

beforeAll(loadSqlite);

it('the log of the database stays small under load, though one process holds it for good', () => {
  const file = join(temporaryFolder(), 'till.sqlite');
  const store = openStore(file);
  let largest = 0;
  for (let round = 0; round < 6; round += 1) {
    fillWithOwedAdvices(store, 1_500);
    largest = Math.max(largest, statSync(`${file}-wal`).size);
  }
  expect(statSync(file).size).toBeGreaterThan(10 * megabyte);
  expect(largest).toBeLessThan(64 * megabyte);
  // And it is written over, not added to, by what comes after.
  const before = statSync(`${file}-wal`).size;
  for (const step of storySteps(store, 3).slice(0, 5)) step();
  expect(statSync(`${file}-wal`).size).toBeLessThanOrEqual(before);
  store.close();
});

it('the second record begins anew before it has grown far beyond what it must hold, restarts or not', () => {
  const disk = new BreakingDisk(1);
  let largest = 0;
  let appended = 0;
  for (let start = 0; start < 8; start += 1) {
    const process = processOn(disk);
    const store = openStore(path, { disk: process.disk });
    const pad = 'p'.repeat(100_000);
    for (let commit = 0; commit < 60; commit += 1) {
      store.commit('pad', () => {
        const sql = `INSERT OR REPLACE INTO settings VALUES ('pad', ?)`;
        store.write('settings', 'pad', sql, JSON.stringify(pad));
      });
      appended += pad.length;
      largest = Math.max(largest, disk.find('/till/till.record')?.size ?? 0);
    }
    store.close();
    process.bury();
  }
  expect(appended).toBeGreaterThan(40 * megabyte);
  expect(largest).toBeLessThan(9 * megabyte);
});

it('and what it begins anew with is everything that it must hold', () => {
  const disk = new BreakingDisk(1);
  let process = processOn(disk);
  let store = openStore(path, { disk: process.disk });
  for (const step of storySteps(store)) step();
  const pad = JSON.stringify('p'.repeat(3 * megabyte));
  for (let commit = 0; commit < 4; commit += 1) {
    store.commit('pad', () => {
      const sql = `INSERT OR REPLACE INTO settings VALUES ('pad', ?)`;
      store.write('settings', 'pad', sql, pad);
    });
  }
  expect(disk.find('/till/till.record')?.size).toBeLessThan(8 * megabyte);
  const book = bookOf(store);
  store.close();
  process.bury();
  disk.lose(path);
  process = processOn(disk);
  store = openStore(path, { disk: process.disk });
  expect(bookOf(store)).toBe(book);
  store.close();
  process.bury();
});

it('an advice whose answers are never twice the same keeps the first ones and the newest', () => {
  const disk = new BreakingDisk(1);
  const process = processOn(disk);
  const store = openStore(path, { disk: process.disk });
  fillWithOwedAdvices(store, 1);
  const { seq, id, transaction_id } =
    store.one('SELECT seq, id, transaction_id FROM advices') ?? {};
  for (let attempts = 0; attempts < 500; attempts += 1) {
    const advice = {
      seq: Number(seq),
      id: String(id),
      transaction_id: String(transaction_id),
      operation: 'confirmPayment',
      attempts,
    };
    const answer = {
      status: 500,
      silence: null,
      errorType: null,
      message: null,
      body: JSON.stringify({ errorMessage: `at ${attempts}` }),
    };
    noteAdviceAttempt(store, advice, answer, 'then', 'now');
  }
  const kept = store.all(
    'SELECT response, times FROM exchanges WHERE advice_id = ? ORDER BY seq',
    String(id),
  );
  expect(kept.length).toBeLessThanOrEqual(60);
  expect(kept[0]).toEqual({ response: '{"errorMessage":"at 0"}', times: 1 });
  expect(kept.at(-1)?.['response']).toBe('{"errorMessage":"at 499"}');
  expect(kept.reduce((sum, { times }) => sum + Number(times), 0)).toBe(500);
  store.close();
  process.bury();
});
