// A second record that somebody else wrote, each line with a checksum that fits: its names never become
// part of a query, its values never stop the till, and what stands in the file is kept.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import BetterSqlite from 'better-sqlite3';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, type Disk, nodeDisk } from '../../../electron/core/store/disk.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import { openNotices } from '../../../electron/core/store/tables/notices.ts';
import { bookOf } from '../../support/store-story.ts';
import { MendedStore } from './mended-store.ts';

let till: MendedStore;
let seq: number;

beforeEach(() => {
  till = new MendedStore();
  seq = linesOf().length > 0 ? newest() : 0;
});

const linesOf = () => readFileSync(till.record, 'utf8').trimEnd().split('\n');
const newest = () => Number(/"seq":(\d+)/.exec(linesOf().at(-1) ?? '')?.[1]);

function sealed(text: string): string {
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`;
}

/** Adds a commit of one line behind all others. */
function forge(line: object | string): void {
  const facts = { seq: seq + 1, commit: 'forged', of: 1 };
  const text = typeof line === 'string' ? line : JSON.stringify({ ...facts, ...line });
  writeFileSync(till.record, readFileSync(till.record, 'utf8') + sealed(text));
}

const saleOf010 = {
  seq: 900,
  number: '000900',
  total_minor: 1,
  currency: '710',
  opened_at: 'then',
};
const sale = { ...saleOf010, id: 'another sale', place: 900, state: 'open' };

describe('a line that is none of ours', () => {
  it.each([
    ['an unknown table', { table: 'sqlite_schema', row: { name: 'x' } }],
    ['SQL as a table', { table: 'sales; DROP TABLE sales; --', row: { id: 'x' } }],
    ['a name every object has', { table: 'constructor', row: { name: 'x' } }],
    ['SQL as a column', { table: 'sales', row: { ...sale, 'id) SELECT 1; --': 'x' } }],
    [
      'SQL as the only column',
      { table: 'settings', row: { "name, value) VALUES ('a','b'); --": 1 } },
    ],
    ['an unknown column', { table: 'sales', row: { ...sale, note: 'x' } }],
    [
      'a prototype as a column',
      '{"seq":1,"commit":"x","of":1,"table":"sales","row":{"__proto__":{"id":"1"}}}',
    ],
    ['no key', { table: 'sales', row: { total_minor: 1 } }],
    ['a key that is null', { table: 'sales', row: { ...sale, id: null } }],
    ['a number for a text', { table: 'sales', row: { ...sale, number: 900 } }],
    ['a sale in the words of 0.1.0', { table: 'sales', row: saleOf010 }],
    ['a payment of 0.1.0', { table: 'payments', row: { id: 'x', state: 'paid' } }],
    ['an advice of 0.1.0', { table: 'advices', row: { id: 'x', payment_id: 'x', state: 'owed' } }],
    ['a text for a number', { table: 'sales', row: { ...sale, total_minor: '1' } }],
    ['part of a cent', { table: 'sales', row: { ...sale, total_minor: 1.5 } }],
    ['more than a number holds', { table: 'sales', row: { ...sale, total_minor: 2 ** 60 } }],
    ['an object for a value', { table: 'sales', row: { ...sale, opened_at: {} } }],
    ['yes for a value', { table: 'sales', row: { ...sale, total_minor: true } }],
    ['a row that is a list', { table: 'sales', row: ['000900'] }],
    ['no row', { table: 'sales', row: null }],
    ['no JSON', 'not JSON at all'],
    ['JSON that is no line', '[1, 2]'],
    ['nothing', 'null'],
    ['a count that is none', { seq: 'x', table: 'sales', row: sale }],
    ['a count beyond all counting', { seq: 2 ** 53 - 1, table: 'sales', row: sale }],
    // What the schema itself refuses, under names and of types that are ours.
    ['a state that there is not', { table: 'transactions', row: { id: 'x', phase: 'gone' } }],
    ['an amount below nothing', { table: 'sales', row: { ...sale, total_minor: -5 } }],
    ['too little for a row', { table: 'transactions', row: { id: 'x' } }],
  ])('%s: the book is as it was', (_, line) => {
    forge(line);
    const written = readFileSync(till.record);
    till.withStore((store) => {
      expect(bookOf(store)).toBe(till.book);
      expect(store.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    });
    till.withStore((store) => expect(bookOf(store)).toBe(till.book));
    expect(readFileSync(`${till.record}.damaged-1`).equals(written)).toBe(true);
  });

  it('between others of ours: said, and the record is kept beside', () => {
    forge({ table: 'sales', row: { ...sale, note: 'x' } });
    seq += 1;
    forge({ table: 'settings', row: { name: 'profile', value: '{"of":"ours"}' } });
    const written = readFileSync(till.record);
    till.withStore((store) => {
      expect(bookOf(store)).toBe(till.book);
      expect(openNotices(store)).toMatchObject([{ kind: 'outdated', isWhole: false }]);
    });
    expect(readFileSync(`${till.record}.damaged-1`).equals(written)).toBe(true);
    till.withStore(() => {});
    expect(existsSync(`${till.record}.damaged-2`)).toBe(false);
  });

  it('that the schema refuses: said, and the record is kept beside', () => {
    forge({ table: 'sales', row: { ...sale, total_minor: -5 } });
    const written = readFileSync(till.record);
    till.withStore((store) => {
      expect(openNotices(store)).toMatchObject([{ kind: 'altered', isWhole: false }]);
    });
    expect(readFileSync(`${till.record}.damaged-1`).equals(written)).toBe(true);
  });
});

it('a line of ours that was damaged is kept with the whole record beside', () => {
  till.spoilLine(6);
  const written = readFileSync(till.record);
  till.withStore((store) => expect(bookOf(store)).toBe(till.book));
  const kept = readdirSync(dirname(till.record)).filter((file) => file.includes('.damaged'));
  expect(kept).toEqual([`${basename(till.record)}.damaged-1`]);
  expect(readFileSync(`${till.record}.damaged-1`).equals(written)).toBe(true);
});

describe('no text of a file becomes part of a query', () => {
  const marker = 'zzz_from_a_file';

  /** Every query that was prepared or run while the store was opened. */
  function queriesWhileOpening(): string[] {
    const queries: string[] = [];
    const watched = (database: Database): Database =>
      new Proxy(database, {
        get(target, name: keyof Database) {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) => {
            if (name === 'prepare' || name === 'exec') queries.push(String(args[0]));
            return Reflect.apply(value, target, args) as unknown;
          };
        },
      });
    const disk: Disk = {
      ...nodeDisk,
      openDatabase: (path) => watched(nodeDisk.openDatabase(path)),
    };
    openStore(till.path, { disk }).close();
    return queries;
  }

  it('whatever stands in a line of the record', () => {
    const [file, record] = [readFileSync(till.path), readFileSync(till.record)];
    const name = fc.oneof(
      fc.constantFrom('sales', 'transactions', 'payments', 'settings', marker),
      fc.string(),
    );
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean(), fc.double());
    fc.assert(
      fc.property(name, fc.dictionary(fc.string(), value), value, (table, row, marked) => {
        writeFileSync(till.path, file);
        writeFileSync(till.record, record);
        forge({ table, row: { ...row, [`${marker}"; --`]: marked } });
        const queries = queriesWhileOpening();
        expect(queries.length).toBeGreaterThan(10);
        expect(queries.filter((sql) => sql.includes(marker))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('nor a column of a damaged file', () => {
    const database = new BetterSqlite(till.path);
    database.exec(
      `ALTER TABLE sales RENAME COLUMN opened_at TO "${marker}"; PRAGMA user_version = 0`,
    );
    database.close();
    const queries = queriesWhileOpening();
    expect(queries.filter((sql) => sql.includes(marker))).toEqual([]);
    till.withStore((store) => expect(bookOf(store)).toBe(till.book));
  });
});
