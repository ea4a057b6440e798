// Fault rows about the wall clock (F87, F89) and about a source of chance that repeats itself (F104).
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Chance } from '../../../electron/core/clock.ts';
import { httpAnswer } from '../../support/http-bytes.ts';
import { goodAnswer } from '../../support/raw-server.ts';
import { roundTrip } from '../../support/test-till.ts';
import type { FaultBench } from '../fault-bench.ts';
import { expectNotPaid } from './play.ts';
import type { StoryRow } from './row.ts';

const yearMs = 365 * 24 * 60 * 60_000;
const jumps: [words: string, byMs: number][] = [
  ['+1 year', yearMs],
  ['-1 year', -yearMs],
  ['-1 h', -60 * 60_000],
];

/** What stands in a payment's timeline, in its order. */
async function story(bench: FaultBench, paymentId: string): Promise<string[]> {
  const { timeline } = await bench.till.storyOf(paymentId);
  return timeline.map((entry) => {
    if (entry.kind === 'state') return entry.state;
    return 'operation' in entry ? `${entry.operation} ${entry.kind}` : entry.kind;
  });
}

const withOpenPayment: StoryRow[] = jumps.flatMap(([words, byMs]) => [
  {
    id: 'F87',
    injected: `pay: the wall clock is set by ${words} while the customer is asked`,
    end: 'judged at 60 s as ever; the timeline is in order',
    async run(bench) {
      bench.server.behave('pay', () => {});
      await bench.ask();
      const { paymentId } = bench.till;
      await bench.pass(10_000);
      bench.clock.setWall(bench.clock.wallMs + byMs);
      await bench.pass(49_999);
      expect(bench.till.view.payment?.state).toBe('awaitingCustomer');
      await bench.pass(1);
      expectNotPaid((await bench.till.whenPayment('notPaid')).payment, 'noAnswer');
      await bench.whenNothingIsOwed();
      expect(await story(bench, paymentId)).toEqual([
        'requestingCode',
        'createQrCode sent',
        'createQrCode answered',
        'awaitingCustomer',
        'pay sent',
        'pay answered',
        'notPaid',
        'reversePayment sent',
        'reversePayment answered',
      ]);
    },
  },
  {
    id: 'F87',
    injected: `pay: the wall clock is set by ${words}, then the customer pays at 59 s`,
    end: 'approved; confirmed when its window ends; the newest comes first in the history',
    async run(bench) {
      bench.server.behave('pay', () => {}, 1);
      const request = await bench.ask();
      bench.clock.setWall(bench.clock.wallMs + byMs);
      await bench.pass(59_000);
      request.socket.write(goodAnswer(request));
      const { payment } = await bench.till.whenPayment('approved');
      await bench.till.call('approvalShown', { paymentId: payment?.paymentId ?? '' });
      bench.clock.setWall(bench.clock.wallMs - byMs);
      await bench.pass(9_999);
      expect(bench.till.view.payment?.state).toBe('approved');
      await bench.pass(1);
      expect(bench.till.view.payment?.state).toBe('paid');
      bench.clock.setWall(bench.clock.wallMs + byMs);
      await bench.sell();
      await bench.whenNothingIsOwed();
      const { rows } = await bench.till.call('getHistory', {});
      expect(rows.map(({ number }) => number)).toEqual(['000002', '000001']);
      expect((await story(bench, rows[1]?.payment?.paymentId ?? '')).slice(4)).toEqual([
        'pay sent',
        'pay answered',
        'approved',
        'approved',
        'paid',
        'confirmPayment sent',
        'confirmPayment answered',
      ]);
    },
  },
]);

// Time that the till was off can only be told by the wall clock: wrong, it may end the window at once
// or begin it again, and no more.
const overRestart: StoryRow[] = jumps.map(([words, byMs]) => ({
  id: 'F87',
  injected: `an approval that was shown, and a restart with the wall clock set by ${words}`,
  end: 'confirmed, once, at the latest when a whole window has passed',
  async run(bench) {
    const { paymentId } = await bench.decide();
    await bench.till.call('approvalShown', { paymentId });
    await bench.pass(2_000);
    bench.clock.setWall(bench.clock.wallMs + byMs);
    await bench.restart();
    expect(bench.till.view.payment?.state).toBe('approved');
    await bench.pass(10_000);
    expect(bench.till.view.payment?.state).toBe('paid');
    await bench.whenNothingIsOwed();
    await bench.idle();
    expect(bench.server.of('confirmPayment')).toHaveLength(1);
    expect(bench.server.of('reversePayment')).toEqual([]);
  },
}));

const logged: { event: string; fields: object }[] = [];

const withQueue: StoryRow = {
  id: 'F87',
  injected: 'confirmation: 500 eight times, and the wall clock jumps before each repeat',
  end: 'the same waits as ever, delivered; each jump is in the log with its distance',
  bench: () => ({
    ports: {
      log: { info: (event, fields = {}) => logged.push({ event, fields }), error: () => {} },
    },
  }),
  async run(bench) {
    const sentAt: number[] = [];
    bench.server.behave(
      'confirmPayment',
      ({ socket }) => {
        sentAt.push(bench.clock.monotonicMs());
        socket.write(httpAnswer(500));
      },
      8,
    );
    await bench.sell();
    const jumped: number[] = [];
    while ((await bench.till.call('getTill', {})).owed.confirmations > 0) {
      const [, byMs = 0] = jumps[jumped.length % jumps.length] ?? [];
      bench.clock.setWall(bench.clock.wallMs + byMs);
      jumped.push(byMs);
      const { rows } = await bench.till.call('getQueue', {});
      await bench.pass(rows[0]?.nextTryInMs ?? 0);
    }
    // Half of the ceiling is drawn here; between send and note pass 10 ms at most.
    const waits = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
    for (const [index, leastMs] of [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(leastMs);
      expect(waits[index]).toBeLessThanOrEqual(leastMs + 50);
    }
    expect(bench.server.of('confirmPayment')).toHaveLength(9);
    expect(logged.filter(({ event }) => event === 'wallClockJumped')).toEqual(
      jumped.map((byMs) => ({ event: 'wallClockJumped', fields: { byMs } })),
    );
  },
};

/** Moments of the world and the zone the till is in then, in the order they are lived through. */
const moments: [wall: string, offset: string][] = [
  // Summer time begins and ends: an hour that is not there, and one that is there twice.
  ['2026-03-29T00:59:59.900Z', '+00:00'],
  ['2026-03-29T01:00:00.100Z', '+01:00'],
  ['2026-03-29T22:59:59.900Z', '+01:00'],
  ['2026-03-29T23:00:00.100Z', '+01:00'],
  ['2026-10-25T00:30:00.000Z', '+01:00'],
  ['2026-10-25T01:30:00.000Z', '+00:00'],
  // Somebody sets another zone: it is yesterday again, then the same day once more.
  ['2026-11-14T00:30:00.000Z', '+02:00'],
  ['2026-11-14T00:31:00.000Z', '-05:00'],
  ['2026-11-14T05:00:00.000Z', '-05:00'],
  // The year was wrong for a while, and was put right.
  ['2027-11-14T09:00:00.000Z', '+02:00'],
  ['2026-11-14T09:00:00.000Z', '+02:00'],
  ['1970-01-01T00:00:00.500Z', '+02:00'],
  // A leap second cannot be seen; the end of 32 bits is a second like any other.
  ['2016-12-31T23:59:59.999Z', '+00:00'],
  ['2017-01-01T00:00:00.000Z', '+00:00'],
  ['2038-01-19T03:14:07.999Z', '+00:00'],
  ['2038-01-19T03:14:08.000Z', '+00:00'],
];

const calendar: StoryRow = {
  id: 'F89',
  injected: 'sales through summer time, a change of zone, wrong years, a leap second and 2038',
  end: 'each sale is in the report of one day; every time sent carries its offset',
  async run(bench) {
    const sales = new Map<string, number>();
    for (const [wall, offset] of moments) {
      bench.clock.setWall(Date.parse(wall), offset);
      const at = bench.clock.stamp();
      expect(at.endsWith(offset) && Date.parse(at)).toBe(Date.parse(wall));
      await bench.sell();
      const date = at.slice(0, 10);
      sales.set(date, (sales.get(date) ?? 0) + 1);
      const report = await bench.till.call('getReport', {});
      expect(report).toMatchObject({ day: date, today: date });
      expect([wall, report.tenders.qr.count]).toEqual([wall, sales.get(date)]);
    }
    const counts: number[] = [];
    for (const date of sales.keys()) {
      counts.push((await bench.till.call('getReport', { day: date })).tenders.qr.count);
    }
    expect(counts).toEqual([...sales.values()]);
    await bench.whenNothingIsOwed();
    const times = bench.server.of('pay').map(({ body }) => String(body['time']));
    expect(times.map((time) => [Date.parse(time), time.slice(23)])).toEqual(
      moments.map(([wall, offset]) => [Date.parse(wall), offset]),
    );
    const { rows } = await bench.till.call('getHistory', {});
    expect(rows.map(({ payment }) => payment?.startedAt)).toEqual(times.toReversed());
  },
};

/** Chance whose ids come from `draw`. */
const chanceOf = (draw: () => string): Chance => ({ uuid: draw, draw: () => 0.5 });

function expectDistinctIds(bench: FaultBench): void {
  const requests = bench.server.requests.filter(({ operation }) => operation !== null);
  const ids = requests.map(({ body }) => body['id']);
  expect(new Set(ids).size).toBe(ids.length);
}

const repeatingChance: StoryRow[] = [
  {
    id: 'F104',
    injected: 'the random source gives every id three times',
    end: 'each message has an id of its own',
    bench: () => {
      const given: string[] = [];
      const draw = () => {
        if (given.length % 3 === 0) given.push(randomUUID());
        else given.push(given.at(-1) ?? '');
        return given.at(-1) ?? '';
      };
      return { ports: { chance: chanceOf(draw) } };
    },
    async run(bench) {
      for (let sale = 0; sale < 3; sale += 1) await bench.sell();
      await bench.giveBack();
      await bench.whenNothingIsOwed();
      expect(bench.server.of('pay')).toHaveLength(4);
      expect(bench.server.of('reversePayment')).toHaveLength(1);
      expectDistinctIds(bench);
    },
  },
  {
    id: 'F104',
    injected: 'the random source begins anew after a restart, with the same ids',
    end: 'new ids are drawn before anything is sent; what was sold stays as it was',
    bench: () => {
      const ids = Array.from({ length: 64 }, () => randomUUID());
      let drawn = 0;
      const draw = () => {
        drawn += 1;
        return ids[drawn <= 10 ? drawn - 1 : drawn - 11] ?? '';
      };
      return { ports: { chance: chanceOf(draw) } };
    },
    async run(bench) {
      // Three ids each, and one of the run itself; the eleventh to be drawn is the first again.
      for (let sale = 0; sale < 2; sale += 1) await bench.sell();
      await bench.whenNothingIsOwed();
      const before = await bench.till.call('getHistory', {});
      await bench.restart();
      for (let sale = 0; sale < 4; sale += 1) await bench.sell();
      await bench.whenNothingIsOwed();
      expectDistinctIds(bench);
      const after = await bench.till.call('getHistory', {});
      expect(after.rows.slice(4)).toEqual(before.rows);
    },
  },
  {
    id: 'F104',
    injected: 'the random source gives nothing but one id',
    end: 'the payment is refused; nothing is sent',
    bench: () => {
      const only = randomUUID();
      return { ports: { chance: chanceOf(() => only) } };
    },
    async run(bench) {
      expect(await bench.till.refusal('startPayment', { amountMinor: 100 })).toMatch(/went wrong/);
      await roundTrip(bench.server);
      expect(bench.server.requests).toEqual([]);
      expect(bench.till.view.payment).toBeNull();
      expect((await bench.till.call('getHistory', {})).rows).toEqual([]);
    },
  },
];

export const timeAndChanceRows: readonly StoryRow[] = [
  ...withOpenPayment,
  ...overRestart,
  withQueue,
  calendar,
  ...repeatingChance,
];
