// A store that is damaged or altered is noticed when it is opened, and made good from the second record;
// a person is told until somebody has read it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Disk, nodeDisk } from '../../../electron/core/store/disk.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import { dueAdvices, noteAttempt } from '../../../electron/core/store/tables/advices.ts';
import { requestOf } from '../../../electron/core/store/tables/exchanges.ts';
import { closeNotice, openNotices } from '../../../electron/core/store/tables/notices.ts';
import { saveSetting } from '../../../electron/core/store/tables/settings.ts';
import { fillWithOwedAdvices } from '../../support/owed-advices.ts';
import { bookOf } from '../../support/store-story.ts';
import { MendedStore } from './mended-store.ts';

let till: MendedStore;

beforeEach(() => {
  till = new MendedStore();
});

it('a store that is well is opened without a word', () => {
  till.expectWell();
});

describe('damaged', () => {
  it.each([
    ['its header', () => till.zero(0, 100)],
    ['its first page', () => till.zero(0, 4_096)],
    ['everything', () => till.zero(0, statSync(till.path).size)],
    ['the end, cut off', () => truncateSync(till.path, 5 * 4_096)],
    ['one of its tables', () => till.change('DROP TABLE advices')],
    ['its version', () => till.change('PRAGMA user_version = 0')],
    ['its version, which seems newer', () => till.change('PRAGMA user_version = 36')],
    ['a letter of a rule in its schema', () => till.changeSchema("'owed'", "'oved'")],
    ['a letter of a column in its schema', () => till.changeSchema('shown_at', 'shown_au')],
    ['an entry of an index', () => till.flip('sqlite_autoindex_sales_1', '000001')],
  ])('%s: set aside, and everything that matters is there again', (_, damage) => {
    damage();
    const damaged = readFileSync(till.path);
    till.expectMended({ kind: 'damaged', setAside: `${till.path}.damaged-1`, isWhole: true });
    const aside = readFileSync(`${till.path}.damaged-1`);
    expect(aside.subarray(0, damaged.length).equals(damaged)).toBe(true);
    expect(existsSync(`${till.path}.damaged-2`)).toBe(false);
  });

  it('each of its pages in turn: what is there is right or told', { timeout: 60_000 }, () => {
    const sound = readFileSync(till.path);
    for (let page = 0; page < sound.length / 4_096; page += 1) {
      writeFileSync(till.path, sound);
      till.zero(page * 4_096, 4_096);
      till.withStore((store) => {
        expect([page, bookOf(store)]).toEqual([page, till.book]);
        expect(openNotices(store).length).toBeLessThanOrEqual(1);
      });
      for (const number of [1, 2]) rmSync(`${till.path}.damaged-${number}`, { force: true });
      till.withStore((store) => store.commit('closeNotice', () => closeNotice(store, 1)));
    }
  });

  // R15: none of them may change silently what money rests on.
  it('one bit, here and there: what is there is right or told', { timeout: 60_000 }, () => {
    const sound = readFileSync(till.path);
    const [record, flips] = [readFileSync(till.record), 400];
    let told = 0;
    for (let flip = 0; flip < flips; flip += 1) {
      const bytes = Buffer.from(sound);
      const at = Math.floor(((flip + 0.5) * sound.length) / flips);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (flip % 8)), at);
      writeFileSync(till.path, bytes);
      writeFileSync(till.record, record);
      till.withStore((store) => {
        expect([at, bookOf(store)]).toEqual([at, till.book]);
        told += openNotices(store).length;
      });
    }
    expect(told).toBeGreaterThan(0);
  });

  it('with a second record that is damaged too: says that payments may be missing', () => {
    till.spoilLine(6);
    till.zero(0, 4_096);
    till.withStore((store) => {
      expect(openNotices(store)).toMatchObject([{ kind: 'damaged', isWhole: false }]);
    });
  });

  it.each(['before', 'after'])('and the folder is moved %s the file was set aside', (when) => {
    till.zero(0, 4_096);
    const broken: Disk = {
      ...nodeDisk,
      rename(from, to) {
        if (when === 'after') nodeDisk.rename(from, to);
        throw new Error('power cut');
      },
    };
    expect(() => openStore(till.path, { disk: broken })).toThrow(/power cut/);
    const moved = `${dirname(till.path)}-moved`;
    renameSync(dirname(till.path), moved);
    till.path = join(moved, 'till.sqlite');
    till.expectMended({ kind: 'damaged', setAside: `${till.path}.damaged-1`, isWhole: true });
  });

  it('and found so by six tills at once: one mends it and has it, the others are told so', async () => {
    till.zero(0, 4_096);
    const tills = Array.from({ length: 6 }, () =>
      fork(new URL('../../support/hold-store.ts', import.meta.url), [till.path], { stdio: 'pipe' }),
    );
    const ends = await Promise.all(
      tills.map(async (other) => {
        let words = '';
        other.stderr?.on('data', (chunk: Buffer) => {
          words += chunk.toString();
        });
        const open = once(other, 'message').then(() => 'open');
        return await Promise.race([open, once(other, 'close').then(() => words)]);
      }),
    );
    expect(ends.filter((end) => end === 'open')).toHaveLength(1);
    for (const end of ends) expect(end).toMatch(/^open$|already running/);
    expect(existsSync(`${till.path}.damaged-1`)).toBe(true);
    expect(existsSync(`${till.path}.damaged-2`)).toBe(false);
    const running = tills.filter(({ exitCode }) => exitCode === null);
    await Promise.all(
      running.map(async (other) => {
        const gone = once(other, 'exit');
        other.kill('SIGKILL');
        await gone;
      }),
    );
    till.expectMended({ kind: 'damaged', isWhole: true });
  });

  it('a power cut while it is being mended changes nothing', () => {
    till.zero(0, 4_096);
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
        openStore(till.path, { disk: breaking }).close();
        break;
      } catch (error) {
        expect(String(error)).toMatch(/power cut/);
      }
    }
    till.expectMended({ kind: 'damaged' });
  });
});

describe('damaged, with rows that break a rule of the schema', () => {
  // The record that begins anew holds the last two hundred.
  beforeEach(() => {
    till.withStore((store) => fillWithOwedAdvices(store, 250));
    till.change(`UPDATE advices SET state = 'delivered'`);
    rmSync(till.record);
    till.withStore(() => {});
  });

  it.each([
    ['a payment that the record does not have: says that payments may be missing', 30, false],
    ['a payment that the record has: it is there again', 240, true],
  ])('%s', (_, seq, isWhole) => {
    till.change(
      `UPDATE transactions SET phase = 'gone' WHERE seq = ${seq}; PRAGMA user_version = 0`,
    );
    till.withStore((store) => {
      expect(openNotices(store)).toMatchObject([{ kind: 'damaged', isWhole }]);
      expect(store.all(`SELECT 1 FROM transactions WHERE seq = ${seq}`)).toHaveLength(
        isWhole ? 1 : 0,
      );
    });
  });
});

describe('while the record lags behind in what came of an advice', () => {
  beforeEach(() => {
    const { length } = readFileSync(till.record);
    till.withStore((store) =>
      store.commit('results', () => {
        for (const advice of dueAdvices(store, 'qr', Number.MAX_SAFE_INTEGER, 9)) {
          noteAttempt(store, advice, { state: 'delivered', dueMs: 0, sent: true, at: 'then' });
        }
      }),
    );
    // As after a power cut: what was not synced is gone.
    truncateSync(till.record, length);
  });

  const settled = () =>
    till.withStore((store) => {
      expect(store.all(`SELECT 1 FROM advices WHERE state <> 'delivered'`)).toEqual([]);
      return bookOf(store);
    });

  it('is no damage', () => {
    settled();
    till.withStore((store) => expect(openNotices(store)).toEqual([]));
  });

  it.each([
    ['in a damaged file', 'PRAGMA user_version = 0', 'damaged'],
    ['that changed by themselves', '', 'altered'],
  ])('amounts, ids and bodies %s come from it all the same', (_, damage, kind) => {
    const copy = new MendedStore();
    expect(copy.book).toBe(till.book);
    till.change(`
      UPDATE transactions SET amount_minor = amount_minor + 1024 WHERE seq = 1;
      UPDATE transactions SET approved_minor = approved_minor + 1024 WHERE seq = 3;
      UPDATE transactions SET lookup_id = 'x', reference = 'x', sale_number = 'x' WHERE seq = 2;
      UPDATE advices SET body = '{}', transaction_id = 'x', kind = 'reversal' WHERE seq = 1;
      UPDATE exchanges SET request = '{}' WHERE effect = 1;
      UPDATE transactions SET sale_id = 'x' WHERE seq = 4;
      UPDATE sales SET currency = '840', number = 'x' WHERE seq = 1;
      UPDATE tenders SET amount_minor = amount_minor + 1024, sale_id = 'x';
      UPDATE postings SET amount_minor = amount_minor + 1024, to_account = 'card', sale_id = 'x';
      ${damage}`);
    const book = settled();
    const asDelivered = copy.book
      .replaceAll('"state": "owed"', '"state": "delivered"')
      .replaceAll('"settled_at": null', '"settled_at": "then"');
    expect(book).toBe(asDelivered);
    till.withStore((store) => {
      expect(openNotices(store)).toMatchObject([{ kind }]);
      expect(store.all('PRAGMA foreign_key_check')).toEqual([]);
      const [payment] = store.all('SELECT id FROM transactions');
      expect(requestOf(store, String(payment?.['id']))).toContain(payment?.['id']);
    });
  });
});

describe('altered', () => {
  it.each([
    `UPDATE transactions SET approved_minor = approved_minor + 1 WHERE phase = 'approved'`,
    `UPDATE transactions SET phase = 'undone' WHERE phase = 'approved'`,
    `UPDATE advices SET body = '{}' WHERE state = 'owed'`,
    `UPDATE advices SET state = 'delivered' WHERE state = 'owed'`,
    `DELETE FROM advices WHERE state = 'owed'`,
    `UPDATE exchanges SET request = '{}' WHERE effect = 1`,
    'UPDATE sales SET total_minor = total_minor + 1',
    `UPDATE sales SET state = 'abandoned' WHERE state = 'completed'`,
    `UPDATE sales SET state = 'completed' WHERE state = 'parked'`,
    'UPDATE sale_lines SET unit_minor = unit_minor + 1',
    'UPDATE sale_lines SET removed_at = NULL',
    'DELETE FROM sale_lines WHERE name IS NULL',
    'UPDATE tenders SET amount_minor = amount_minor - 1',
    `UPDATE tenders SET returned_at = 'then'`,
    'UPDATE postings SET amount_minor = amount_minor + 1',
    `DELETE FROM postings WHERE to_account = 'wallet'`,
  ])('%s: put right before it is used', (sql) => {
    till.change(sql);
    till.expectMended({ kind: 'altered', setAside: null, isWhole: true });
  });
});

it('the number of the last recorded commit cannot be read: it opens, and has everything', () => {
  till.change(`UPDATE settings SET value = '1x' WHERE name = 'recordedSeq'`);
  till.expectMended({ kind: 'lost', isWhole: true });
});

it.each(['0', ''])(
  'that number is "%s", and the record is gone: what follows counts anew',
  (value) => {
    till.change(`UPDATE settings SET value = '${value}' WHERE name = 'recordedSeq'`);
    rmSync(till.record);
    till.withStore((store) =>
      store.commit('installation', () => saveSetting(store, 'installation', {})),
    );
    till.expectWell();
  },
);

it('a sync that fails while it is opened: the next start believes nothing that was not synced', () => {
  const failing: Disk = {
    ...nodeDisk,
    openFile(path) {
      const file = nodeDisk.openFile(path);
      return {
        get size() {
          return file.size;
        },
        read: file.read.bind(file),
        append: file.append.bind(file),
        truncate: file.truncate.bind(file),
        close: file.close.bind(file),
        sync() {
          throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' });
        },
      };
    },
  };
  expect(() => openStore(till.path, { disk: failing })).toThrow(/EIO/);
  const before = statSync(till.record).ino;
  till.expectWell();
  expect(statSync(till.record).ino).not.toBe(before);
});
