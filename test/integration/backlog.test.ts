// A till that starts with much owed (F115): nothing is forgotten, nothing waits for its old time, and
// the counter is free. How long it takes is for bench/backlog.ts.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemChance, systemClock } from '../../electron/core/clock.ts';
import { AdviceQueue } from '../../electron/core/engine/advice-queue.ts';
import { noLog } from '../../electron/core/log.ts';
import { openStore } from '../../electron/core/store/safe/open.ts';
import type { Store } from '../../electron/core/store/store.ts';
import { noteAttempt, oweAgain } from '../../electron/core/store/tables/advices.ts';
import { closeAdvice } from '../../electron/core/store/tables/closings.ts';
import { countOwed } from '../../electron/core/store/tables/owed.ts';
import { Link } from '../../electron/core/wire/link.ts';
import { adviceRetry } from '../../src-shared/domain/retry-schedule.ts';
import { qrSettledBy } from '../../src-shared/services/qr/operations.ts';
import { fillWithOwedReversals } from '../support/owed-advices.ts';
import { TestClock } from '../support/test-clock.ts';
import { runUntil, startIntermediary, TestTill, temporaryFolder } from '../support/test-till.ts';

const ports = { clock: systemClock, chance: systemChance, log: noLog };
const answered = {
  outcome: 'successful',
  status: 202,
  silence: null,
  errorType: null,
  message: null,
  body: null,
  explained: false,
  isOwn: true,
  sent: true,
} as const;

/** A queue whose every message is answered at once; `onSent` sees each. */
function queueOn(store: Store, onSent: (id: string, body: string) => void) {
  const drained = Promise.withResolvers<void>();
  const queue = new AdviceQueue({
    ...ports,
    store,
    runId: 'run',
    link: new Link(
      async () => {},
      ports,
      () => {},
    ),
    service: {
      name: 'qr',
      repeatOn503: false,
      retry: () => adviceRetry,
      settledBy: qrSettledBy,
      deliver: async ({ id, body }) => {
        onSent(id, body);
        // Lets other things have their turn, as a socket does.
        await new Promise(setImmediate);
        return answered;
      },
    },
    onChange: () => {
      if (countOwed(store).reversals === 0) drained.resolve();
    },
  });
  return { queue, drained: drained.promise };
}

it('ten thousand owed at the start all go out, also when the run dies half-way', async () => {
  const path = join(temporaryFolder(), 'till.sqlite');
  const before = openStore(path);
  fillWithOwedReversals(before, 10_000);
  const owed = new Map(
    before.all('SELECT id, body FROM advices').map(({ id, body }) => [String(id), String(body)]),
  );
  before.close();

  const sent = new Map<string, number>();
  const changed: string[] = [];
  const onSent = (id: string, body: string) => {
    if (body !== owed.get(id)) changed.push(id);
    sent.set(id, (sent.get(id) ?? 0) + 1);
  };
  const half = Promise.withResolvers<void>();
  const store = openStore(path);
  const first = queueOn(store, (id, body) => {
    onSent(id, body);
    if (sent.size === 5_000) half.resolve();
  });
  first.queue.start();
  await half.promise;
  // Nothing of this run is noted any more: as if the power had gone here.
  store.database.exec(
    `CREATE TEMP TRIGGER dead BEFORE UPDATE ON main.advices BEGIN SELECT RAISE(ABORT, 'dead'); END`,
  );
  await first.queue.stop();
  store.close();

  const again = openStore(path);
  const second = queueOn(again, onSent);
  second.queue.start();
  await second.drained;
  await second.queue.stop();
  expect(sent.size).toBe(10_000);
  expect(changed).toEqual([]);
  // What was on its way or not noted yet goes out once more, and nothing else.
  const repeated = [...sent.values()].filter((times) => times > 1);
  expect(Math.max(...sent.values())).toBeLessThanOrEqual(2);
  expect(repeated.length).toBeLessThanOrEqual(1_000 + 4);
  expect(again.all(`SELECT 1 FROM advices WHERE state <> 'delivered'`)).toEqual([]);
  again.close();
}, 60_000);

it('a start waits for no moment of an earlier run, and writes nothing to forget them', async () => {
  const store = openStore(join(temporaryFolder(), 'till.sqlite'));
  fillWithOwedReversals(store, 100);
  const dueMs = () => store.all('SELECT id, due_ms FROM advices ORDER BY seq');
  const waits = dueMs();
  expect(Number(waits[99]?.['due_ms'])).toBeGreaterThan(1_000);
  const sent: string[] = [];
  const { queue, drained } = queueOn(store, (id) => {
    if (sent.length === 0) expect(dueMs()).toEqual(waits);
    sent.push(id);
  });
  queue.start();
  await drained;
  expect(sent).toEqual(waits.map(({ id }) => id));
  await queue.stop();
  store.close();
});

it('a new confirmation goes before a backlog that nobody answers', async () => {
  const intermediary = await startIntermediary();
  const clock = new TestClock();
  const dataFolder = temporaryFolder();
  const before = openStore(join(dataFolder, 'till.sqlite'));
  fillWithOwedReversals(before, 600);
  before.close();
  intermediary.setFault({ kind: 'silence', operations: ['reversePayment'] });
  const till = await TestTill.start({ intermediary, dataFolder, ports: { clock } });
  const sent = (operation: string) =>
    intermediary.requests().filter((request) => request.operation === operation).length;
  await runUntil(clock, intermediary, () => sent('reversePayment') === 4);
  await till.call('startPayment', { amountMinor: 18_450 });
  await till.when(
    ({ payment }) => payment?.state === 'awaitingCustomer' && payment.qrCode !== null,
  );
  await intermediary.whenWaiting();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  await till.call('nextSale', { saleId: till.saleId });
  // The four lanes are taken until their time is up; the next free one is for the sale.
  await runUntil(clock, intermediary, () => sent('confirmPayment') === 1);
  expect(sent('reversePayment')).toBeLessThanOrEqual(4 + 3);
  await till.stop();
  await intermediary.stop();
}, 60_000);

it('sells while a backlog goes out', async () => {
  const intermediary = await startIntermediary();
  const dataFolder = temporaryFolder();
  const before = openStore(join(dataFolder, 'till.sqlite'));
  fillWithOwedReversals(before, 600);
  before.close();
  const till = await TestTill.start({ intermediary, dataFolder });
  expect(till.view.owed.reversals).toBe(600);
  await till.call('startPayment', { amountMinor: 18_450 });
  await till.when(
    ({ payment }) => payment?.state === 'awaitingCustomer' && payment.qrCode !== null,
  );
  expect(till.view.owed.reversals).toBeGreaterThan(0);
  await intermediary.whenWaiting();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  await till.call('nextSale', { saleId: till.saleId });
  await till.whenNothingOwed();
  expect(till.view.recent[0]).toMatchObject({
    state: 'completed',
    payment: { state: 'paid', advice: { state: 'delivered' } },
  });
  await till.stop();
  await intermediary.stop();
}, 60_000);

it('the number owed stays right through every change, and through one that is undone', () => {
  const path = join(temporaryFolder(), 'till.sqlite');
  const store = openStore(path);
  const at = '2026-03-14T10:21:07.412+02:00';
  const advice = (seq: number) => ({
    seq,
    id: String(store.one('SELECT id FROM advices WHERE seq = ?', seq)?.['id']),
  });
  const note = (seq: number, state: 'owed' | 'delivered' | 'attention') =>
    noteAttempt(store, advice(seq), { state, dueMs: 1, sent: true, at });
  const counted = () => {
    const { reversals, confirmations, attention } = countOwed(store);
    return { reversals, confirmations, attention };
  };
  expect(counted()).toEqual({ reversals: 0, confirmations: 0, attention: 0 });
  fillWithOwedReversals(store, 6);
  expect(counted()).toEqual({ reversals: 6, confirmations: 0, attention: 0 });
  store.commit('results', () => {
    note(1, 'delivered');
    note(2, 'attention');
    note(3, 'attention');
    note(4, 'owed');
  });
  expect(counted()).toEqual({ reversals: 3, confirmations: 0, attention: 2 });
  expect(() =>
    store.commit('results', () => {
      note(5, 'delivered');
      throw new Error('undone');
    }),
  ).toThrow('undone');
  expect(counted()).toEqual({ reversals: 3, confirmations: 0, attention: 2 });
  store.commit('close', () =>
    closeAdvice(store, advice(2).id, { at, person: 'Store admin', reason: 'settled by phone' }),
  );
  store.commit('sendAgain', () => oweAgain(store, advice(3).id));
  const last = { reversals: 4, confirmations: 0, attention: 0 };
  expect(counted()).toEqual(last);
  const { oldestSince } = countOwed(store);
  store.close();
  const reopened = openStore(path);
  expect(countOwed(reopened)).toMatchObject({ ...last, oldestSince });
  reopened.close();
});
