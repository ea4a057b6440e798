// A store of which a file is lost, or older than it should be, is made good from the other one, and a
// person is told until somebody has read it.
import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readPayment } from '../../../electron/core/services/qr/payment-row.ts';
import { nodeDisk } from '../../../electron/core/store/disk.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import { recordedTables } from '../../../electron/core/store/schema.ts';
import { openNotices } from '../../../electron/core/store/tables/notices.ts';
import { countOwed } from '../../../electron/core/store/tables/owed.ts';
import {
  openTransactions,
  transactionRow,
} from '../../../electron/core/store/tables/transactions.ts';
import { bookOf, storySteps } from '../../support/store-story.ts';
import { temporaryFolder } from '../../support/test-till.ts';
import { MendedStore } from './mended-store.ts';

let till: MendedStore;

beforeEach(() => {
  till = new MendedStore();
});

describe('lost', () => {
  it.each([
    ['deleted', () => rmSync(till.path)],
    ['empty', () => truncateSync(till.path, 0)],
  ])('%s: made anew from the second record', (_, lose) => {
    lose();
    till.expectMended({ kind: 'lost', setAside: null, isWhole: true });
  });

  it('with its log left behind, which is kept', () => {
    const bytes = 'a log without a database';
    rmSync(till.path);
    writeFileSync(`${till.path}-wal`, bytes);
    till.expectMended({ kind: 'lost', setAside: `${till.path}.damaged-1-wal` });
    expect(readFileSync(`${till.path}.damaged-1-wal`, 'utf8')).toBe(bytes);
  });

  it('and stopped before it was made good: the next start does it', () => {
    rmSync(till.path);
    const breaking = {
      ...nodeDisk,
      openFile(name: string) {
        if (name === till.record) throw new Error('power cut');
        return nodeDisk.openFile(name);
      },
    };
    expect(() => openStore(till.path, { disk: breaking })).toThrow(/power cut/);
    till.expectMended({ kind: 'lost' });
  });

  it('together with its record: begins anew, as a new till', () => {
    rmSync(till.path);
    rmSync(till.record);
    till.withStore((store) => expect(store.all('SELECT * FROM transactions')).toEqual([]));
  });
});

it('outdated: an older backup in its place is brought up to date', () => {
  const backup = join(temporaryFolder(), 'till.sqlite');
  const folderOf = (name: string) => join(name, '..');
  rmSync(folderOf(till.path), { recursive: true });
  till.withStore((store) => {
    const steps = storySteps(store);
    for (const [index, step] of steps.entries()) {
      step();
      if (index === Math.floor(steps.length / 2)) {
        store.database.pragma('wal_checkpoint(TRUNCATE)', { simple: true });
        copyFileSync(till.path, backup);
      }
    }
  });
  rmSync(till.path);
  copyFileSync(backup, till.path);
  till.expectMended({ kind: 'outdated', setAside: null, isWhole: true });
});

it('outdated by more than the record tells: what was settled meanwhile is not settled again', () => {
  const backup = join(temporaryFolder(), 'till.sqlite');
  till.path = join(temporaryFolder(), 'till.sqlite');
  till.withStore((store) => {
    // One that stays open all the time.
    for (const step of storySteps(store, 0, 12).slice(-3, -1)) step();
    const steps = storySteps(store, 100);
    const untilCode = steps.slice(0, 6);
    for (const step of untilCode) step();
    store.database.pragma('wal_checkpoint(TRUNCATE)', { simple: true });
    copyFileSync(till.path, backup);
    for (const step of steps.slice(untilCode.length)) step();
  });
  // As it does at eight megabytes.
  writeFileSync(till.path.replace('.sqlite', '.suspect'), '');
  till.withStore(() => {});
  copyFileSync(backup, till.path);
  till.withStore((store) => {
    expect(openNotices(store)).toMatchObject([{ kind: 'outdated', isWhole: false }]);
    const [settled] = store.all('SELECT * FROM transactions WHERE seq = 2');
    expect(readPayment(transactionRow.parse(settled))).toMatchObject({
      state: 'notPaid',
      reason: { code: 'settledUnseen' },
    });
    expect(store.all('SELECT state FROM sales WHERE id = ?', String(settled?.['sale_id']))).toEqual(
      [{ state: 'abandoned' }],
    );
    expect(
      store.all('SELECT 1 FROM advices WHERE transaction_id = ?', String(settled?.['id'])),
    ).toEqual([]);
    const open = openTransactions(store).map((row) => readPayment(row).state);
    expect(open).toEqual(['awaitingCustomer', 'approved']);
    expect(countOwed(store)).toMatchObject({ confirmations: 1, reversals: 1 });
  });
});

describe('the log', () => {
  it('that is missing: outdated, and brought up to date', () => {
    const copy = leaveWithLog();
    rmSync(`${copy}-wal`);
    till.path = copy;
    till.expectMended({ kind: 'outdated' });
  });

  it('of another store: noticed, and everything that matters is there again', () => {
    const copy = leaveWithLog();
    const other = join(temporaryFolder(), 'till.sqlite');
    const foreign = openStore(other);
    for (const step of storySteps(foreign).slice(0, 4)) step();
    copyFileSync(`${other}-wal`, `${copy}-wal`);
    foreign.close();
    till.path = copy;
    till.withStore((store) => expect(bookOf(store)).toBe(till.book));
  });

  /** A store as a power cut leaves it: half in the database, half in its log. */
  function leaveWithLog(): string {
    const own = join(temporaryFolder(), 'till.sqlite');
    const copy = join(temporaryFolder(), 'till.sqlite');
    const store = openStore(own);
    for (const [index, step] of storySteps(store).entries()) {
      step();
      if (index === 5) store.database.pragma('wal_checkpoint(TRUNCATE)', { simple: true });
    }
    for (const ending of ['.sqlite', '.sqlite-wal', '.record', '.identity']) {
      copyFileSync(own.replace('.sqlite', ending), copy.replace('.sqlite', ending));
    }
    store.close();
    return copy;
  }
});

describe('the second record', () => {
  it.each([
    ['deleted', () => rmSync(till.record)],
    ['empty', () => truncateSync(till.record, 0)],
    ['truncated', () => truncateSync(till.record, Math.floor(statSync(till.record).size / 2))],
    ['damaged', () => writeFileSync(till.record, 'x'.repeat(2_000))],
    ['damaged in its first line', () => till.spoilLine(0)],
    ['damaged in its middle', () => till.spoilLine(5)],
  ])('%s: the database holds, and it begins anew', (_, damage) => {
    damage();
    till.expectWell();
    rmSync(till.path);
    till.expectMended({ kind: 'lost', isWhole: true });
  });

  it('one commit ahead of the database: that was decided, and is done now', () => {
    const [before, ahead] = crashBeforeCommit();
    till.path = before;
    till.withStore((store) => {
      expect(bookOf(store)).toBe(ahead);
      expect(openNotices(store)).toEqual([]);
    });
  });

  function crashBeforeCommit(): [string, string] {
    const own = join(temporaryFolder(), 'till.sqlite');
    const copy = join(temporaryFolder(), 'till.sqlite');
    const store = openStore(own);
    const steps = storySteps(store);
    for (const step of steps.slice(0, 4)) step();
    for (const ending of ['.sqlite', '.sqlite-wal']) {
      copyFileSync(own.replace('.sqlite', ending), copy.replace('.sqlite', ending));
    }
    steps[4]?.();
    copyFileSync(own.replace('.sqlite', '.record'), copy.replace('.sqlite', '.record'));
    const ahead = bookOf(store);
    store.close();
    return [copy, ahead];
  }

  it('has every table of it: each comes back row by row', () => {
    rmSync(till.path);
    till.withStore((store) => {
      for (const table of Object.keys(recordedTables)) {
        expect(store.all(`SELECT * FROM ${table}`).length).toBeGreaterThan(0);
      }
    });
  });
});
