// The fault table, eighth part: what a till does when its disk is full, read-only, locked, failing or
// slow, and when what is on it was damaged, lost or exchanged. F92 to F97, F99 to F102, F105, F109.
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
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
import { beforeAll, describe, expect, it } from 'vitest';
import { connectByNode } from '../../electron/core/intermediary/transport.ts';
import { CoreRefused } from '../../electron/core/start.ts';
import type { HistoryView } from '../../src-shared/contract/views.ts';
import { loadSqlite } from '../simulation/virtual-sqlite.ts';
import { BreakingDisk, ioError, processOn } from '../support/breaking-disk.ts';
import { askedMinor, FaultBench } from '../support/fault-bench.ts';
import { httpAnswer } from '../support/http-bytes.ts';
import { validProfile } from '../support/profile.ts';
import { goodAnswer, RawServer, say } from '../support/raw-server.ts';
import { credentials, roundTrip, TestTill, temporaryFolder } from '../support/test-till.ts';
import { startTillProcess } from '../support/till-process.ts';
import { expectNotPaid } from './faults/play.ts';

beforeAll(loadSqlite);

type VirtualBench = { bench: FaultBench; disk: BreakingDisk; deaths: unknown[] };

/** A till on a disk in memory. When its core dies, its process does, and the next one is started. */
async function onVirtualDisk(
  work: (parts: VirtualBench) => Promise<void>,
  options: { readonly reserveBytes?: number } = {},
): Promise<void> {
  const disk = new BreakingDisk(1);
  const deaths: unknown[] = [];
  let process = processOn(disk);
  const bench = await FaultBench.start({
    ports: {
      get disk() {
        process.bury();
        process = processOn(disk);
        return { ...process.disk, ...options };
      },
      die(error) {
        deaths.push(error);
        process.kill();
      },
    },
  });
  try {
    await work({ bench, disk, deaths });
    await bench.checkPromises();
  } finally {
    await bench.stop();
    process.bury();
  }
}

async function onRealDisk(work: (bench: FaultBench) => Promise<void>): Promise<void> {
  const bench = await FaultBench.start();
  try {
    await work(bench);
    await bench.checkPromises();
  } finally {
    await bench.stop();
  }
}

const ask = { amountMinor: askedMinor };
const textsOf = (bench: FaultBench, operation: 'confirmPayment' | 'reversePayment') =>
  new Set(bench.server.of(operation).map(({ text }) => text));

it('F93 the disk is full when a payment begins -> refused in words, nothing sent; with room again it sells', () =>
  onVirtualDisk(async ({ bench, disk, deaths }) => {
    disk.capacity = disk.used;
    expect(await bench.till.refusal('startPayment', ask)).toMatch(/disk of this till is full/);
    await roundTrip(bench.server);
    expect(bench.server.requests).toEqual([]);
    expect(bench.till.view.payment).toBeNull();
    disk.capacity = Number.POSITIVE_INFINITY;
    await bench.sell();
    await bench.whenNothingIsOwed();
    expect(deaths).toEqual([]);
  }));

it('F94 the disk is full when the approval is stored -> the reserve is given up and it is stored; nothing new begins until there is room', () =>
  onVirtualDisk(
    async ({ bench, disk, deaths }) => {
      bench.server.behave('pay', () => {}, 1);
      const request = await bench.ask();
      disk.capacity = disk.used;
      expect(disk.find(join(bench.till.dataFolder, 'till.reserve'))).toBeDefined();
      request.socket.write(goodAnswer(request));
      const { payment } = await bench.till.whenPayment('approved');
      expect(disk.find(join(bench.till.dataFolder, 'till.reserve'))).toBeUndefined();
      await bench.till.call('nextSale', { paymentId: payment?.paymentId ?? '' });
      await bench.whenNothingIsOwed();
      expect(await bench.till.refusal('startPayment', ask)).toMatch(
        /disk of this till is full\. Nothing new can begin\. Call the store admin\./,
      );
      expect(bench.server.of('pay')).toHaveLength(1);
      disk.capacity = Number.POSITIVE_INFINITY;
      await bench.sell();
      await bench.whenNothingIsOwed();
      expect(deaths).toEqual([]);
    },
    { reserveBytes: 256 * 1024 },
  ));

it('F94 the disk is full and there is no reserve -> not handed over; the next start gives it back', () =>
  onVirtualDisk(
    async ({ bench, disk, deaths }) => {
      bench.server.behave('pay', () => {}, 1);
      const request = await bench.ask();
      disk.capacity = disk.used;
      request.socket.write(goodAnswer(request));
      await bench.until(() => deaths.length > 0);
      expect(bench.till.view.payment?.state).toBe('awaitingCustomer');
      disk.capacity = Number.POSITIVE_INFINITY;
      await bench.restart();
      expectNotPaid(bench.till.view.payment, 'tillStopped');
      await bench.whenNothingIsOwed();
      expect(bench.server.of('reversePayment')).toHaveLength(1);
      expect(bench.server.of('confirmPayment')).toEqual([]);
    },
    { reserveBytes: 1 },
  ));

it('F94 the disk is full when the till starts -> the reserve is given up: what is owed goes out, and nothing new begins', () =>
  onVirtualDisk(
    async ({ bench, disk, deaths }) => {
      bench.server.behave('confirmPayment', say(httpAnswer(500)));
      await bench.sell();
      disk.capacity = disk.used;
      bench.server.behaveWell('confirmPayment');
      await bench.restart();
      await bench.whenNothingIsOwed();
      expect(await bench.till.refusal('startPayment', ask)).toMatch(/disk of this till is full/);
      expect(textsOf(bench, 'confirmPayment').size).toBe(1);
      expect(deaths).toEqual([]);
      disk.capacity = Number.POSITIVE_INFINITY;
      await bench.sell();
      await bench.whenNothingIsOwed();
    },
    { reserveBytes: 256 * 1024 },
  ));

it('F94 the disk is full when an approval confirms itself -> it stays approved and the till alive; with room it is paid', () =>
  onVirtualDisk(
    async ({ bench, disk, deaths }) => {
      expect(await bench.decide()).toMatchObject({ state: 'approved' });
      await bench.till.call('approvalShown', { paymentId: bench.till.paymentId });
      disk.capacity = disk.used;
      for (let second = 0; second < 30; second += 1) await bench.pass(1_000);
      expect(bench.till.view.payment?.state).toBe('approved');
      expect(bench.server.of('confirmPayment')).toEqual([]);
      disk.capacity = Number.POSITIVE_INFINITY;
      await bench.until(() => bench.till.view.payment?.state === 'paid');
      await bench.whenNothingIsOwed();
      expect(deaths).toEqual([]);
    },
    { reserveBytes: 1 },
  ));

it('F95 the disk is full when the result of an advice is noted -> it stays owed, is repeated, and is delivered once there is room', () =>
  onVirtualDisk(
    async ({ bench, disk, deaths }) => {
      bench.server.behave('confirmPayment', (request) => {
        disk.capacity = disk.used;
        request.socket.write(goodAnswer(request));
      });
      await bench.sell();
      await bench.until(() => bench.server.of('confirmPayment').length >= 3);
      expect(bench.till.view.owed.confirmations).toBe(1);
      bench.server.behaveWell('confirmPayment');
      disk.capacity = Number.POSITIVE_INFINITY;
      await bench.whenNothingIsOwed();
      expect(textsOf(bench, 'confirmPayment').size).toBe(1);
      expect(deaths).toEqual([]);
    },
    { reserveBytes: 1 },
  ));

it('F95 a result is not noted, and the repeat is answered DUPLICATE_RECORD -> it was this till that sent it before: delivered', () =>
  onVirtualDisk(
    async ({ bench, disk, deaths }) => {
      const duplicate = '{"id":"1","errorType":"DUPLICATE_RECORD","errorMessage":"Known"}';
      bench.server.behave('confirmPayment', (request) => {
        const isFirst = bench.server.of('confirmPayment').length === 1;
        if (isFirst) disk.capacity = disk.used;
        request.socket.write(isFirst ? goodAnswer(request) : httpAnswer(400, duplicate));
      });
      await bench.sell();
      await bench.until(() => bench.server.of('confirmPayment').length >= 2);
      disk.capacity = Number.POSITIVE_INFINITY;
      await bench.whenNothingIsOwed();
      expect(bench.till.view.owed.attention).toBe(0);
      expect(deaths).toEqual([]);
    },
    { reserveBytes: 1 },
  ));

it('F96 the disk becomes read-only -> a payment is refused within 1 s in words; the queue goes on sending, and learns the result by a repeat', () =>
  onVirtualDisk(async ({ bench, disk, deaths }) => {
    bench.server.behave('confirmPayment', say(httpAnswer(500)));
    await bench.sell();
    await bench.server.whenReceived('confirmPayment', 1);
    await bench.pass(100);
    disk.faults.readOnly = true;
    const since = performance.now();
    expect(await bench.till.refusal('startPayment', ask)).toMatch(
      /cannot write to its disk \(.+\)\. Call the store admin/,
    );
    expect(performance.now() - since).toBeLessThan(1_000);
    bench.server.behaveWell('confirmPayment');
    const before = bench.server.of('confirmPayment').length;
    await bench.until(() => bench.server.of('confirmPayment').length >= before + 2);
    expect(bench.till.view.owed.confirmations).toBe(1);
    expect(bench.server.of('pay')).toHaveLength(1);
    disk.faults.readOnly = false;
    await bench.whenNothingIsOwed();
    await bench.sell();
    await bench.whenNothingIsOwed();
    expect(textsOf(bench, 'confirmPayment').size).toBe(2);
    expect(deaths).toEqual([]);
  }));

describe('F97 another process', () => {
  it('F97 has the database locked when the till starts -> a sentence within 3 s; it starts once the lock is gone', async () => {
    const given = {
      dataFolder: temporaryFolder(),
      intermediary: { baseUrl: 'http://127.0.0.1:9/qr/v1' },
    };
    await (await TestTill.start(given)).stop();
    const holder = fork(new URL('../support/hold-store.ts', import.meta.url), [
      join(given.dataFolder, 'till.sqlite'),
    ]);
    await once(holder, 'message');
    const since = performance.now();
    const refused = await TestTill.start(given).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CoreRefused);
    expect(String(refused)).toMatch(/already running/);
    expect(performance.now() - since).toBeLessThan(3_000);
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
    await (await TestTill.start(given)).stop();
  });

  it('F97 wants to lock the database of a running till -> it does not get it, and the till sells on', () =>
    onRealDisk(async (bench) => {
      const other = new BetterSqlite(join(bench.till.dataFolder, 'till.sqlite'), { timeout: 50 });
      expect(() => other.exec('BEGIN EXCLUSIVE')).toThrow(/locked/);
      await bench.sell();
      await bench.whenNothingIsOwed();
      other.close();
    }));
});

it.each(['the approval', 'the payment request'] as const)(
  'F99 the sync of %s fails -> the core dies, is started again, verifies, and accepts nothing before that',
  (what) =>
    onVirtualDisk(async ({ bench, disk, deaths }) => {
      const failNextSync = () => {
        disk.before = (_, kind) => {
          if (kind !== 'sync') return;
          disk.before = () => {};
          throw ioError();
        };
      };
      if (what === 'the approval') {
        bench.server.behave('pay', () => {}, 1);
        const request = await bench.ask();
        failNextSync();
        request.socket.write(goodAnswer(request));
      } else {
        bench.server.behave('createQrCode', (request) => {
          failNextSync();
          request.socket.write(goodAnswer(request));
        });
        await bench.till.call('startPayment', ask);
      }
      await bench.until(() => deaths.length > 0);
      bench.server.behaveWell('createQrCode');
      expect(String(deaths[0])).toMatch(/EIO|IOERR/);
      expect(bench.till.view.payment?.state).not.toBe('approved');
      // What was written and not synced is gone with the power.
      disk.cutPower();
      await bench.restart();
      expect(bench.till.view.storeNotices).toEqual([]);
      expect(bench.till.view.payment?.state).toBe('notPaid');
      await bench.whenNothingIsOwed();
      expect(bench.server.of('reversePayment')).toHaveLength(what === 'the approval' ? 1 : 0);
      await bench.till.call('nextSale', { paymentId: bench.till.paymentId });
      await bench.sell();
    }),
);

it('F100 every sync takes 40 ms -> nothing is handed to the network while anything of its commit is not synced', async () => {
  const disk = new BreakingDisk(1);
  const process = processOn(disk);
  const still = new Int32Array(new SharedArrayBuffer(4));
  const sends: { path: string; unsynced: string[] }[] = [];
  const bench = await FaultBench.start({
    ports: {
      disk: process.disk,
      connect(options) {
        const network = connectByNode(options);
        return {
          reach: (...values) => network.reach(...values),
          close: () => network.close(),
          post(exchange) {
            sends.push({ path: exchange.path, unsynced: [...disk.unsynced] });
            return network.post(exchange);
          },
        };
      },
    },
  });
  try {
    let syncs = 0;
    disk.before = (_, kind) => {
      if (kind !== 'sync') return;
      syncs += 1;
      Atomics.wait(still, 0, 0, 40);
    };
    await bench.sell();
    await bench.giveBack();
    await bench.whenNothingIsOwed();
    expect(sends).toHaveLength(6);
    const wal = (name: string) => /-wal$|\.record$/.test(name);
    expect(sends.filter(({ unsynced }) => unsynced.some(wal))).toEqual([]);
    expect(syncs).toBeGreaterThan(2 * sends.length);
  } finally {
    await bench.stop();
    process.bury();
  }
});

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
  rows.map(({ paymentId, state, amount }) => ({ paymentId, state, amount }));

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
    expect(last?.saleNumber).toBe('000003');
  }));

describe('F101 something on the disk is damaged', () => {
  it.each<[string, (folder: string) => void, { kind: string }]>([
    ['the header', (folder) => zero(database(folder), 0, 100), { kind: 'damaged' }],
    ['a page of a table', wipe('payments'), { kind: 'damaged' }],
    ['a page of the advices', wipe('advices'), { kind: 'damaged' }],
    ['a page of an index', wipe('advices_due'), { kind: 'damaged' }],
    [
      'an amount',
      (folder) => change(folder, 'UPDATE payments SET amount_minor = amount_minor + 1024'),
      { kind: 'altered' },
    ],
    [
      'a state',
      (folder) => change(folder, `UPDATE payments SET state = 'notPaid'`),
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

const canLimit = spawnSync('prlimit', ['--version']).status === 0;

it.skipIf(!canLimit)(
  'F105 the process may open no further file (EMFILE) -> the payment ends not paid, nothing half sent; with files again it sells',
  async () => {
    const server = await RawServer.start();
    const running = await startTillProcess(
      temporaryFolder(),
      validProfile(server.baseUrl),
      credentials.password,
    );
    const { till, pid } = running;
    const limitTo = (files: number) =>
      spawnSync('prlimit', ['--pid', String(pid), `--nofile=${files}:`]).status;
    try {
      await till.when(({ connection }) => connection.state === 'connected');
      expect(limitTo(3)).toBe(0);
      await till.call('startPayment', ask);
      const { payment } = await till.whenPayment('notPaid');
      expectNotPaid(payment, 'codeUnavailable');
      expect(server.requests).toEqual([]);
      expect(limitTo(1_024)).toBe(0);
      await till.call('startPayment', ask);
      await till.whenPayment('approved');
      await till.call('nextSale', { paymentId: till.paymentId });
      await till.whenNothingOwed();
      expect(server.of('pay')).toHaveLength(1);
      expect(till.view.storeNotices).toEqual([]);
    } finally {
      await running.kill();
      await server.stop();
    }
  },
);

it('F109 the data folder is copied and both tills start -> the copy says so, and no message has an id of the other', () =>
  onRealDisk(async (bench) => {
    await bench.sell();
    const copy = join(temporaryFolder(), 'copy');
    await bench.restart((folder) => cpSync(folder, copy, { recursive: true }));
    expect(bench.till.view.storeNotices).toEqual([]);
    const twin = await TestTill.start({ intermediary: bench.server, dataFolder: copy });
    try {
      expect(twin.view.storeNotices).toMatchObject([{ kind: 'moved' }]);
      await twin.call('startPayment', ask);
      await twin.whenPayment('approved');
      await twin.call('nextSale', { paymentId: twin.paymentId });
      await bench.sell();
      await bench.whenNothingIsOwed();
      await twin.whenNothingOwed();
      const ids = bench.server.of('pay').map(({ body }) => body['id']);
      expect(new Set(ids).size).toBe(3);
    } finally {
      await twin.stop();
    }
  }));
