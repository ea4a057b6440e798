// The queue against a real intermediary, on a clock that the test moves.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdviceQueue } from '../../electron/core/engine/advice-queue.ts';
import { noLog } from '../../electron/core/log.ts';
import { openStore } from '../../electron/core/store/safe/open.ts';
import { countOwed } from '../../electron/core/store/tables/owed.ts';
import { Link } from '../../electron/core/wire/link.ts';
import type { Fault } from '../../electron/training/faults.ts';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import { adviceRetry } from '../../src-shared/domain/retry-schedule.ts';
import { qrSettledBy } from '../../src-shared/services/qr/operations.ts';
import { fillWithOwedAdvices } from '../support/owed-advices.ts';
import { steadyChance, TestClock } from '../support/test-clock.ts';
import {
  roundTrip,
  runUntil,
  startIntermediary,
  TestTill,
  temporaryFolder,
} from '../support/test-till.ts';

let intermediary: TrainingIntermediary;
let till: TestTill;
let clock: TestClock;

beforeEach(async () => {
  intermediary = await startIntermediary();
  clock = new TestClock();
  till = await TestTill.start({ intermediary, ports: { clock, chance: steadyChance(0.5) } });
});

afterEach(async () => {
  await till.stop();
  await intermediary.stop();
});

/** Takes and completes a payment; its confirmation is owed. */
async function sell(): Promise<void> {
  await till.call('startPayment', { amountMinor: 18_450 });
  await intermediary.whenWaiting();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  await till.call('nextSale', { saleId: till.saleId });
}

const confirmations = () =>
  intermediary.requests().filter(({ operation }) => operation === 'confirmPayment');
const status = (code: number, more: object = {}): Fault => ({
  kind: 'status',
  status: code,
  operations: ['confirmPayment'],
  ...more,
});

const attemptsNoted = async () => (await till.call('getQueue', {})).rows[0]?.attempts ?? 0;

it('repeats an unknown answer with the same bytes, after half of 1, 2, 4 seconds', async () => {
  intermediary.setFault(status(500));
  await sell();
  await intermediary.whenReceived('confirmPayment', 1);
  for (const [attempt, waitMs] of [500, 1_000, 2_000].entries()) {
    while ((await attemptsNoted()) < attempt + 1) await roundTrip(intermediary);
    clock.advance(waitMs - 1);
    await roundTrip(intermediary);
    expect(intermediary.requests().filter((r) => r.operation === 'confirmPayment')).toHaveLength(
      attempt + 1,
    );
    clock.advance(1);
    await intermediary.whenReceived('confirmPayment', attempt + 2);
  }
  intermediary.setFault(null);
  await till.call('sendNow', {});
  await runUntil(clock, intermediary, () => till.view.owed.confirmations === 0);
  expect(new Set(confirmations().map(({ text }) => text)).size).toBe(1);
});

it('one advice that is never answered does not hold up the others', async () => {
  intermediary.setFault({ kind: 'silence', operations: ['confirmPayment'], times: 1 });
  await sell();
  await intermediary.whenReceived('confirmPayment', 1);
  for (let more = 0; more < 6; more += 1) await sell();
  await runUntil(clock, intermediary, () => till.view.owed.confirmations === 1);
  const queue = await till.call('getQueue', {});
  expect(queue).toMatchObject({ total: 1, rows: [{ saleNumber: '000001', nextTryInMs: null }] });
});

describe('a final refusal', () => {
  it('stands in the exceptions list with its words, stays there, and can be sent again', async () => {
    intermediary.setFault(status(400, { errorType: 'UNABLE_TO_LOCATE_RECORD' }));
    await sell();
    await till.when(({ owed }) => owed.attention === 1);
    clock.advance(24 * 60 * 60_000);
    await roundTrip(intermediary);
    const { rows } = await till.call('getQueue', {});
    expect(rows).toMatchObject([
      {
        state: 'attention',
        kind: 'confirmation',
        lastAnswer: { status: 400, errorType: 'UNABLE_TO_LOCATE_RECORD' },
      },
    ]);
    expect(confirmations()).toHaveLength(1);
    intermediary.setFault(null);
    await till.call('sendAgain', { adviceId: rows[0]?.adviceId ?? '' });
    await till.whenNothingOwed();
    expect(new Set(confirmations().map(({ text }) => text)).size).toBe(1);
    expect(await till.refusal('sendAgain', { adviceId: rows[0]?.adviceId })).toMatch(/no longer/);
  });

  it('of a duplicate is a delivery when an earlier copy may have arrived', async () => {
    intermediary.setFault({ kind: 'dropAfter', operations: ['confirmPayment'], times: 1 });
    await sell();
    await intermediary.whenReceived('confirmPayment', 1);
    intermediary.setFault(status(400, { errorType: 'DUPLICATE_RECORD' }));
    await runUntil(clock, intermediary, () => till.view.owed.confirmations === 0);
    expect(till.view.owed.attention).toBe(0);
  });

  it('of a duplicate needs a person when this is its first sending', async () => {
    intermediary.setFault(status(400, { errorType: 'DUPLICATE_RECORD' }));
    await sell();
    await till.when(({ owed }) => owed.attention === 1);
  });

  it('three times in a row without an explanation pauses the rest, which goes on later', async () => {
    intermediary.setFault({ kind: 'silence', operations: ['confirmPayment'] });
    for (let sale = 0; sale < 8; sale += 1) await sell();
    intermediary.setFault(status(503));
    await runUntil(clock, intermediary, () => till.view.owed.attention >= 3);
    expect(await till.call('getQueue', {})).toMatchObject({ paused: 'refusedInARow' });
    await roundTrip(intermediary);
    const sent = confirmations().length;
    clock.advance(30_000);
    await roundTrip(intermediary);
    expect(confirmations()).toHaveLength(sent);
    // Those that were on their way together with the third may be refused too, but no more.
    const burnt = (await till.call('getTill', {})).owed.attention;
    expect(burnt).toBeLessThanOrEqual(4);
    intermediary.setFault(null);
    await runUntil(clock, intermediary, () => till.view.owed.confirmations === 0);
    expect(till.view.owed.attention).toBe(burnt);
  });
});

it('503 is repeated where the profile says so', async () => {
  await till.stop();
  till = await TestTill.start({
    intermediary,
    profile: { repeatAdviceOn503: true },
    ports: { clock, chance: steadyChance(0.5) },
  });
  intermediary.setFault(status(503, { times: 2 }));
  await sell();
  await runUntil(clock, intermediary, () => till.view.owed.confirmations === 0);
  expect(till.view.owed.attention).toBe(0);
  expect(confirmations()).toHaveLength(3);
});

describe('a refused password', () => {
  beforeEach(async () => {
    intermediary.setFault(status(401));
    await sell();
    await till.when(({ connection }) => connection.state === 'credentialsRefused');
    await roundTrip(intermediary);
  });

  it('pauses the queue without touching it, and alarms', async () => {
    const sent = confirmations().length;
    clock.advance(59_000);
    await roundTrip(intermediary);
    expect(confirmations()).toHaveLength(sent);
    expect(till.view.owed).toMatchObject({ confirmations: 1, attention: 0 });
    expect(await till.call('getQueue', {})).toMatchObject({ paused: 'credentialsRefused' });
    intermediary.setFault(null);
    await till.call('sendNow', {});
    await runUntil(clock, intermediary, () => till.view.owed.confirmations === 0);
  });

  it('is found mended by one advice that tries now and then, even at an idle till', async () => {
    intermediary.setFault(null);
    await runUntil(clock, intermediary, () => till.view.owed.confirmations === 0);
    expect(till.view.connection.state).toBe('connected');
  });
});

it('a line that comes and goes does not make the breaker forget', async () => {
  intermediary.setFault({ kind: 'silence', operations: ['confirmPayment'] });
  for (let sale = 0; sale < 20; sale += 1) await sell();
  intermediary.setFault(status(502));
  await runUntil(clock, intermediary, () => till.view.owed.attention >= 3);
  for (let flap = 0; flap < 5; flap += 1) {
    intermediary.setFault({ kind: 'refuse', operations: 'all' });
    await runUntil(clock, intermediary, () => till.view.connection.state === 'noConnection');
    intermediary.setFault(status(502));
    await intermediary.whenReachable();
    await runUntil(clock, intermediary, () => till.view.connection.state === 'connected');
    await roundTrip(intermediary);
  }
  expect((await till.call('getTill', {})).owed.attention).toBeLessThanOrEqual(12);
});

// What training can be made to answer in the intermediary's place; the fault table has many more.
it.each([
  ['a web page', 'text/html', '<h1>Not Found</h1>'],
  ['a line of a proxy', 'text/plain', 'default backend - 404'],
  ['an object of a gateway', 'application/json', '{"message":"no Route matched"}'],
])('%s that says 404 is no delivery of a reversal', async (_, type, body) => {
  const page = { headers: { 'content-type': type }, body };
  intermediary.setFault({ kind: 'status', status: 404, operations: ['reversePayment'], ...page });
  await till.call('startPayment', { amountMinor: 500 });
  await intermediary.whenWaiting();
  await till.call('cancelPayment', { paymentId: till.paymentId });
  await runUntil(
    clock,
    intermediary,
    () => intermediary.requests().filter((r) => r.operation === 'reversePayment').length > 1,
  );
  expect(till.view.owed.reversals).toBe(1);
  intermediary.setFault(null);
  await runUntil(clock, intermediary, () => till.view.owed.reversals === 0);
  expect(intermediary.ledger()).toMatchObject([{ state: 'released' }]);
});

it('an outage is waited out without burning attempts, and ends by itself', async () => {
  intermediary.setFault({ kind: 'silence', operations: ['confirmPayment'] });
  await sell();
  await intermediary.whenReceived('confirmPayment', 1);
  intermediary.setFault({ kind: 'refuse', operations: 'all' });
  await runUntil(clock, intermediary, () => till.view.connection.state === 'noConnection');
  clock.advance(60 * 60_000);
  expect(till.view.owed.confirmations).toBe(1);
  intermediary.setFault(null);
  await runUntil(clock, intermediary, () => till.view.owed.confirmations === 0);
  expect(confirmations().length).toBeLessThanOrEqual(3);
});

it('a result that the disk refuses is not lost: the advice goes out again, and not in a frenzy', async () => {
  const folder = temporaryFolder();
  const store = openStore(join(folder, 'till.sqlite'));
  fillWithOwedAdvices(store, 3);
  store.database.exec(
    `CREATE TRIGGER full BEFORE UPDATE OF attempts ON advices
     BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
  );
  const answered = { outcome: 'successful', status: 202, silence: null, errorType: null } as const;
  const sent: string[] = [];
  const logged: unknown[] = [];
  const queue = new AdviceQueue({
    store,
    clock,
    chance: steadyChance(0.5),
    log: {
      info: (event, fields) => logged.push({ event, ...fields }),
      error: (event) => logged.push({ event }),
    },
    runId: 'run',
    link: new Link(
      async () => {},
      { clock, chance: steadyChance(0.5), log: noLog },
      () => {},
    ),
    service: {
      name: 'qr',
      repeatOn503: false,
      retry: () => adviceRetry,
      settledBy: qrSettledBy,
      deliver: async ({ id }) => {
        sent.push(id);
        return {
          ...answered,
          message: null,
          body: null,
          explained: false,
          isOwn: true,
          sent: true,
        };
      },
    },
    onChange: () => {},
  });
  queue.start();
  await roundTrip(intermediary);
  expect(sent).toHaveLength(3);
  expect(logged).toEqual([{ event: 'advicesNotNoted' }]);
  store.database.exec('DROP TRIGGER full');
  clock.advance(4_999);
  await roundTrip(intermediary);
  expect(sent).toHaveLength(3);
  clock.advance(1);
  await roundTrip(intermediary);
  expect(new Set(sent).size).toBe(3);
  expect(sent).toHaveLength(6);
  expect(countOwed(store).confirmations).toBe(0);
  expect(logged.slice(1)).toEqual([{ event: 'advicesDelivered', count: 3 }]);
  await queue.stop();
  store.close();
});
