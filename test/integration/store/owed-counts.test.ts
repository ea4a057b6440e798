// The book keeps the counts of what is owed: they are right after whatever becomes of an advice and of
// the book, and a count that changed by itself does not stay so.
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Row } from '../../../electron/core/store/disk.ts';
import { countAnew } from '../../../electron/core/store/migrations/0005-owed-counts.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import type { Store } from '../../../electron/core/store/store.ts';
import { countOwed } from '../../../electron/core/store/tables/owed.ts';
import { Random } from '../../simulation/random.ts';
import { diskOf } from '../../simulation/sim-disk.ts';
import { VirtualDisk } from '../../simulation/virtual-disk.ts';
import { loadSqlite } from '../../simulation/virtual-sqlite.ts';
import { copyOfBook } from '../../support/kept-book.ts';
import { fillWithOwedAdvices } from '../../support/owed-advices.ts';
import { storySteps } from '../../support/store-story.ts';
import { temporaryFolder } from '../../support/test-till.ts';
import { MendedStore } from './mended-store.ts';

const keptIn = (database: Database) =>
  database
    .prepare('SELECT confirmations, reversals, exceptions, others, open FROM owed_counts')
    .get() as Row;

/** That they are what there is; returns how much that is. */
function expectRight({ database }: Store): number {
  expect(keptIn(database)).toEqual(database.prepare(countAnew).get());
  return Number(keptIn(database)['open']);
}

let till: MendedStore;

beforeEach(() => {
  till = new MendedStore();
});

it('each step of a story takes them along', () => {
  const store = openStore(join(temporaryFolder(), 'till.sqlite'));
  const seen = storySteps(store, 2).map((step) => {
    step();
    return expectRight(store);
  });
  expect(new Set(seen)).toEqual(new Set([0, 1, 2]));
  expect(countOwed(store)).toMatchObject({ confirmations: 1, reversals: 1, attention: 0 });
  store.close();
});

describe('whatever becomes of an advice', () => {
  it.each([
    ['parked', `UPDATE advices SET state = 'attention'`],
    ['closed', `UPDATE advices SET state = 'attention', closed_at = 'then'`],
    ['of another kind', `UPDATE advices SET kind = 'enquiry'`],
    ['a state that no one knows', `UPDATE advices SET state = 'oved'`],
    ['delivered', `UPDATE advices SET state = 'delivered'`],
    ['gone', 'DELETE FROM advices'],
    ['put over itself', 'INSERT OR REPLACE INTO advices SELECT * FROM advices'],
    [
      'put over another',
      `INSERT OR REPLACE INTO advices
       SELECT seq, id, transaction_id, interface, operation, kind, reason, body, 'attention', owed_at,
         owed_in_run, attempts, sends, due_ms, settled_at, closed_at, closings FROM advices`,
    ],
    ['left alone', `INSERT OR IGNORE INTO advices SELECT * FROM advices`],
  ])('%s', (_, sql) => {
    const store = openStore(till.path);
    store.database.exec(`PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; ${sql}`);
    expectRight(store);
    store.close();
  });

  it('taken back with its commit', () => {
    const store = openStore(till.path);
    const commit = () =>
      store.commit('results', () => {
        store.database.exec(`UPDATE advices SET state = 'delivered'`);
        throw new Error('not this time');
      });
    expect(commit).toThrow('not this time');
    expect(expectRight(store)).toBe(2);
    store.close();
  });
});

describe('whatever becomes of the book', () => {
  // Changed by itself, an advice takes no count along.
  const unseen = (sql: string) => {
    const { database } = openStore(till.path);
    const counts = keptIn(database);
    database.exec(sql);
    const sets = Object.entries(counts).map(([name, count]) => `${name} = ${String(count)}`);
    database.exec(`UPDATE owed_counts SET ${sets.join(', ')}`);
    database.close();
  };

  it.each([
    ['altered and mended', () => unseen(`UPDATE advices SET state = 'delivered'`)],
    [
      'altered in a key',
      () => unseen(`UPDATE advices SET id = 'x' WHERE state = 'owed' AND seq = 3`),
    ],
    ['without an advice', () => unseen(`DELETE FROM advices WHERE state = 'owed'`)],
    ['damaged', () => till.change('PRAGMA user_version = 0')],
    ['zeroed', () => till.zero(0, 4_096)],
    ['lost', () => rmSync(till.path)],
    ['without its record', () => rmSync(till.record)],
    ['without its table of counts', () => till.change('DROP TABLE owed_counts')],
    ['without a trigger', () => till.change('DROP TRIGGER count_new_advice')],
  ])('%s', (_, damage) => {
    damage();
    till.withStore((store) => expect(expectRight(store)).toBe(2));
    till.withStore((store) => expect(expectRight(store)).toBe(2));
  });

  it('an older copy beside the newer record', () => {
    const copy = join(temporaryFolder(), 'copy.sqlite');
    copyFileSync(till.path, copy);
    till.withStore((store) => fillWithOwedAdvices(store, 7));
    copyFileSync(copy, till.path);
    till.withStore((store) => expect(expectRight(store)).toBe(9));
  });

  it.each(['full', 'damaged'] as const)('of 0.1.0, %s: carried over', (name) => {
    const store = openStore(copyOfBook(name));
    expect(expectRight(store)).toBeGreaterThan(0);
    store.close();
  });
});

describe('a count that changed by itself', () => {
  const alter = (sql: string) => till.change(sql);

  it.each([
    ['is one more', 'UPDATE owed_counts SET reversals = reversals + 1'],
    ['is one more, and their sum too', 'UPDATE owed_counts SET others = 1, open = open + 1'],
    ['is many more', 'UPDATE owed_counts SET open = open + 65536, reversals = reversals + 65536'],
    ['is below nothing', 'UPDATE owed_counts SET exceptions = -8, open = open - 8'],
    ['is gone', 'DELETE FROM owed_counts'],
  ])('%s: of few it is right after the next start', (_, sql) => {
    alter(sql);
    till.withStore((store) => expect(expectRight(store)).toBe(2));
  });

  it('of many it is right when their sum shows it, or when they have become few', () => {
    till.withStore((store) => fillWithOwedAdvices(store, 2_500));
    alter('UPDATE owed_counts SET confirmations = confirmations + 1024');
    till.withStore((store) => expect(expectRight(store)).toBe(2_502));
    alter('UPDATE owed_counts SET confirmations = confirmations + 64, reversals = reversals - 64');
    till.withStore((store) => {
      // Below nothing.
      expectRight(store);
      store.database.exec(
        'UPDATE owed_counts SET confirmations = confirmations + 9, open = open + 9',
      );
    });
    till.withStore(({ database }) => {
      expect(keptIn(database)['open']).toBe(2_511);
      database.exec(`UPDATE advices SET state = 'delivered' WHERE seq <= 1500`);
    });
    till.withStore((store) => expectRight(store));
  });
});

describe('on the database of the simulation', () => {
  beforeAll(loadSqlite);

  it('each step takes them along, and a start leaves them right', () => {
    const process = { disk: new VirtualDisk(new Random(1)), isDead: false };
    const options = { disk: diskOf(process), chance: new Random(2) };
    const store = openStore('/till/till.sqlite', options);
    for (const step of storySteps(store, 2)) {
      step();
      expectRight(store);
    }
    store.close();
    const again = openStore('/till/till.sqlite', options);
    expect(expectRight(again)).toBe(2);
    again.database.exec('INSERT OR REPLACE INTO advices SELECT * FROM advices');
    expect(expectRight(again)).toBe(2);
    again.close();
  });
});
