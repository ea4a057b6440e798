// A start compares only the end of the second record with the book; the rest is looked back at while the
// till sells. What was altered there is found, mended and told all the same, and nothing else is.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AppendFile, type Disk, nodeDisk } from '../../../electron/core/store/disk.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import type { Store } from '../../../electron/core/store/store.ts';
import {
  type dueAdvices,
  noteAttempt,
  parkAdvice,
} from '../../../electron/core/store/tables/advices.ts';
import { openNotices } from '../../../electron/core/store/tables/notices.ts';
import { saveSetting } from '../../../electron/core/store/tables/settings.ts';
import { fillWithOwedAdvices } from '../../support/owed-advices.ts';
import { validProfile } from '../../support/profile.ts';
import { bookOf } from '../../support/store-story.ts';
import { TestClock } from '../../support/test-clock.ts';
import { credentials, TestTill, temporaryFolder } from '../../support/test-till.ts';
import { MendedStore } from './mended-store.ts';

/** Sales before and behind the end that a start compares: some 120 KB each. */
const sales = 60;

let till: MendedStore;
let book: string;

/** Opens, looks back to the end, and says whether that raised a doubt. */
function lookBackAt(
  path: string,
  disk: Disk = nodeDisk,
  meanwhile?: (store: Store) => void,
): boolean {
  let isDoubted = false;
  const onDoubt = () => {
    isDoubted = true;
  };
  const store = openStore(path, { disk, onDoubt });
  meanwhile?.(store);
  while (store.lookBack());
  store.close();
  return isDoubted;
}

/** A disk that tells of each reading of the second record. */
function readingRecord(onRead: (from: number, length: number) => void): Disk {
  const openFile = (path: string): AppendFile => {
    const file = nodeDisk.openFile(path);
    if (path !== till.record) return file;
    return {
      get size() {
        return file.size;
      },
      read(from, length) {
        onRead(from, length);
        return file.read(from, length);
      },
      append: (bytes) => file.append(bytes),
      truncate: (size) => file.truncate(size),
      sync: () => file.sync(),
      close: () => file.close(),
    };
  };
  return { ...nodeDisk, openFile };
}

const suspect = () => till.path.replace('.sqlite', '.suspect');

function expectMended(): void {
  expect(existsSync(suspect())).toBe(true);
  // The run that compares all has nothing to look back at.
  expect(lookBackAt(till.path)).toBe(false);
  till.withStore((store) => {
    expect(bookOf(store)).toBe(book);
    expect(openNotices(store)).toMatchObject([{ kind: 'altered', isWhole: true }]);
  });
  expect(existsSync(suspect())).toBe(false);
  expect(lookBackAt(till.path)).toBe(false);
}

beforeEach(() => {
  till = new MendedStore();
  book = till.withStore((store) => {
    for (let each = 0; each < sales; each += 1) fillWithOwedAdvices(store, 1);
    store.commit('profile', () =>
      saveSetting(store, 'profile', validProfile('https://far.test/qr')),
    );
    for (let each = 0; each < sales; each += 1) fillWithOwedAdvices(store, 1);
    return bookOf(store);
  });
});

it('finds nothing where nothing is altered, and reads nothing twice', () => {
  const reads: [number, number][] = [];
  const disk = readingRecord((from, length) => reads.push([from, from + length]));
  expect(lookBackAt(till.path, disk)).toBe(false);
  const { length } = readFileSync(till.record);
  // Beside its first lines, which say whose it is.
  const compared = reads.filter(([from, to]) => to - from !== 4_096);
  expect(Math.min(...compared.map(([from]) => from))).toBe(0);
  const bytes = compared.reduce((sum, [from, to]) => sum + to - from, 0);
  // A slice is read again as far as the line that it begins in the middle of.
  expect(bytes).toBeLessThan(length + compared.length * 2_048);
  expect(compared.length).toBeGreaterThan(2);
});

describe('what was altered before the end that a start compares', () => {
  it.each([
    ['an amount', `UPDATE transactions SET amount_minor = amount_minor + 64 WHERE seq = 9`],
    ['a total', `UPDATE sales SET total_minor = total_minor + 4096 WHERE seq = 8`],
    ['the number of a sale', `UPDATE sales SET number = '900008' WHERE seq = 8`],
    ['a price', `UPDATE sale_lines SET unit_minor = unit_minor + 1 WHERE seq = 7`],
    ['the body of an advice', `UPDATE advices SET body = replace(body, 'x', 'y') WHERE seq = 9`],
    ['the state of an advice', `UPDATE advices SET state = 'delivered' WHERE seq = 9`],
    ['a tender', `UPDATE tenders SET amount_minor = amount_minor - 1`],
    ['a posting', `UPDATE postings SET amount_minor = amount_minor + 1 WHERE seq = 2`],
    ['an advice that is gone', `DELETE FROM advices WHERE seq = 9`],
    ['a transaction that is gone', `DELETE FROM transactions WHERE seq = 9`],
    ['the key of a row', `UPDATE advices SET id = 'x' WHERE seq = 9`],
    ['the profile', `UPDATE settings SET value = '{}' WHERE name = 'profile'`],
  ])('%s: no start sees it, the look back does, and the next start mends it', (_, sql) => {
    till.change(sql);
    till.withStore((store) => expect(openNotices(store)).toEqual([]));
    expect(lookBackAt(till.path)).toBe(true);
    expectMended();
  });

  it('a line of the record: it begins anew, and what stands there is kept', () => {
    till.spoilLine(40);
    expect(lookBackAt(till.path)).toBe(true);
    expect(lookBackAt(till.path)).toBe(false);
    till.withStore((store) => expect(bookOf(store)).toBe(book));
    expect(existsSync(`${till.record}.damaged-1`)).toBe(true);
    expect(lookBackAt(till.path)).toBe(false);
  });

  it('lines of the record that are gone', () => {
    const lines = readFileSync(till.record, 'utf8').split('\n');
    const isOfCommit = (seq: number) => (line: string) => line.includes(`{"seq":${seq},`);
    writeFileSync(till.record, lines.filter((line) => !isOfCommit(30)(line)).join('\n'));
    expect(lookBackAt(till.path)).toBe(true);
  });

  it('what cannot be read', () => {
    let isBroken = false;
    const disk = readingRecord(() => {
      if (isBroken) throw Object.assign(new Error('bad sector'), { code: 'EIO' });
    });
    const breaks = () => {
      isBroken = true;
    };
    expect(lookBackAt(till.path, disk, breaks)).toBe(true);
    expect(existsSync(suspect())).toBe(true);
  });
});

describe('what changes meanwhile', () => {
  const adviceOf = (store: Store, seq: number) =>
    store.one('SELECT * FROM advices WHERE seq = ?', seq) as ReturnType<typeof dueAdvices>[number];
  const deliver = (store: Store) =>
    store.commit('results', () => {
      for (const seq of [9, 10]) {
        const sent = { state: 'delivered', dueMs: 0, sent: true, at: 'then' } as const;
        noteAttempt(store, adviceOf(store, seq), sent);
      }
      parkAdvice(store, adviceOf(store, 11).id);
    });

  it('is no difference', () => {
    expect(lookBackAt(till.path, nodeDisk, deliver)).toBe(false);
    till.withStore((store) => expect(openNotices(store)).toEqual([]));
  });

  it('hides no other column of the same row', () => {
    till.change(`UPDATE advices SET body = replace(body, 'x', 'y') WHERE seq = 9`);
    expect(lookBackAt(till.path, nodeDisk, deliver)).toBe(true);
  });

  it('is passed over when its commit is taken back', () => {
    const failing = (store: Store) =>
      expect(() =>
        store.commit('results', () => {
          parkAdvice(store, adviceOf(store, 11).id);
          throw new Error('not this time');
        }),
      ).toThrow('not this time');
    expect(lookBackAt(till.path, nodeDisk, failing)).toBe(false);
  });
});

it('a till finds it within seconds of its start, starts anew, and tells it', async () => {
  const dataFolder = temporaryFolder();
  till.path = join(dataFolder, 'till.sqlite');
  till.withStore((store) => {
    for (let each = 0; each < sales; each += 1) fillWithOwedAdvices(store, 1);
    store.run('UPDATE advices SET due_ms = 1000000000000');
  });
  till.change(`UPDATE advices SET body = replace(body, 'x', 'y') WHERE seq = 9`);
  const start = async (clock: TestClock, die: (error: unknown) => void) =>
    await TestTill.start({
      dataFolder,
      intermediary: { baseUrl: 'http://127.0.0.1:9/qr' },
      ports: { clock, die },
      options: { password: credentials.password },
    });
  const errors: unknown[] = [];
  const clock = new TestClock();
  const first = await start(clock, (error) => errors.push(error));
  clock.advance(999);
  expect(errors).toEqual([]);
  clock.advance(5_000);
  expect(errors).toMatchObject([{ message: expect.stringContaining('its record') }]);
  await first.stop();

  const again = new TestClock();
  const second = await start(again, (error) => errors.push(error));
  expect(second.view.storeNotices).toMatchObject([{ kind: 'altered', isWhole: true }]);
  again.advance(60_000);
  expect(errors).toHaveLength(1);
  await second.stop();
});

it('a record that began anew since ends it', () => {
  till.change(`UPDATE advices SET body = replace(body, 'x', 'y') WHERE seq = 9`);
  const disk: Disk = { ...nodeDisk };
  const isDoubted = lookBackAt(till.path, disk, (store) => {
    // Until it is beyond the size at which it begins anew.
    const filler = { filler: 'x'.repeat(1024 * 1024) };
    for (let each = 0; each < 9; each += 1)
      store.commit('profile', () => saveSetting(store, 'profile', { ...filler, each }));
  });
  expect(isDoubted).toBe(false);
  expect(readFileSync(till.record).length).toBeLessThan(4 * 1024 * 1024);
});
