// One value in the file changes by itself, in any column of any recorded table: what the record has is
// as it was again, with no row more and none less, and a person is told.
import { readFileSync, writeFileSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../electron/core/store/disk.ts';
import { type RecordedName, recordedTables } from '../../../electron/core/store/schema.ts';
import { columnsOf } from '../../../electron/core/store/table.ts';
import { openNotices } from '../../../electron/core/store/tables/notices.ts';
import { MendedStore } from './mended-store.ts';

const names = Object.keys(recordedTables) as RecordedName[];
/** Rows of which the record has the whole. */
const recorded: Record<RecordedName, string> = {
  sales: 'true',
  sale_lines: 'true',
  tenders: 'true',
  postings: 'true',
  transactions: 'true',
  advices: 'true',
  exchanges: `effect = 1 AND advice_id IS NULL AND late = 0`,
  settings: `name NOT IN ('recordedSeq', 'starts', 'storeNotices')`,
};

type Content = { readonly counts: Record<string, number>; readonly rows: Record<string, Row[]> };

function contentOf(all: (sql: string) => Row[]): Content {
  const entries = names.map((name): [string, Row[]] => {
    const { key, unrecorded } = recordedTables[name];
    const columns = columnsOf(recordedTables[name]).filter((each) => !unrecorded.includes(each));
    return [
      name,
      all(`SELECT ${columns.join(', ')} FROM ${name} WHERE ${recorded[name]} ORDER BY ${key}`),
    ];
  });
  const counts = names.map((name): [string, number] => {
    // A person is told by a row of its own.
    const where = name === 'settings' ? ` WHERE name <> 'storeNotices'` : '';
    return [name, Number(all(`SELECT count(*) AS count FROM ${name}${where}`)[0]?.['count'])];
  });
  return { counts: Object.fromEntries(counts), rows: Object.fromEntries(entries) };
}

const till = new MendedStore();
const [file, record] = [readFileSync(till.path), readFileSync(till.record)];
const before = till.withStore((store) => contentOf((sql) => store.all(sql)));

function garble(name: RecordedName, column: string, rowid: number, value: unknown): boolean {
  writeFileSync(till.path, file);
  writeFileSync(till.record, record);
  const database = new BetterSqlite(till.path);
  database.exec('PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON');
  try {
    const sql = `UPDATE ${name} SET ${column} = ? WHERE rowid = ? AND ${column} IS NOT ?`;
    return database.prepare(sql).run(value, rowid, value).changes === 1;
  } catch (error) {
    // Another row has this value, or none may stand there: no garbling, but a choice to make anew.
    if (!/SQLITE_CONSTRAINT/.test(String((error as { code?: string }).code))) throw error;
    return false;
  } finally {
    database.close();
  }
}

function rowidsOf(name: RecordedName, where = 'true'): number[] {
  return till.withStore((store) =>
    store
      .all(`SELECT rowid AS at FROM ${name} WHERE ${recorded[name]} AND ${where}`)
      .map(({ at }) => Number(at))
      // The first and the last: what lies between is like them.
      .filter((_, index, all) => index === 0 || index === all.length - 1),
  );
}

const cases = names.flatMap((name) =>
  columnsOf(recordedTables[name])
    .filter((column) => !recordedTables[name].unrecorded.includes(column))
    .map((column) => [name, column] as const),
);

describe('a value that changes by itself', () => {
  it.each(cases)(
    'in %s.%s: no row more, none less, each as it was',
    { timeout: 60_000 },
    (name, column) => {
      const isText = recordedTables[name].text.includes(column);
      const values = isText
        ? fc.oneof(fc.string(), fc.constantFrom('x', '', '000099'))
        : fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constantFrom(0, 1, 2, 99));
      let garbled = 0;
      for (const rowid of rowidsOf(name)) {
        fc.assert(
          fc.property(values, (value) => {
            if (!garble(name, column, rowid, value)) return;
            garbled += 1;
            till.withStore((store) => {
              expect(contentOf((sql) => store.all(sql))).toEqual(before);
              expect(openNotices(store)).not.toEqual([]);
              expect(store.all('PRAGMA foreign_key_check')).toEqual([]);
            });
          }),
          { numRuns: 4 },
        );
      }
      expect(garbled).toBeGreaterThan(0);
    },
  );

  // The two of which no line of the record speaks.
  it.each(['recordedSeq', 'starts'])('in the name of the count %s: no row more', (count) => {
    const find = till.withStore((store) =>
      store.one('SELECT rowid AS place FROM settings WHERE name = ?', count),
    );
    expect(garble('settings', 'name', Number(find?.['place']), 'recordedSer')).toBe(true);
    till.withStore((store) => expect(contentOf((sql) => store.all(sql))).toEqual(before));
  });
});

describe('a value that says whose row it is, while the record lags behind', () => {
  // What it has is older than the book: it gives back what never changes, and nothing else.
  it.each([
    ['sales', 'id', 'x'],
    ['sales', 'number', '000777'],
    ['sales', 'place', 777],
    ['sale_lines', 'id', 'x'],
    ['sale_lines', 'sale_id', 'x'],
    ['tenders', 'id', 'x'],
    ['tenders', 'sale_id', 'x'],
    ['postings', 'id', 'x'],
    ['postings', 'sale_id', 'x'],
    ['transactions', 'id', 'x'],
    ['transactions', 'sale_id', 'x'],
    ['advices', 'id', 'x'],
    ['advices', 'transaction_id', 'x'],
    ['exchanges', 'seq', 777],
    ['exchanges', 'transaction_id', 'x'],
  ] as const)('%s.%s', (name, column, value) => {
    for (const rowid of rowidsOf(name, `${column} IS NOT NULL`)) {
      expect(garble(name, column, rowid, value)).toBe(true);
      till.change(`UPDATE settings SET value = value + 1 WHERE name = 'recordedSeq'`);
      till.withStore((store) => {
        expect(contentOf((sql) => store.all(sql))).toEqual(before);
        expect(openNotices(store)).toMatchObject([{ kind: 'altered' }]);
      });
    }
  });
});
