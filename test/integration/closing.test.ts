// A person settles what was refused for good: recorded in one commit, never sent again, and back
// among the exceptions when money may have moved after all.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeDisk, type Row } from '../../electron/core/store/disk.ts';
import { migrate, migrations } from '../../electron/core/store/migrate.ts';
import { migration0001 } from '../../electron/core/store/migrations/0001-payments.ts';
import { openStore } from '../../electron/core/store/safe/open.ts';
import { countOwed } from '../../electron/core/store/tables/owed.ts';
import type { Fault } from '../../electron/training/faults.ts';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import { steadyChance, TestClock } from '../support/test-clock.ts';
import {
  roundTrip,
  runUntil,
  startIntermediary,
  TestTill,
  temporaryFolder,
} from '../support/test-till.ts';

const words = { person: 'Store admin', reason: 'Settled by phone, reference 4711' };

let intermediary: TrainingIntermediary;
let clock: TestClock;
let till: TestTill;

beforeEach(async () => {
  intermediary = await startIntermediary();
  clock = new TestClock();
  till = await TestTill.start({ intermediary, ports: { clock, chance: steadyChance(0.5) } });
});

afterEach(async () => {
  await till.stop();
  await intermediary.stop();
});

const refusing = (operation: 'confirmPayment' | 'reversePayment'): Fault => ({
  kind: 'status',
  status: 400,
  errorType: 'FORMAT_ERROR',
  operations: [operation],
});

/** Sells, has the confirmation refused, and gives the id of the exception. */
async function refusedConfirmation(): Promise<string> {
  intermediary.setFault(refusing('confirmPayment'));
  await till.call('startPayment', { amountMinor: 18_450 });
  await intermediary.whenWaiting();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  await till.call('nextSale', { saleId: till.saleId });
  await till.when(({ owed }) => owed.attention === 1);
  return (await onlyRow()).adviceId;
}

async function onlyRow() {
  const { rows } = await till.call('getQueue', {});
  expect(rows).toHaveLength(1);
  return rows[0] as (typeof rows)[0];
}

const sent = (operation: string) =>
  intermediary.requests().filter((request) => request.operation === operation).length;

/** Long enough for every wait of the queue to be over. */
async function aDayLater() {
  for (let hour = 0; hour < 24; hour += 1) {
    clock.advance(60 * 60_000);
    await roundTrip(intermediary);
  }
}

describe('closing', () => {
  it('takes an exception off the list for good, with the person and the reason', async () => {
    const adviceId = await refusedConfirmation();
    const { paymentId } = await onlyRow();
    await till.call('closeAdvice', { adviceId, person: ' Store admin ', reason: words.reason });
    await till.whenNothingOwed();
    expect(await till.call('getQueue', {})).toMatchObject({ rows: [], total: 0 });

    intermediary.setFault(null);
    await till.call('sendNow', {});
    await aDayLater();
    expect(sent('confirmPayment')).toBe(1);

    const page = await till.storyOf(paymentId);
    expect(page.payment.advice).toMatchObject({ kind: 'confirmation', state: 'closed' });
    expect(page.timeline.at(-1)).toMatchObject({
      kind: 'closed',
      advice: 'confirmation',
      ...words,
    });
  });

  it('outlives a restart: closed stays closed, and is not sent', async () => {
    const adviceId = await refusedConfirmation();
    await till.call('closeAdvice', { adviceId, ...words });
    intermediary.setFault(null);
    const { dataFolder } = till;
    await till.stop();
    till = await TestTill.start({
      intermediary,
      dataFolder,
      ports: { clock, chance: steadyChance(0.5) },
    });
    await aDayLater();
    expect(till.view.owed).toMatchObject({ confirmations: 0, attention: 0, oldestSince: null });
    expect(sent('confirmPayment')).toBe(1);
  });

  it('names field and rule, and changes nothing, when a word is missing', async () => {
    const adviceId = await refusedConfirmation();
    const refusal = (input: object) => till.refusal('closeAdvice', { adviceId, ...input });
    expect(await refusal({})).toBe('The name is missing. The reason is missing.');
    expect(await refusal({ person: '  ', reason: 'short' })).toBe(
      'The name is missing. The reason must be at least 10 characters.',
    );
    expect(await refusal({ ...words, person: 'n'.repeat(61) })).toBe(
      'The name must be at most 60 characters.',
    );
    expect(await refusal({ ...words, reason: 7 })).toBe('The reason must be text.');
    expect(await refusal({ ...words, by: 'nobody' })).toBe('by is not a known field.');
    expect(await till.refusal('closeAdvice', { ...words, adviceId: 'x' })).toBe(
      'adviceId must be an id.',
    );
    expect((await till.call('getTill', {})).owed.attention).toBe(1);
  });

  it('is refused while the item is being sent again, and can be done when it is refused anew', async () => {
    const adviceId = await refusedConfirmation();
    intermediary.setFault({ kind: 'silence', operations: ['confirmPayment'], times: 1 });
    await till.call('sendAgain', { adviceId });
    await intermediary.whenReceived('confirmPayment', 2);
    expect(await till.refusal('closeAdvice', { adviceId, ...words })).toMatch(/being sent again/);

    intermediary.setFault(refusing('confirmPayment'));
    await runUntil(clock, intermediary, () => till.view.owed.attention === 1);
    await till.call('closeAdvice', { adviceId, ...words });
    await till.whenNothingOwed();
  });

  it('is refused for what was delivered, closed, or never there, each in its own words', async () => {
    const adviceId = await refusedConfirmation();
    const refusal = (id: string) => till.refusal('closeAdvice', { adviceId: id, ...words });
    expect(await refusal('5f0c7f2e-3a55-4b7e-9a6e-0d9f6c1a2b3c')).toMatch(/no such item/);
    await till.call('closeAdvice', { adviceId, ...words });
    expect(await refusal(adviceId)).toMatch(/closed before/);
    expect(await till.refusal('sendAgain', { adviceId })).toMatch(/no longer/);

    intermediary.setFault(null);
    await till.call('startPayment', { amountMinor: 700 });
    await intermediary.whenWaiting();
    intermediary.setFault({ kind: 'silence', operations: ['reversePayment'], times: 1 });
    await till.call('cancelPayment', { paymentId: till.paymentId });
    const owed = await onlyRow();
    intermediary.setFault(null);
    await runUntil(clock, intermediary, () => till.view.owed.reversals === 0);
    expect(await refusal(owed.adviceId)).toMatch(/delivered meanwhile/);
  });

  it('counts in the report as neither confirmed nor still to be confirmed', async () => {
    const adviceId = await refusedConfirmation();
    expect(await till.call('getReport', {})).toMatchObject({
      tenders: { qr: { count: 1 } },
      confirmed: { count: 0 },
      unconfirmed: { count: 1 },
      closed: { count: 0 },
    });
    await till.call('closeAdvice', { adviceId, ...words });
    expect(await till.call('getReport', {})).toMatchObject({
      tenders: { qr: { count: 1 } },
      confirmed: { count: 0 },
      unconfirmed: { count: 0 },
      closed: { count: 1, amount: { amountMinor: 18_450, currency: '710' } },
    });
  });

  it('frees the profile: what a person settled is no debt', async () => {
    const adviceId = await refusedConfirmation();
    const { dataFolder } = till;
    const elsewhere = await startIntermediary();
    const start = async () => {
      await till.stop();
      till = await TestTill.start({ intermediary: elsewhere, dataFolder, ports: { clock } });
    };
    await start();
    expect(till.view.problems).toMatchObject([{ field: 'interfaces.qr.baseUrl' }]);
    await till.call('closeAdvice', { adviceId, ...words });
    await start();
    expect(till.view.problems).toEqual([]);
    await elsewhere.stop();
  });
});

describe('a late approval of a payment whose reversal was closed', () => {
  it('puts it back among the exceptions, keeps the closing, and can be closed anew', async () => {
    intermediary.setFault(refusing('reversePayment'));
    await till.call('startPayment', { amountMinor: 500 });
    await intermediary.whenWaiting();
    const { paymentId } = till;
    clock.advance(60_000);
    await till.when(({ owed }) => owed.attention === 1);
    const { adviceId } = await onlyRow();
    await till.call('closeAdvice', { adviceId, ...words });
    await till.whenNothingOwed();

    intermediary.act({ name: 'approve' });
    await till.when(({ owed }) => owed.attention === 1);
    expect(await onlyRow()).toMatchObject({ adviceId, state: 'attention', kind: 'reversal' });
    expect(sent('reversePayment')).toBe(1);

    const again = { person: 'Area manager', reason: 'Paid back in cash, slip 12' };
    await till.call('closeAdvice', { adviceId, ...again });
    const { timeline } = await till.storyOf(paymentId);
    const told = timeline.slice(timeline.findIndex(({ kind }) => kind === 'closed'));
    expect(told).toMatchObject([
      { kind: 'closed', ...words },
      { kind: 'answered', late: true },
      { kind: 'reopened', advice: 'reversal' },
      { kind: 'closed', ...again },
    ]);
  });
});

it('a store of the first schema keeps what is owed, with nothing closed', () => {
  const path = join(temporaryFolder(), 'till.sqlite');
  const database = nodeDisk.openDatabase(path);
  migrate(database, nodeDisk, [migration0001]);
  const times = `'then', 'then', 'then', 'then', 'then'`;
  database.exec(`
    INSERT INTO sales VALUES (1, '000001', 100, '710', 'then');
    INSERT INTO payments VALUES (1, 'p1', '000001', 1, 'paid', 100, '710', 'c1', 't1', '000201', '{}',
      100, 'Protea Wallet', NULL, ${times});
    INSERT INTO advices (id, payment_id, interface, operation, kind, body, state, owed_at, owed_in_run)
      VALUES ('a1', 'p1', 'qr', 'confirmPayment', 'confirmation', '{"id":"a1"}', 'owed', 'then', 'run')`);
  const [before] = database.prepare('SELECT * FROM advices').all() as Row[];
  database.close();
  const migrated = openStore(path);
  expect(migrated.database.pragma('user_version', { simple: true })).toBe(migrations.length);
  const { payment_id: transactionId, ...kept } = before ?? {};
  expect(migrated.all('SELECT * FROM advices')).toEqual([
    { ...kept, transaction_id: transactionId, closed_at: null, closings: null },
  ]);
  expect(countOwed(migrated)).toMatchObject({ confirmations: 1, attention: 0 });
  migrated.close();
});

it('the questions about exceptions are answered by their own index', () => {
  const store = openStore(join(temporaryFolder(), 'till.sqlite'));
  const plan = store
    .all(
      `EXPLAIN QUERY PLAN SELECT * FROM advices JOIN transactions ON transactions.id = transaction_id
       WHERE advices.state = 'attention' AND advices.closed_at IS NULL ORDER BY advices.seq LIMIT 9`,
    )
    .map(({ detail }) => String(detail));
  expect(plan[0]).toMatch(/advices USING INDEX advices_exceptions/);
  expect(plan.join()).not.toMatch(/TEMP B-TREE/);
  store.close();
});
