// The fault table, eighth part, first piece: a disk that is full or takes no writing. F93 to F96.
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { loadSqlite } from '../simulation/virtual-sqlite.ts';
import { httpAnswer } from '../support/http-bytes.ts';
import { goodAnswer, say } from '../support/raw-server.ts';
import { roundTrip } from '../support/test-till.ts';
import { onVirtualDisk, textsOf } from './disk-bench.ts';
import { askedMinor } from './fault-bench.ts';
import { expectNotPaid } from './table/play.ts';

beforeAll(loadSqlite);

const ask = { amountMinor: askedMinor };

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
      await bench.till.call('nextSale', { saleId: payment?.saleId ?? '' });
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
      /cannot write to its disk\. Call the store admin/,
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
