// Files of two stores that were mixed: of copies of one till, both histories stand; what belongs to
// another till is set aside, and a person is told.
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { nodeDisk } from '../../../electron/core/store/disk.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import type { Store } from '../../../electron/core/store/store.ts';
import { requestOf } from '../../../electron/core/store/tables/exchanges.ts';
import { openNotices } from '../../../electron/core/store/tables/notices.ts';
import { readSetting } from '../../../electron/core/store/tables/settings.ts';
import { bookOf, storySteps } from '../../support/store-story.ts';
import { temporaryFolder } from '../../support/test-till.ts';
import { MendedStore } from './mended-store.ts';

let till: MendedStore;

beforeEach(() => {
  till = new MendedStore();
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
      copyFileSync(till.path, copy);
      copyFileSync(till.record, copiedRecord);
      const added = [...sellOn(till.path, 21, own), ...sellOn(copy, 22, others)];
      copyFileSync(copiedRecord, till.record);
      const expectAllOwed = (store: Store) =>
        expect(owedIn(store)).toEqual(expect.arrayContaining(added));
      till.withStore((store) => {
        expectAllOwed(store);
        expect(openNotices(store)).toMatchObject([notice]);
        expect(store.all('PRAGMA foreign_key_check')).toEqual([]);
        // What an advice is made from.
        for (const transactionId of added)
          expect(requestOf(store, transactionId)).toContain(transactionId);
      });
      till.withStore(expectAllOwed);
      rmSync(till.path);
      till.withStore(expectAllOwed);
    },
  );

  function sellOn(book: string, seed: number, sales: number): string[] {
    const store = openStore(book);
    const before = owedIn(store);
    for (const step of storySteps(store, sales, seed)) step();
    const owed = owedIn(store).filter((transactionId) => !before.includes(transactionId));
    store.close();
    return owed;
  }

  function owedIn(store: Store): string[] {
    return store
      .all(`SELECT transaction_id FROM advices WHERE state = 'owed' ORDER BY transaction_id`)
      .map((row) => String(row['transaction_id']));
  }
});

describe('of another till', () => {
  let other: MendedStore;
  const identityIn = (store: Store) => readSetting(store, 'identity');

  beforeEach(() => {
    other = new MendedStore(77);
    expect(other.withStore(identityIn)).not.toBe(till.withStore(identityIn));
  });

  it('the record: set aside and never read; ours begins anew', () => {
    copyFileSync(other.record, till.record);
    const setAside = `${till.record}.foreign-1`;
    till.expectMended({ kind: 'foreign', setAside });
    expect(readFileSync(setAside).equals(readFileSync(other.record))).toBe(true);
    expect(existsSync(`${till.record}.foreign-2`)).toBe(false);
    rmSync(till.path);
    till.expectMended({ kind: 'lost', isWhole: true });
  });

  it('the book: set aside and not carried over; ours comes back from the record', () => {
    copyFileSync(other.path, till.path);
    const setAside = `${till.path}.foreign-1`;
    till.expectMended({ kind: 'foreign', setAside, isWhole: true });
    const aside = openStore(setAside);
    expect(bookOf(aside)).toBe(other.book);
    aside.close();
  });

  it('the book, damaged: nothing of it is carried over', () => {
    copyFileSync(other.path, till.path);
    till.change('PRAGMA user_version = 0');
    till.expectMended({ kind: 'foreign' });
  });

  it('the book, damaged, and a power cut before it is finished: nothing of it is carried over', () => {
    copyFileSync(other.path, till.path);
    till.change('PRAGMA user_version = 0');
    const breaking = {
      ...nodeDisk,
      remove(name: string) {
        if (name.endsWith('.mending')) throw new Error('power cut');
        nodeDisk.remove(name);
      },
    };
    expect(() => openStore(till.path, { disk: breaking })).toThrow(/power cut/);
    till.expectMended({ kind: 'foreign' });
  });

  it('the book, and the record has lost its first line: the book is set aside all the same', () => {
    till.spoilLine(0);
    copyFileSync(other.path, till.path);
    const theirs = other.withStore((store) => store.all('SELECT id FROM transactions'));
    till.withStore((store) => {
      expect(openNotices(store)).toMatchObject([{ kind: 'foreign', isWhole: false }]);
      expect(store.all('SELECT id FROM transactions')).not.toEqual([]);
      for (const { id } of theirs) expect(bookOf(store)).not.toContain(String(id));
    });
  });

  it('the book, and two tills start at once: one has ours, the other is refused', () => {
    copyFileSync(other.path, till.path);
    let refused: unknown;
    const watched = {
      ...nodeDisk,
      openDatabase(name: string) {
        const database = nodeDisk.openDatabase(name);
        if (name !== till.path || refused) return database;
        // Its file is open by now, and not locked yet.
        try {
          refused = openStore(till.path);
        } catch (error) {
          refused = error;
        }
        return database;
      },
    };
    openStore(till.path, { disk: watched }).close();
    expect(refused).toMatchObject({ reason: 'inUse' });
    till.expectMended({ kind: 'foreign', setAside: `${till.path}.foreign-1` });
  });

  it('the record, of a new till that has sold nothing: the book that was brought back is ours', () => {
    const backup = join(temporaryFolder(), 'till.sqlite');
    copyFileSync(till.path, backup);
    for (const file of [till.path, till.record, till.identity]) rmSync(file);
    till.withStore(() => {});
    copyFileSync(backup, till.path);
    till.expectMended({ kind: 'foreign', setAside: `${till.record}.foreign-1` });
  });

  it('one of the two, and nothing says which: the book is taken for ours', () => {
    copyFileSync(other.record, till.record);
    rmSync(till.identity);
    till.expectMended({ kind: 'foreign', setAside: `${till.record}.foreign-1` });
  });

  it('both: they agree, and it is that till from now on', () => {
    copyFileSync(other.path, till.path);
    copyFileSync(other.record, till.record);
    till.withStore((store) => {
      expect(bookOf(store)).toBe(other.book);
      expect(openNotices(store)).toEqual([]);
    });
    expect(readFileSync(till.identity).equals(readFileSync(other.identity))).toBe(true);
  });

  it.each(['record', 'path'] as const)(
    'the %s, and a power cut in the midst: told all the same',
    (which) => {
      copyFileSync(other[which], till[which]);
      const breaking = {
        ...nodeDisk,
        rename(from: string, to: string) {
          if (to.includes('.foreign-')) throw new Error('power cut');
          nodeDisk.rename(from, to);
        },
      };
      expect(() => openStore(till.path, { disk: breaking })).toThrow(/power cut/);
      till.expectMended({ kind: 'foreign', setAside: `${till[which]}.foreign-1` });
    },
  );

  it('nothing: an identity that changed by itself parts no book from its record', () => {
    till.change(`UPDATE settings SET value = replace(value, '-', '+') WHERE name = 'identity'`);
    till.expectMended({ kind: 'altered', isWhole: true });
  });
});

it('an identity that cannot be read or written stops nothing', () => {
  const refuse = () => {
    throw Object.assign(new Error('no access'), { code: 'EACCES' });
  };
  const openFile = (name: string) => (name === till.identity ? refuse() : nodeDisk.openFile(name));
  const store = openStore(till.path, { disk: { ...nodeDisk, openFile } });
  expect(bookOf(store)).toBe(till.book);
  store.close();
  till.expectWell();
});

it('an identity much larger than any is not read, and written anew', () => {
  const kept = readFileSync(till.identity, 'utf8');
  truncateSync(till.identity, 64 * 1024 ** 3);
  till.expectWell();
  expect(readFileSync(till.identity, 'utf8')).toBe(kept);
});

describe('from before books had an identity', () => {
  /** As an earlier version left them. */
  function forgetIdentity(): void {
    till.change(`DELETE FROM settings WHERE name = 'identity'`);
    till.spoilLine(0);
    rmSync(till.identity, { force: true });
  }

  it('both files: they are named without a word', () => {
    forgetIdentity();
    till.expectWell();
    const identity = till.withStore((store) => readSetting(store, 'identity'));
    expect(identity).toMatch(/^\S{36} [0-9a-f]{8}$/);
    expect(readFileSync(till.record, 'utf8').split('\n')[0]).toContain(identity);
    expect(readFileSync(till.identity, 'utf8')).toBe(JSON.stringify(identity));
  });

  it('a book that is lost has the identity of its record', () => {
    const identity = till.withStore((store) => readSetting(store, 'identity'));
    rmSync(till.path);
    rmSync(till.identity);
    till.expectMended({ kind: 'lost' });
    expect(till.withStore((store) => readSetting(store, 'identity'))).toBe(identity);
  });
});

it('a copy of a store under another name has files of its own', () => {
  const copy = `${till.path}.before-3`;
  copyFileSync(till.path, copy);
  const store = openStore(copy);
  expect(bookOf(store)).toBe(till.book);
  store.close();
  expect(existsSync(`${copy}.record`)).toBe(true);
  renameSync(`${copy}.record`, `${copy}.gone`);
});
