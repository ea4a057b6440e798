// The step that carries a book of 0.1.0 over loses nothing, whenever the power fails and whatever goes
// wrong in it; and every later one only adds.
import { readFileSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Database, nodeDisk, type Row } from '../../../electron/core/store/disk.ts';
import { type Migration, migrate, migrations } from '../../../electron/core/store/migrate.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import { schema } from '../../../electron/core/store/schema.ts';
import { openNotices } from '../../../electron/core/store/tables/notices.ts';
import { BreakingDisk, ioError, processOn } from '../../faults/breaking-disk.ts';
import { loadSqlite } from '../../simulation/virtual-sqlite.ts';
import { asItIsNow, asWritten } from '../../support/content-of-0-1-0.ts';
import { copyOfBook } from '../../support/kept-book.ts';

/** The one step that made other tables of those there were: 0.1.0 was never in a shop. */
const exception = 5;

type Shape = ReadonlyMap<string, unknown>;

/** Every column and index that a schema has, with what it is. */
function shapeOf(database: Database): Shape {
  const columns = database
    .prepare(
      `SELECT tables.name || '.' || info.name AS name, info.type, info."notnull",
         info.dflt_value, info.pk
       FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS info
       WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%'`,
    )
    .all() as Row[];
  const checks = database
    .prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%CHECK%'`)
    .all() as Row[];
  const words = ({ sql }: Row) =>
    [...String(sql).matchAll(/CHECK \([^)]*\)+/g)].map(([one]) => one);
  return new Map([
    ...columns.map(({ name, ...column }): [string, unknown] => [String(name), column]),
    ...checks.map((row): [string, unknown] => [`rules of ${String(row['name'])}`, words(row)]),
  ]);
}

/** What a step took away, or made another thing of. */
function takenBy(steps: readonly Migration[], step: Migration): string[] {
  const database = new BetterSqlite(':memory:') as unknown as Database;
  for (const { number, sql } of steps) if (number < step.number) database.exec(sql);
  const before = shapeOf(database);
  database.exec(step.sql);
  const after = shapeOf(database);
  database.close();
  return [...before].flatMap(([name, column]) => {
    const now = after.get(name);
    return JSON.stringify(now) === JSON.stringify(column) ? [] : [name];
  });
}

describe('migrations only add', () => {
  it.each(migrations.map((step) => [step.number, step] as const))('step %i', (number, step) => {
    if (number === exception) expect(takenBy(migrations, step)).toContain('payments.id');
    else expect(takenBy(migrations, step)).toEqual([]);
  });

  it('and they are numbered without a gap', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
    expect(schema.earlier.before).toBe(exception);
  });

  it.each([
    ['drops a table', 'DROP TABLE postings', 'postings.id'],
    ['drops a column', 'ALTER TABLE sales DROP COLUMN ended_at', 'sales.ended_at'],
    ['renames a column', 'ALTER TABLE tenders RENAME COLUMN kind TO sort', 'tenders.kind'],
    [
      'narrows a rule',
      `ALTER TABLE tenders RENAME TO old; CREATE TABLE tenders (seq INTEGER PRIMARY KEY, id TEXT NOT NULL
         UNIQUE, sale_id TEXT NOT NULL REFERENCES sales (id), kind TEXT NOT NULL, amount_minor INTEGER
         NOT NULL CHECK (amount_minor > 9), reference TEXT, taken_at TEXT NOT NULL, returned_at TEXT)`,
      'rules of tenders',
    ],
  ])('one that %s would be found', (_, sql, name) => {
    const next = { number: migrations.length + 1, sql };
    expect(takenBy([...migrations, next], next)).toContain(name);
    const harmless = { ...next, sql: 'ALTER TABLE sales ADD COLUMN note TEXT' };
    expect(takenBy([...migrations, harmless], harmless)).toEqual([]);
  });
});

describe('the step compares what it carries over with what was there', () => {
  const step = migrations.find(({ number }) => number === exception);
  const broken = (from: string, to: string): Migration[] => {
    const sql = step?.sql.replace(from, to) ?? '';
    expect(sql).not.toBe(step?.sql);
    return migrations.map((each) => (each.number === exception ? { ...each, sql } : each));
  };

  it.each([
    [
      'a sale is lost',
      'GROUP BY old_sales.seq\n  );',
      'GROUP BY old_sales.seq HAVING old_sales.seq > 1);',
    ],
    ['a payment is lost', '  FROM payments;\n', '  FROM payments WHERE seq <> 7;\n'],
    [
      'an amount is another',
      'amount_minor, currency, code_request_id',
      'amount_minor + (seq = 7), currency, code_request_id',
    ],
    ['an advice is lost', 'closings FROM old_advices;', 'closings FROM old_advices WHERE seq > 1;'],
    [
      'a body is cut short',
      'payment_id, interface, operation, kind, reason, body',
      'payment_id, interface, operation, kind, reason, substr(body, 2)',
    ],
    ['a request is lost', 'FROM old_exchanges;', 'FROM old_exchanges WHERE seq > 1;'],
    ['an event is lost', 'FROM payment_events;', 'FROM payment_events WHERE seq > 1;'],
    [
      'a posting is lost',
      "phase = 'completed' AND approved_minor > 0",
      "phase = 'completed' AND approved_minor > 1000",
    ],
  ])('%s: it is broken off, and nothing has changed', (_, from, to) => {
    const path = copyOfBook('full');
    const written = asWritten(path);
    const database = nodeDisk.openDatabase(path);
    expect(() => migrate(database, nodeDisk, broken(from, to))).toThrow(/CHECK constraint failed/);
    expect(database.pragma('user_version', { simple: true })).toBe(exception - 1);
    expect(database.prepare('SELECT name FROM temp.sqlite_schema').all()).toEqual([]);
    database.close();
    expect(asWritten(path)).toEqual(written);
    expect(asWritten(`${path}.before-5`)).toEqual(written);
  });

  it('and a till whose step is broken off so keeps the file as it was', () => {
    const path = copyOfBook('full');
    const written = asWritten(path);
    const wrong = broken('FROM payment_events;', 'FROM payment_events WHERE seq > 1;');
    expect(() => openStore(path, { schema: { ...schema, migrations: wrong } })).toThrow();
    const kept = [`${path}.damaged-1`, `${path}.before-5`];
    for (const file of kept) expect(asWritten(file)).toEqual(written);
    // And the next version, which does it right, has all of it.
    const store = openStore(path);
    const { payments, owed } = asItIsNow(store);
    expect({ payments, owed }).toEqual({ payments: written['payments'], owed: written['owed'] });
    store.close();
  });
});

describe('the power fails while a book of 0.1.0 is carried over', () => {
  const path = '/till/till.sqlite';
  const files = ['.sqlite', '.record', '.identity'];
  const source = copyOfBook('full');
  const written = asWritten(source);
  // Of those that order others (some 500) every sixth, and fewer of the writes: all take a minute.
  const points: number[] = [];
  let ordering = 0;

  beforeAll(async () => {
    await loadSqlite();
    carriedOver(new BreakingDisk(1), (operation, kind) => {
      if (kind !== 'write') ordering += 1;
      if (kind === 'write' ? operation % 200 === 1 : ordering % 6 === 1) points.push(operation);
    });
  });

  /** Opens the book on this disk, with a look at each operation before it is done. */
  function carriedOver(disk: BreakingDisk, before: BreakingDisk['before']): BreakingDisk {
    for (const ending of files) {
      const name = path.replace('.sqlite', ending);
      const file = disk.open(name);
      disk.write(file, 0, readFileSync(source.replace('.sqlite', ending)));
      disk.sync(name, file);
    }
    disk.syncNames();
    disk.operations = 0;
    disk.before = before;
    const process = processOn(disk);
    try {
      openStore(path, { disk: process.disk }).close();
    } catch {
      // Broken off.
    }
    process.bury();
    disk.before = () => {};
    return disk;
  }

  function pullThePlug(at: number): BreakingDisk {
    const disk = new BreakingDisk(at);
    carriedOver(disk, (operation) => {
      if (operation < at) return;
      // Nothing of what the dying process still tries may reach the disk.
      disk.before = () => {};
      disk.faults.readOnly = true;
      throw ioError();
    });
    disk.faults.readOnly = false;
    disk.cutPower();
    return disk;
  }

  it('at each of its points: the next start has all of it', { timeout: 120_000 }, () => {
    expect(points.length).toBeGreaterThan(50);
    for (const at of points) {
      const disk = pullThePlug(at);
      const process = processOn(disk);
      const store = openStore(path, { disk: process.disk });
      expect([at, asItIsNow(store)]).toEqual([at, written]);
      expect([at, openNotices(store).map(({ kind }) => kind)]).toEqual([at, ['moved']]);
      expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
      store.close();
      process.bury();
      expect(disk.names.filter((name) => /damaged|foreign|carrying/.test(name))).toEqual([]);
    }
  });
});
