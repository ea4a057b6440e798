// What a file must have is asked of the version that wrote it: an update that adds to the schema calls
// no healthy book damaged, and what a newer program wrote is refused as it is.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { nodeDisk, type Row } from '../../../electron/core/store/disk.ts';
import { migrate } from '../../../electron/core/store/migrate.ts';
import { Journal } from '../../../electron/core/store/safe/journal.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import {
  madeOfOthers,
  type RecordedName,
  recordedTables,
  type Schema,
  schema,
  versionOf,
} from '../../../electron/core/store/schema.ts';
import type { Store } from '../../../electron/core/store/store.ts';
import { columnsOf } from '../../../electron/core/store/table.ts';
import { openNotices } from '../../../electron/core/store/tables/notices.ts';
import { copyOfBook } from '../../support/kept-book.ts';
import { bookOf } from '../../support/store-story.ts';
import { MendedStore } from './mended-store.ts';

const number = versionOf(schema) + 1;
/** A version that may come next: a recorded table more, and a column more in one there is. */
const next: Schema = {
  ...schema,
  migrations: [
    ...schema.migrations,
    {
      number,
      sql: `CREATE TABLE shifts (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, person TEXT) STRICT;
        ALTER TABLE sales ADD COLUMN note TEXT;`,
    },
  ],
  recorded: {
    ...schema.recorded,
    sales: {
      ...recordedTables.sales,
      text: [...recordedTables.sales.text, 'note'],
    },
    shifts: {
      since: number,
      key: 'id',
      text: ['id', 'person'],
      integer: ['seq'],
      unrecorded: [],
      lasting: ['id', 'person'],
      twin: ['seq'],
      marks: [],
      settling: null,
      kept: () => 'true',
    },
  },
};

function opened<Value>(path: string, use: Schema, look: (store: Store) => Value): Value {
  const store = openStore(path, { schema: use });
  try {
    return look(store);
  } finally {
    store.close();
  }
}

function openShift(store: Store): void {
  store.commit('openShift', () => {
    const sql = `INSERT INTO shifts (id, person) VALUES ('shift-1', 'Sam')`;
    store.write('shifts' as RecordedName, 'shift-1', sql);
  });
}

const shiftsIn = (store: Store) => store.all('SELECT * FROM shifts');
const shift = { seq: 1, id: 'shift-1', person: 'Sam' };
const kindsOf = (store: Store) => openNotices(store).map(({ kind }) => kind);
const recordOf = (path: string) => path.replace('.sqlite', '.record');

function withFile(path: string, sql: string): void {
  const database = new BetterSqlite(path);
  database.exec(sql);
  database.close();
}

/** A book of the next version, with a row in its new table. */
function nextBook(): { path: string; book: string } {
  const path = copyOfBook('full');
  return {
    path,
    book: opened(path, next, (store) => {
      openShift(store);
      return bookOf(store);
    }),
  };
}

it('every table is described as its migrations made it', () => {
  opened(copyOfBook('empty'), schema, (store) => {
    const made = store.all(
      `SELECT schema.name AS name, json_group_array(info.name) AS columns
       FROM sqlite_schema AS schema, pragma_table_info(schema.name) AS info
       WHERE schema.type = 'table' GROUP BY schema.name`,
    );
    const described = Object.entries({ ...schema.recorded, ...schema.read }).map(
      ([name, table]): [string, string[]] => [name, columnsOf(table).sort()],
    );
    const isOwn = ({ name }: Row) => !madeOfOthers.includes(String(name));
    const columnsIn = (columns: unknown) => (JSON.parse(String(columns)) as string[]).sort();
    expect(Object.fromEntries(described)).toEqual(
      Object.fromEntries(made.filter(isOwn).map(({ name, columns }) => [name, columnsIn(columns)])),
    );
  });
});

/** The book, whatever place its postings have: those that were lost are made again behind the others. */
function bookByName(store: Store): unknown {
  const book = JSON.parse(bookOf(store).replaceAll(/,\s*"note": null/g, '')) as Book;
  const postings = book.postings.map((posting) => ({ ...posting, seq: 0 }));
  return { ...book, postings: postings.sort((left, right) => (left.id < right.id ? -1 : 1)) };
}
type Book = { readonly postings: readonly { readonly seq: number; readonly id: string }[] };

describe('an update that adds a recorded table and a column', () => {
  it.each(['empty', 'full'] as const)(
    'opens a healthy book of 0.1.0 without a word: %s',
    (name) => {
      const path = copyOfBook(name);
      const before = opened(copyOfBook(name), schema, (store) => [bookOf(store), kindsOf(store)]);
      const after = opened(path, next, (store) => {
        const sales = store.all('SELECT note FROM sales');
        expect(sales.every(({ note }) => note === null)).toBe(true);
        return [bookOf(store).replaceAll(/,\s*"note": null/g, ''), kindsOf(store)];
      });
      expect(after).toEqual(before);
      expect(readdirSync(dirname(path)).filter((file) => /damaged|foreign/.test(file))).toEqual([]);
      expect(existsSync(`${path}.before-${number}`)).toBe(true);
    },
  );

  it('has its rows in the record, which begins anew with the version', () => {
    const { path, book } = nextBook();
    const journal = Journal.open(nodeDisk, recordOf(path), next);
    expect(journal.version()).toBe(number);
    journal.close();
    rmSync(path);
    opened(path, next, (store) => {
      expect(bookOf(store)).toBe(book);
      expect(shiftsIn(store)).toEqual([shift]);
      expect(kindsOf(store)).toContain('lost');
    });
  });

  it.each([
    ['with its checksum as it was', ''],
    ['with a checksum that fits', 'PRAGMA application_id = 0;'],
  ])('calls a book of the new version damaged that lacks the table, %s', (_, more) => {
    const { path, book } = nextBook();
    withFile(path, `DROP TABLE shifts; ${more}`);
    opened(path, next, (store) => {
      expect(kindsOf(store)).toContain('damaged');
      expect(bookOf(store)).toBe(book);
      expect(shiftsIn(store)).toEqual([shift]);
    });
  });

  it('carries over what can be read of the table when the file is damaged', () => {
    const { path } = nextBook();
    rmSync(recordOf(path));
    opened(path, next, () => {});
    rmSync(recordOf(path));
    withFile(path, 'PRAGMA user_version = 0');
    opened(path, next, (store) => expect(shiftsIn(store)).toEqual([shift]));
  });

  it('mends a damaged book of 0.1.0 from a record of 0.1.0', () => {
    const before = opened(copyOfBook('full'), schema, bookByName);
    opened(copyOfBook('damaged'), next, (store) => {
      expect(bookByName(store)).toEqual(before);
      expect(openNotices(store)).toMatchObject([{}, { kind: 'damaged', isWhole: true }]);
    });
  });

  it('makes a book of 0.1.0 that is lost whole again from its record', () => {
    const before = opened(copyOfBook('full'), schema, (store) =>
      store.all('SELECT id, body FROM advices'),
    );
    const path = copyOfBook('full');
    rmSync(path);
    opened(path, next, (store) => {
      expect(store.all('SELECT id, body FROM advices')).toEqual(before);
      expect(kindsOf(store)).toContain('lost');
    });
  });
});

describe('what a newer version wrote is refused, and stays as it is', () => {
  const contentOf = (folder: string) =>
    readdirSync(folder)
      .filter((file) => !file.endsWith('lock'))
      .sort()
      .map((file) => [file, readFileSync(`${folder}/${file}`).toString('base64')]);

  function expectRefused(path: string): void {
    const before = contentOf(dirname(path));
    expect(() => openStore(path)).toThrow(/newer version of Until/);
    expect(contentOf(dirname(path))).toEqual(before);
  }

  it('a book that has none of our tables any more', () => {
    const path = copyOfBook('full');
    const gone = { number, sql: 'ALTER TABLE settings RENAME TO facts; DROP TABLE first_answers' };
    const database = nodeDisk.openDatabase(path);
    migrate(database, nodeDisk, [...schema.migrations, gone]);
    database.close();
    expectRefused(path);
  });

  it('its record, beside a book that was brought back from before', () => {
    const { path } = nextBook();
    rmSync(path);
    renameSync(`${path}.before-${number}`, path);
    expectRefused(path);
    opened(path, next, (store) => expect(shiftsIn(store)).toEqual([shift]));
  });

  it('its record, and the book is gone', () => {
    const { path } = nextBook();
    rmSync(path);
    expectRefused(path);
    expect(existsSync(path)).toBe(false);
  });

  it("but not another till's: that is set aside, and ours goes on", () => {
    const till = new MendedStore();
    const { path } = nextBook();
    renameSync(recordOf(path), till.record);
    till.expectMended({ kind: 'foreign', setAside: `${till.record}.foreign-1` });
  });
});
