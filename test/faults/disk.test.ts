// The fault table, eighth part, second piece: a disk that is locked, fails, is slow, or opens no further
// file. F97, F99, F100, F105.
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { CoreRefused } from '../../electron/core/start.ts';
import { connectByNode } from '../../electron/core/wire/transport.ts';
import { loadSqlite } from '../simulation/virtual-sqlite.ts';
import { validProfile } from '../support/profile.ts';
import { goodAnswer, RawServer } from '../support/raw-server.ts';
import { credentials, TestTill, temporaryFolder } from '../support/test-till.ts';
import { startTillProcess } from '../support/till-process.ts';
import { BreakingDisk, ioError, processOn } from './breaking-disk.ts';
import { onRealDisk, onVirtualDisk } from './disk-bench.ts';
import { askedMinor, FaultBench } from './fault-bench.ts';
import { expectNotPaid } from './table/play.ts';

beforeAll(loadSqlite);

const ask = { amountMinor: askedMinor };

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
      await bench.till.call('nextSale', { saleId: bench.till.saleId });
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
          exchange(exchange) {
            sends.push({ path: exchange.path, unsynced: [...disk.unsynced] });
            return network.exchange(exchange);
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
      await till.call('nextSale', { saleId: till.saleId });
      await till.whenNothingOwed();
      expect(server.of('pay')).toHaveLength(1);
      expect(till.view.storeNotices).toEqual([]);
    } finally {
      await running.kill();
      await server.stop();
    }
  },
);
