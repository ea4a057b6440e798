// A row of the book that cannot be read stops neither the start nor the others, and stands before a
// person until it is settled: unknown rows are never dropped (F103).
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../../../electron/core/log.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import { besides } from '../../../electron/core/store/safe/set-aside.ts';
import { listUnreadable } from '../../../electron/core/store/safe/unreadable.ts';
import type { Store } from '../../../electron/core/store/store.ts';
import { dueAdvices, lookForUnknownAdvices } from '../../../electron/core/store/tables/advices.ts';
import { recentSales } from '../../../electron/core/store/tables/history.ts';
import { countOwed } from '../../../electron/core/store/tables/owed.ts';
import { saleOnCounter } from '../../../electron/core/store/tables/sales.ts';
import { openTransactions } from '../../../electron/core/store/tables/transactions.ts';
import { saleRow } from '../../../electron/core/views/sale-page.ts';
import type { TrainingIntermediary } from '../../../electron/training/server.ts';
import { fillWithOwedAdvices } from '../../support/owed-advices.ts';
import { storySteps } from '../../support/store-story.ts';
import { startIntermediary, TestTill, temporaryFolder } from '../../support/test-till.ts';

let intermediary: TrainingIntermediary;
let till: TestTill;
let dataFolder: string;
let errors: string[];

const log: Log = {
  info: () => {},
  error: (event, error) => errors.push(`${event}: ${error instanceof Error ? error.message : ''}`),
};

beforeEach(async () => {
  errors = [];
  dataFolder = temporaryFolder();
  intermediary = await startIntermediary();
  // The filled-in advices belong to no payment that it knows.
  intermediary.setFault({ kind: 'status', status: 202, operations: ['confirmPayment'] });
  till = await start();
});

afterEach(async () => {
  await till.stop();
  await intermediary.stop();
});

const start = () => TestTill.start({ intermediary, dataFolder, ports: { log } });

/**
 * Works on the file of the stopped till as something else would, and starts it again. Without its
 * second record, which would mend most of it.
 */
async function startAfter(damage: (store: Store) => void): Promise<void> {
  await till.stop();
  const path = join(dataFolder, 'till.sqlite');
  const store = openStore(path);
  damage(store);
  store.close();
  rmSync(besides(path, 'record'));
  till = await start();
}

/** A payment that waits for the customer when the till stops. */
async function openPayment(): Promise<string> {
  await till.call('startPayment', { amountMinor: 18_450 });
  await intermediary.whenWaiting();
  return till.paymentId;
}

/** More than a number can hold exactly. */
const beyond = '9007199254740993';
const strangerId = '5f0c7f2e-3a55-4b7e-9a6e-0d9f6c1a2b3c';

/** Adds a payment like `paymentId`, older than it, with one column changed. */
function addLike(store: Store, paymentId: string, column: string, value: string | null): void {
  const row = store.one('SELECT * FROM transactions WHERE id = ?', paymentId);
  const changed: Record<string, unknown> = {
    ...row,
    seq: 0,
    id: strangerId,
    attempt: 9,
    lookup_id: 'another',
    [column]: value,
  };
  const columns = Object.keys(changed);
  const marks = columns.map(() => '?').join();
  store.database
    .prepare(`INSERT INTO transactions (${columns.join()}) VALUES (${marks})`)
    .run(...columns.map((name) => changed[name] as string | number | null));
}

const noteOf = (table: string, id: string) =>
  errors.filter((error) => error.startsWith(`unreadableRow: ${table} ${id}`)).length;

describe('an open payment that cannot be read', () => {
  it.each([
    ['without what its state needs', 'reference', null],
    ['with a currency that is none', 'currency', 'rand'],
  ])('%s stops neither the start nor the others', async (_, column, value) => {
    const paymentId = await openPayment();
    await startAfter((store) => addLike(store, paymentId, column, value));
    expect(till.view.payment).toMatchObject({ paymentId, state: 'notPaid' });
    expect(till.view.owed).toMatchObject({ attention: 1, unreadable: 1 });
    await till.when(({ owed }) => owed.reversals === 0);

    expect(await till.call('getQueue', {})).toMatchObject({
      total: 1,
      rows: [],
      unreadable: [{ record: 'payment', paymentId: strangerId, canClose: false }],
    });
    const { rows } = await till.call('getHistory', {});
    expect(rows.map(({ payment }) => payment?.paymentId)).toEqual([paymentId]);
    const { saleId } = till;
    const { payments } = await till.call('getSale', { saleId });
    expect(payments.map(({ payment }) => payment.paymentId)).toEqual([paymentId]);
    expect(noteOf('transactions', strangerId)).toBe(1);

    // Selling goes on, and the alarm stays; also for the next run.
    await till.call('nextSale', { saleId });
    const next = await openPayment();
    await till.call('cancelPayment', { paymentId: next });
    await startAfter(() => {});
    expect(till.view.owed.unreadable).toBe(1);
  });

  it('because its request is gone stops neither the start nor the next sale', async () => {
    const paymentId = await openPayment();
    await startAfter((store) => store.database.exec('DELETE FROM exchanges WHERE effect = 1'));
    expect(till.view).toMatchObject({ payment: null, owed: { attention: 1, unreadable: 1 } });
    expect(await till.call('getQueue', {})).toMatchObject({
      unreadable: [
        { paymentId, saleNumber: '000001', amount: { amountMinor: 18_450, currency: '710' } },
      ],
    });
    expect(await openPayment()).not.toBe(paymentId);
  });

  it('binds the profile, as any debt does', async () => {
    const paymentId = await openPayment();
    await startAfter((store) => addLike(store, paymentId, 'reference', null));
    await till.when(({ owed }) => owed.reversals === 0);
    const elsewhere = await startIntermediary();
    await till.stop();
    till = await TestTill.start({ intermediary: elsewhere, dataFolder });
    expect(till.view.problems).toMatchObject([{ field: 'interfaces.qr.baseUrl' }]);
    await elsewhere.stop();
  });
});

it('a settled payment that cannot be read is left out of its sale, and shown to a person', async () => {
  await startAfter((store) => {
    fillWithOwedAdvices(store, 3);
    store.database.exec(`UPDATE transactions SET approval = '{"approved":' WHERE seq = 2`);
  });
  await till.when(({ owed }) => owed.confirmations === 0);
  const { rows } = await till.call('getHistory', {});
  for (const list of [till.view.recent, rows]) {
    const payments = list.map(({ number, payment }) => [number, payment?.saleNumber]);
    expect(payments).toEqual([
      ['000003', '000003'],
      ['000002', undefined],
      ['000001', '000001'],
    ]);
  }
  expect(await till.stories()).toHaveLength(2);
  expect(till.view.owed).toMatchObject({ attention: 1, unreadable: 1 });
  expect(errors).toHaveLength(1);
  expect(errors[0]).not.toContain('approved');
});

describe('an advice that cannot be read', () => {
  it('is parked and shown; the others are delivered, however many it stands before', async () => {
    await startAfter((store) => {
      fillWithOwedAdvices(store, 102);
      store.database.exec(`UPDATE advices SET attempts = ${beyond} WHERE seq <= 100`);
    });
    await till.when(({ owed }) => owed.confirmations === 0);
    await intermediary.whenReceived('confirmPayment', 2);
    expect((await till.call('getTill', {})).owed).toMatchObject({
      attention: 100,
      unreadable: 100,
    });
    const queue = await till.call('getQueue', {});
    expect(queue).toMatchObject({ total: 100, rows: [] });
    expect(queue.unreadable).toHaveLength(100);
  });

  it('can be closed by a person, and is then settled in the next run too', async () => {
    await startAfter((store) => {
      fillWithOwedAdvices(store, 1);
      store.database.exec(`UPDATE advices SET attempts = ${beyond}`);
    });
    await till.when(({ owed }) => owed.unreadable === 1);
    const [row] = (await till.call('getQueue', {})).unreadable;
    expect(row).toMatchObject({ record: 'advice', canClose: true, saleNumber: '000001' });
    const words = { person: 'Store admin', reason: 'Settled by phone, reference 4711' };
    await till.call('closeAdvice', { adviceId: row?.id ?? '', ...words });
    await till.whenNothingOwed();
    await startAfter(() => {});
    expect(till.view.owed).toMatchObject({ confirmations: 0, attention: 0, unreadable: 0 });
    expect(intermediary.requests()).toEqual([]);
  });
});

describe('an advice whose payment is lost from the book', () => {
  const loseSecond = (store: Store) => {
    fillWithOwedAdvices(store, 3);
    store.database.exec('PRAGMA foreign_keys = OFF');
    store.database.exec('DELETE FROM transactions WHERE seq = 2');
  };

  it('is listed for a person without sale and amount, and can be closed', async () => {
    intermediary.setFault({ kind: 'status', status: 400, operations: ['confirmPayment'] });
    await startAfter((store) => {
      loseSecond(store);
      store.database.exec(`UPDATE advices SET state = 'attention' WHERE seq = 2`);
      store.database.exec(`UPDATE advices SET state = 'delivered' WHERE seq <> 2`);
    });
    const { total, rows } = await till.call('getQueue', {});
    expect({ total, rows }).toMatchObject({
      total: 1,
      rows: [{ saleNumber: null, amount: null, kind: 'confirmation', state: 'attention' }],
    });
    const words = { person: 'Store admin', reason: 'Settled by phone, reference 4711' };
    await till.call('closeAdvice', { adviceId: rows[0]?.adviceId ?? '', ...words });
    await till.whenNothingOwed();
  });

  it('is repeated until it is delivered, and keeps no other one from being noted', async () => {
    intermediary.setFault({ kind: 'status', status: 500, operations: ['confirmPayment'] });
    await startAfter(loseSecond);
    await intermediary.whenReceived('confirmPayment', 6);
    expect((await till.call('getQueue', {})).rows).toHaveLength(3);
    intermediary.setFault({ kind: 'status', status: 202, operations: ['confirmPayment'] });
    await till.call('sendNow', {});
    await till.whenNothingOwed();
    expect(errors).toEqual([]);
  });
});

// A file that holds such a row is mended when it is opened, up to a size: here it comes up later.
describe('a state that the till does not know', () => {
  let store: Store;
  beforeEach(() => {
    store = openStore(join(temporaryFolder(), 'till.sqlite'));
    fillWithOwedAdvices(store, 2);
    store.database.exec('PRAGMA ignore_check_constraints = ON');
  });
  afterEach(() => store.close());

  it('of a payment is noted where open payments are looked for, and it cannot be shown', () => {
    store.database.exec(`UPDATE transactions SET phase = 'refunded' WHERE seq = 2`);
    expect(openTransactions(store)).toEqual([]);
    expect(listUnreadable(store)).toMatchObject([{ record: 'payment', saleNumber: '000002' }]);
    expect(recentRows().map(({ payment }) => payment?.saleNumber)).toEqual([undefined, '000001']);
  });

  it('of a sale is noted where sales are looked for, and it cannot be on the counter', () => {
    store.database.exec(`UPDATE sales SET state = 'lent', left_at = NULL WHERE seq = 2`);
    expect(saleOnCounter(store)).toBeUndefined();
    expect(listUnreadable(store)).toMatchObject([{ record: 'sale', saleNumber: '000002' }]);
    expect(recentRows()).toHaveLength(1);
  });

  it('of an advice is noted at the start, and is never taken for settled', () => {
    store.database.exec(`UPDATE advices SET state = 'forgotten' WHERE seq = 1`);
    lookForUnknownAdvices(store);
    expect(countOwed(store)).toMatchObject({ confirmations: 1, attention: 1, unreadable: 1 });
    expect(listUnreadable(store)).toMatchObject([{ record: 'advice', canClose: false }]);
    const states = recentRows().map(({ payment }) => payment?.advice?.state);
    expect(states).toEqual(['owed', 'attention']);
  });

  const recentRows = () => recentSales(store, 9).map((sale) => saleRow(store, sale));
});

it('one that cannot be parked on a disk that takes nothing is passed over: the others are sent', () => {
  const store = openStore(join(temporaryFolder(), 'till.sqlite'));
  for (const step of storySteps(store)) step();
  store.database.exec('PRAGMA ignore_check_constraints = ON');
  store.database.exec(
    `UPDATE advices SET kind = 'gift' WHERE state = 'owed' AND kind = 'reversal'`,
  );
  store.database.exec('PRAGMA query_only = ON');
  const due = dueAdvices(store, 'qr', Number.MAX_SAFE_INTEGER, 10);
  expect(due.map(({ kind }) => kind)).toEqual(['confirmation']);
  store.database.exec('PRAGMA query_only = OFF');
  dueAdvices(store, 'qr', Number.MAX_SAFE_INTEGER, 10);
  expect(store.all(`SELECT kind FROM advices WHERE state = 'attention'`)).toEqual([
    { kind: 'gift' },
  ]);
  store.close();
});
