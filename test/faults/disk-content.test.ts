// The fault table, eighth part, third piece: what is on the disk was damaged, lost, exchanged or copied.
// F92, F101, F102, F109.
import {
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { HistoryView } from '../../src-shared/contract/views/history.ts';
import { httpAnswer } from '../support/http-bytes.ts';
import { say } from '../support/raw-server.ts';
import { TestTill, temporaryFolder } from '../support/test-till.ts';
import { onRealDisk, textsOf } from './disk-bench.ts';
import { askedMinor, type FaultBench } from './fault-bench.ts';

const database = (folder: string) => join(folder, 'till.sqlite');
const zero = (file: string, from: number, length: number) => {
  const bytes = readFileSync(file);
  bytes.fill(0, from, from + length);
  writeFileSync(file, bytes);
};
const change = (folder: string, sql: string) => {
  const connection = new BetterSqlite(database(folder));
  connection.exec(sql);
  connection.close();
};
/** The page of a table or index, by its name. */
const pageOf = (folder: string, name: string) => {
  const connection = new BetterSqlite(database(folder), { readonly: true });
  const page = connection.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck();
  const number = Number(page.get(name));
  connection.close();
  return number;
};
const wipe = (name: string) => (folder: string) =>
  zero(database(folder), (pageOf(folder, name) - 1) * 4_096, 4_096);

const factsOf = ({ rows }: HistoryView) =>
  rows.map(({ saleId, number, state, total, tenders, payment }) => {
    const { paymentId, state: came, amount } = payment ?? {};
    return { saleId, number, state, total, tenders, payment: { paymentId, came, amount } };
  });

/** Sells with the confirmation kept owed, lets something happen to the disk, and starts again. */
async function expectMended(
  bench: FaultBench,
  meanwhile: (dataFolder: string) => void,
  notice: object | null,
): Promise<void> {
  bench.server.behave('confirmPayment', say(httpAnswer(500)));
  await bench.sell();
  await bench.sell();
  const before = await bench.till.call('getHistory', {});
  await bench.restart(meanwhile);
  expect(bench.till.view.storeNotices).toMatchObject(notice ? [notice] : []);
  expect(bench.till.view.owed.confirmations).toBe(2);
  bench.server.behaveWell('confirmPayment');
  await bench.whenNothingIsOwed();
  expect(textsOf(bench, 'confirmPayment').size).toBe(2);
  expect(bench.server.of('reversePayment')).toEqual([]);
  const after = await bench.till.call('getHistory', {});
  expect(factsOf(after)).toEqual(factsOf(before));
  await bench.sell();
  if (!notice) return;
  // It is told until somebody has read it.
  await bench.restart();
  const [shown] = bench.till.view.storeNotices;
  expect(shown).toMatchObject(notice);
  await bench.till.call('closeNotice', { id: shown?.id ?? 0 });
  await bench.restart();
  expect(bench.till.view.storeNotices).toEqual([]);
}

it('F92 the database is replaced by an older backup -> noticed; what it lacks comes back, old advices go out with their old ids', () =>
  onRealDisk(async (bench) => {
    const backup = join(temporaryFolder(), 'backup.sqlite');
    bench.server.behave('confirmPayment', say(httpAnswer(500)));
    await bench.sell();
    await bench.restart((folder) => copyFileSync(database(folder), backup));
    await bench.sell();
    const before = await bench.till.call('getHistory', {});
    await bench.restart((folder) => copyFileSync(backup, database(folder)));
    expect(bench.till.view.storeNotices).toMatchObject([{ kind: 'outdated', isWhole: true }]);
    expect(bench.till.view.owed.confirmations).toBe(2);
    bench.server.behaveWell('confirmPayment');
    await bench.whenNothingIsOwed();
    expect(textsOf(bench, 'confirmPayment').size).toBe(2);
    expect(factsOf(await bench.till.call('getHistory', {}))).toEqual(factsOf(before));
    await bench.sell();
    const [last] = (await bench.till.call('getHistory', {})).rows;
    expect(last?.number).toBe('000003');
  }));

describe('F101 something on the disk is damaged', () => {
  it.each<[string, (folder: string) => void, { kind: string }]>([
    ['the header', (folder) => zero(database(folder), 0, 100), { kind: 'damaged' }],
    ['a page of the payments', wipe('transactions'), { kind: 'damaged' }],
    ['a page of the sales', wipe('sales'), { kind: 'damaged' }],
    ['a page of the lines', wipe('sale_lines'), { kind: 'damaged' }],
    ['a page of the postings', wipe('postings'), { kind: 'damaged' }],
    ['a page of the advices', wipe('advices'), { kind: 'damaged' }],
    ['a page of an index', wipe('advices_due'), { kind: 'damaged' }],
    [
      'an amount',
      (folder) => change(folder, 'UPDATE transactions SET amount_minor = amount_minor + 1024'),
      { kind: 'altered' },
    ],
    [
      'a state',
      (folder) => change(folder, `UPDATE transactions SET phase = 'undone'`),
      { kind: 'altered' },
    ],
  ])('F101 %s -> noticed before it is used; made good; the original is kept', (_, damage, notice) =>
    onRealDisk(async (bench) => {
      await expectMended(bench, damage, notice);
      const isKept = existsSync(`${database(bench.till.dataFolder)}.damaged-1`);
      expect(isKept).toBe(notice.kind === 'damaged');
    }),
  );
});

describe('F102 something on the disk is missing', () => {
  it.each<[string, (folder: string) => void, object | null]>([
    ['all content of the database', (folder) => truncateSync(database(folder)), { kind: 'lost' }],
    ['the database', (folder) => rmSync(database(folder)), { kind: 'lost' }],
    [
      'the half of the database',
      (folder) => truncateSync(database(folder), Math.floor(statSync(database(folder)).size / 2)),
      { kind: 'damaged' },
    ],
    [
      'the half of the second record',
      (folder) => {
        const record = join(folder, 'till.record');
        truncateSync(record, Math.floor(statSync(record).size / 2));
      },
      null,
    ],
    ['the second record', (folder) => rmSync(join(folder, 'till.record')), null],
  ])('F102 %s -> everything that is owed is there again', (_, damage, notice) =>
    onRealDisk((bench) => expectMended(bench, damage, notice)),
  );

  it('F102 the shared-memory file -> there is none: the lock needs no such file', () =>
    onRealDisk(async (bench) => {
      await bench.sell();
      expect(readdirSync(bench.till.dataFolder).filter((name) => /shm/.test(name))).toEqual([]);
    }));
});

it('F109 the data folder is copied and both tills start -> the copy says so, and no message has an id of the other', () =>
  onRealDisk(async (bench) => {
    await bench.sell();
    const copy = join(temporaryFolder(), 'copy');
    await bench.restart((folder) => cpSync(folder, copy, { recursive: true }));
    expect(bench.till.view.storeNotices).toEqual([]);
    const twin = await TestTill.start({ intermediary: bench.server, dataFolder: copy });
    try {
      expect(twin.view.storeNotices).toMatchObject([{ kind: 'moved' }]);
      await twin.call('startPayment', { amountMinor: askedMinor });
      await twin.whenPayment('approved');
      await twin.call('nextSale', { saleId: twin.saleId });
      await bench.sell();
      await bench.whenNothingIsOwed();
      await twin.whenNothingOwed();
      const ids = bench.server.of('pay').map(({ body }) => body['id']);
      expect(new Set(ids).size).toBe(3);
    } finally {
      await twin.stop();
    }
  }));
