// A store that is damaged, lost, outdated or altered is noticed when it is opened, and made good from
// the second record; a person is told until somebody has read it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { nodeDisk } from '../../electron/core/store/disk.ts';
import { requestOf } from '../../electron/core/store/exchanges.ts';
import { closeNotice, openNotices } from '../../electron/core/store/notices.ts';
import { openStore } from '../../electron/core/store/open.ts';
import { recordedTables } from '../../electron/core/store/record.ts';
import type { Store } from '../../electron/core/store/store.ts';
import { bookOf, storySteps } from '../support/store-story.ts';
import { temporaryFolder } from '../support/test-till.ts';

let path: string;
let record: string;
let book: string;

beforeEach(() => {
  path = join(temporaryFolder(), 'till.sqlite');
  record = path.replace('.sqlite', '.record');
  book = withStore((store) => {
    for (const step of storySteps(store)) step();
    return bookOf(store);
  });
});

function withStore<Value>(look: (store: Store) => Value): Value {
  const store = openStore(path);
  try {
    return look(store);
  } finally {
    store.close();
  }
}

/** Opens twice: what was made good stays so, and is told until somebody has read it. */
function expectMended(notice: object): void {
  const look = (store: Store) => {
    expect(bookOf(store)).toBe(book);
    expect(openNotices(store)).toMatchObject([notice]);
    expect(store.all('PRAGMA foreign_key_check')).toEqual([]);
    expect(store.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  };
  withStore(look);
  withStore(look);
  withStore((store) => store.transact('closeNotice', () => closeNotice(store, 1)));
  withStore((store) => expect(openNotices(store)).toEqual([]));
}

function change(sql: string): void {
  const database = new BetterSqlite(path);
  database.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
  database.close();
}

const zero = (from: number, length: number) => {
  const bytes = readFileSync(path);
  bytes.fill(0, from, from + length);
  writeFileSync(path, bytes);
};

it('a store that is well is opened without a word', () => {
  withStore((store) => {
    expect(bookOf(store)).toBe(book);
    expect(openNotices(store)).toEqual([]);
  });
});

describe('damaged', () => {
  it.each([
    ['its header', () => zero(0, 100)],
    ['its first page', () => zero(0, 4_096)],
    ['everything', () => zero(0, statSync(path).size)],
    ['the end, cut off', () => truncateSync(path, 5 * 4_096)],
    ['one of its tables', () => change('DROP TABLE advices')],
    ['its version', () => change('PRAGMA user_version = 0')],
  ])('%s: set aside, and everything that matters is there again', (_, damage) => {
    damage();
    const damaged = readFileSync(path);
    expectMended({ kind: 'damaged', setAside: `${path}.damaged-1`, isWhole: true });
    const aside = readFileSync(`${path}.damaged-1`);
    expect(aside.subarray(0, damaged.length).equals(damaged)).toBe(true);
    expect(existsSync(`${path}.damaged-2`)).toBe(false);
  });

  it('each of its pages in turn: what is there is right or told', { timeout: 60_000 }, () => {
    const sound = readFileSync(path);
    for (let page = 0; page < sound.length / 4_096; page += 1) {
      writeFileSync(path, sound);
      zero(page * 4_096, 4_096);
      withStore((store) => {
        expect([page, bookOf(store)]).toEqual([page, book]);
        expect(openNotices(store).length).toBeLessThanOrEqual(1);
      });
      for (const number of [1, 2]) rmSync(`${path}.damaged-${number}`, { force: true });
      withStore((store) => store.transact('closeNotice', () => closeNotice(store, 1)));
    }
  });

  it('with a second record that is damaged too: says that payments may be missing', () => {
    const lines = readFileSync(record, 'utf8').split('\n');
    lines[5] = 'x'.repeat(20);
    writeFileSync(record, lines.join('\n'));
    zero(0, 4_096);
    withStore((store) => {
      expect(openNotices(store)).toMatchObject([{ kind: 'damaged', isWhole: false }]);
    });
  });

  it('and found so by six tills at once: one mends it and has it, the others are told so', async () => {
    zero(0, 4_096);
    const tills = Array.from({ length: 6 }, () =>
      fork(new URL('../support/hold-store.ts', import.meta.url), [path], { stdio: 'pipe' }),
    );
    const ends = await Promise.all(
      tills.map(async (till) => {
        let words = '';
        till.stderr?.on('data', (chunk: Buffer) => {
          words += chunk.toString();
        });
        const open = once(till, 'message').then(() => 'open');
        return await Promise.race([open, once(till, 'close').then(() => words)]);
      }),
    );
    expect(ends.filter((end) => end === 'open')).toHaveLength(1);
    for (const end of ends) expect(end).toMatch(/^open$|already running/);
    expect(existsSync(`${path}.damaged-1`)).toBe(true);
    expect(existsSync(`${path}.damaged-2`)).toBe(false);
    const running = tills.filter(({ exitCode }) => exitCode === null);
    await Promise.all(
      running.map(async (till) => {
        const gone = once(till, 'exit');
        till.kill('SIGKILL');
        await gone;
      }),
    );
    expectMended({ kind: 'damaged', isWhole: true });
  });

  it('a power cut while it is being mended changes nothing', () => {
    zero(0, 4_096);
    for (const left of [1, 1, 1, 2, 3, 4]) {
      let renames = 0;
      const breaking = {
        ...nodeDisk,
        rename(from: string, to: string) {
          renames += 1;
          if (renames === left) throw new Error('power cut');
          nodeDisk.rename(from, to);
        },
      };
      try {
        openStore(path, { disk: breaking }).close();
        break;
      } catch (error) {
        expect(String(error)).toMatch(/power cut/);
      }
    }
    expectMended({ kind: 'damaged' });
  });
});

describe('lost', () => {
  it.each([
    ['deleted', () => rmSync(path)],
    ['empty', () => truncateSync(path, 0)],
  ])('%s: made anew from the second record', (_, lose) => {
    lose();
    expectMended({ kind: 'lost', setAside: null, isWhole: true });
  });

  it('with its log left behind, which is kept', () => {
    const bytes = 'a log without a database';
    rmSync(path);
    writeFileSync(`${path}-wal`, bytes);
    expectMended({ kind: 'lost', setAside: `${path}.damaged-1-wal` });
    expect(readFileSync(`${path}.damaged-1-wal`, 'utf8')).toBe(bytes);
  });

  it('and stopped before it was made good: the next start does it', () => {
    rmSync(path);
    const breaking = {
      ...nodeDisk,
      openFile(name: string) {
        if (name === record) throw new Error('power cut');
        return nodeDisk.openFile(name);
      },
    };
    expect(() => openStore(path, { disk: breaking })).toThrow(/power cut/);
    expectMended({ kind: 'lost' });
  });

  it('together with its record: begins anew, as a new till', () => {
    rmSync(path);
    rmSync(record);
    withStore((store) => expect(store.all('SELECT * FROM payments')).toEqual([]));
  });
});

it('outdated: an older backup in its place is brought up to date', () => {
  const backup = join(temporaryFolder(), 'till.sqlite');
  const folderOf = (name: string) => join(name, '..');
  rmSync(folderOf(path), { recursive: true });
  withStore((store) => {
    const steps = storySteps(store);
    for (const [index, step] of steps.entries()) {
      step();
      if (index === Math.floor(steps.length / 2)) {
        store.database.pragma('wal_checkpoint(TRUNCATE)', { simple: true });
        copyFileSync(path, backup);
      }
    }
  });
  rmSync(path);
  copyFileSync(backup, path);
  expectMended({ kind: 'outdated', setAside: null, isWhole: true });
});

describe('the log', () => {
  it('that is missing: outdated, and brought up to date', () => {
    const copy = leaveWithLog();
    rmSync(`${copy}-wal`);
    path = copy;
    expectMended({ kind: 'outdated' });
  });

  it('of another store: noticed, and everything that matters is there again', () => {
    const copy = leaveWithLog();
    const other = join(temporaryFolder(), 'till.sqlite');
    const foreign = openStore(other);
    for (const step of storySteps(foreign).slice(0, 4)) step();
    copyFileSync(`${other}-wal`, `${copy}-wal`);
    foreign.close();
    path = copy;
    withStore((store) => expect(bookOf(store)).toBe(book));
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
    for (const ending of ['.sqlite', '.sqlite-wal', '.record']) {
      copyFileSync(own.replace('.sqlite', ending), copy.replace('.sqlite', ending));
    }
    store.close();
    return copy;
  }
});

describe('altered', () => {
  it.each([
    `UPDATE payments SET approved_minor = approved_minor + 1 WHERE state = 'approved'`,
    `UPDATE payments SET state = 'notPaid' WHERE state = 'approved'`,
    `UPDATE advices SET body = '{}' WHERE state = 'owed'`,
    `UPDATE advices SET state = 'delivered' WHERE state = 'owed'`,
    `DELETE FROM advices WHERE state = 'owed'`,
    `UPDATE exchanges SET request = '{}' WHERE operation = 'pay'`,
    'UPDATE sales SET total_minor = total_minor + 1',
  ])('%s: put right before it is used', (sql) => {
    change(sql);
    expectMended({ kind: 'altered', setAside: null, isWhole: true });
  });
});

describe('of two copies that both went on', () => {
  // As when a folder is copied to another computer, both sell, and the files of both are mixed.
  it.each([
    ['behind its record', 2, 5, { kind: 'outdated' }],
    ['ahead of its record', 5, 2, { kind: 'altered', isWhole: false }],
    ['as far as its record', 3, 3, { kind: 'altered' }],
  ])(
    'the database of one, %s of the other: nothing that is owed is lost',
    (_, own, others, notice) => {
      const copy = join(temporaryFolder(), 'till.sqlite');
      const copiedRecord = copy.replace('.sqlite', '.record');
      copyFileSync(path, copy);
      copyFileSync(record, copiedRecord);
      const added = [...sellOn(path, 21, own), ...sellOn(copy, 22, others)];
      copyFileSync(copiedRecord, record);
      const expectAllOwed = (store: Store) =>
        expect(owedIn(store)).toEqual(expect.arrayContaining(added));
      withStore((store) => {
        expectAllOwed(store);
        expect(openNotices(store)).toMatchObject([notice]);
        expect(store.all('PRAGMA foreign_key_check')).toEqual([]);
        // What an advice is made from.
        for (const paymentId of added)
          expect(requestOf(store, paymentId, 'pay')).toContain(paymentId);
      });
      withStore(expectAllOwed);
      rmSync(path);
      withStore(expectAllOwed);
    },
  );

  function sellOn(book: string, seed: number, sales: number): string[] {
    const store = openStore(book);
    const before = owedIn(store);
    for (const step of storySteps(store, sales, seed)) step();
    const owed = owedIn(store).filter((paymentId) => !before.includes(paymentId));
    store.close();
    return owed;
  }

  function owedIn(store: Store): string[] {
    return store
      .all(`SELECT payment_id FROM advices WHERE state = 'owed' ORDER BY payment_id`)
      .map((row) => String(row['payment_id']));
  }
});

it('the number of the last recorded commit cannot be read: it opens, and has everything', () => {
  change(`UPDATE settings SET value = '1x' WHERE name = 'recordedSeq'`);
  expectMended({ kind: 'lost', isWhole: true });
});

describe('the second record', () => {
  it.each([
    ['deleted', () => rmSync(record)],
    ['empty', () => truncateSync(record, 0)],
    ['truncated', () => truncateSync(record, Math.floor(statSync(record).size / 2))],
    ['damaged', () => writeFileSync(record, 'x'.repeat(2_000))],
    [
      'damaged in its middle',
      () => {
        const lines = readFileSync(record, 'utf8').split('\n');
        lines[4] = 'x';
        writeFileSync(record, lines.join('\n'));
      },
    ],
  ])('%s: the database holds, and it begins anew', (_, damage) => {
    damage();
    withStore((store) => {
      expect(bookOf(store)).toBe(book);
      expect(openNotices(store)).toEqual([]);
    });
    rmSync(path);
    expectMended({ kind: 'lost', isWhole: true });
  });

  it('one commit ahead of the database: that was decided, and is done now', () => {
    const [before, ahead] = crashBeforeCommit();
    path = before;
    withStore((store) => {
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
    rmSync(path);
    withStore((store) => {
      for (const table of Object.keys(recordedTables)) {
        expect(store.all(`SELECT * FROM ${table}`).length).toBeGreaterThan(0);
      }
    });
  });
});

it('a copy of a store under another name has files of its own', () => {
  const copy = `${path}.before-3`;
  copyFileSync(path, copy);
  const store = openStore(copy);
  expect(bookOf(store)).toBe(book);
  store.close();
  expect(existsSync(`${copy}.record`)).toBe(true);
  renameSync(`${copy}.record`, `${copy}.gone`);
});
