// What can still be read of a damaged database is carried over, however the damage lies in it.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeDisk } from '../../../electron/core/store/disk.ts';
import { openStore } from '../../../electron/core/store/safe/open.ts';
import { salvage } from '../../../electron/core/store/safe/salvage.ts';
import { schema } from '../../../electron/core/store/schema.ts';
import { openNotices } from '../../../electron/core/store/tables/notices.ts';
import { Random } from '../../simulation/random.ts';
import { fillWithOwedAdvices } from '../../support/owed-advices.ts';
import { temporaryFolder } from '../../support/test-till.ts';

const pageBytes = 4_096;
const sales = 1_500;
let sound: Buffer;
/** Pages that hold rows of a table and nothing else. */
let leaves: Map<string, number[]>;

beforeAll(() => {
  const path = join(temporaryFolder(), 'till.sqlite');
  const store = openStore(path);
  fillWithOwedAdvices(store, sales);
  store.close();
  sound = readFileSync(path);
  leaves = leavesOf(path);
});

function leavesOf(path: string): Map<string, number[]> {
  const database = new BetterSqlite(path, { readonly: true });
  const pages = database
    .prepare(`SELECT name, pageno FROM dbstat WHERE pagetype = 'leaf'`)
    .all() as { name: string; pageno: number }[];
  database.close();
  const byName = Map.groupBy(pages, ({ name }) => name);
  return new Map([...byName].map(([name, found]) => [name, found.map(({ pageno }) => pageno)]));
}

/** Damages a copy, carries it over, and says how many rows of each table arrived. */
function carriedOver(damage: (bytes: Buffer) => void): (table: string) => number {
  const folder = temporaryFolder();
  const bytes = Buffer.from(sound);
  damage(bytes);
  const aside = join(folder, 'till.sqlite.damaged-1');
  writeFileSync(aside, bytes);
  const target = openStore(join(folder, 'till.sqlite'));
  salvage(nodeDisk, aside, target.database, schema);
  const counts = new Map(
    ['sales', 'sale_lines', 'transactions', 'advices', 'transaction_events'].map((table) => [
      table,
      target.all(`SELECT * FROM ${table}`).length,
    ]),
  );
  expect(target.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  target.close();
  return (table) => counts.get(table) ?? 0;
}

const wipe = (bytes: Buffer, page: number | undefined) =>
  bytes.fill(0, ((page ?? 0) - 1) * pageBytes, (page ?? 0) * pageBytes);

it('of a sound database everything', () => {
  const count = carriedOver(() => {});
  for (const table of ['sales', 'sale_lines', 'transactions', 'advices', 'transaction_events']) {
    expect(count(table)).toBe(sales);
  }
});

it('with damaged pages here and there: all but the rows on them', () => {
  const pages = leaves.get('transactions') ?? [];
  const rowsOnOne = sales / pages.length;
  const damaged = [3, 4, 20, 60, pages.length - 2];
  const count = carriedOver((bytes) => {
    for (const index of damaged) wipe(bytes, pages[index]);
  });
  expect(count('transactions')).toBeGreaterThanOrEqual(sales - damaged.length * (rowsOnOne + 2));
  expect(count('transactions')).toBeLessThan(sales);
  expect(count('advices')).toBe(sales);
});

it('with the first and the last page of a table gone: what lies between', () => {
  const pages = leaves.get('advices') ?? [];
  const count = carriedOver((bytes) => {
    wipe(bytes, pages[0]);
    wipe(bytes, pages.at(-1));
  });
  expect(count('advices')).toBeGreaterThan(sales * 0.95);
});

it('that was cut off: what was before', () => {
  const folder = temporaryFolder();
  const aside = join(folder, 'cut.sqlite');
  writeFileSync(aside, sound.subarray(0, Math.floor(sound.length / pageBytes / 2) * pageBytes));
  const target = openStore(join(folder, 'till.sqlite'));
  salvage(nodeDisk, aside, target.database, schema);
  const { count } = target.one('SELECT count(*) AS count FROM sales') ?? {};
  expect(count).toBeGreaterThan(sales / 4);
  target.close();
});

it('with a header that speaks of far more pages: without taking room for them', () => {
  const folder = temporaryFolder();
  const aside = join(folder, 'till.sqlite.damaged-1');
  const bytes = Buffer.from(sound);
  bytes.writeUInt32BE(2 ** 17, 28);
  writeFileSync(aside, bytes);
  const target = openStore(join(folder, 'till.sqlite'));
  salvage(nodeDisk, aside, target.database, schema);
  expect(target.one('SELECT count(*) AS count FROM sales')).toEqual({ count: sales });
  target.close();
  expect(statSync(aside).blocks * 512).toBeLessThan(2 * bytes.length);
});

it('with 40 flipped bits anywhere: never an endless run, never a row that breaks a rule', () => {
  for (let seed = 0; seed < 12; seed += 1) {
    const random = new Random(seed);
    const count = carriedOver((bytes) => {
      for (let flip = 0; flip < 40; flip += 1) {
        // Not in the header: without it there is no database.
        const at = random.integer(pageBytes, bytes.length - 1);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.integer(0, 7));
      }
    });
    expect(count('sales')).toBeLessThanOrEqual(sales);
  }
});

it('that is no database: nothing, and no error', () => {
  const count = carriedOver((bytes) => bytes.fill('x'));
  expect(count('sales')).toBe(0);
});

describe('that is too large to be checked at each start', () => {
  let large: Buffer;
  let record: Buffer;
  let pages: Map<string, number[]>;

  beforeAll(() => {
    const path = join(temporaryFolder(), 'till.sqlite');
    const store = openStore(path);
    for (let round = 0; round < 4; round += 1) fillWithOwedAdvices(store, 2_500);
    store.close();
    large = readFileSync(path);
    record = readFileSync(path.replace('.sqlite', '.record'));
    pages = leavesOf(path);
    expect(large.length).toBeGreaterThan(16 * 1024 * 1024);
  });

  /** A store with one page gone. */
  function damagedStore(page: number | undefined): string {
    const path = join(temporaryFolder(), 'till.sqlite');
    const bytes = Buffer.from(large);
    wipe(bytes, page);
    writeFileSync(path, bytes);
    writeFileSync(path.replace('.sqlite', '.record'), record);
    return path;
  }

  function expectMended(path: string): void {
    const mended = openStore(path);
    expect(openNotices(mended)).toMatchObject([{ kind: 'damaged', isWhole: true }]);
    expect(mended.one('SELECT count(*) AS count FROM advices')).toEqual({ count: 10_000 });
    mended.close();
  }

  it('where the newest rows are: found out while it is opened', () => {
    expectMended(damagedStore(pages.get('advices')?.at(-1)));
  });

  it('where nothing looks at the start: found out when it is read; the next start mends it', () => {
    const path = damagedStore(pages.get('transaction_events')?.[10]);
    const doubts: unknown[] = [];
    const store = openStore(path, { onDoubt: (error) => doubts.push(error) });
    expect(openNotices(store)).toEqual([]);
    expect(() => store.all('SELECT phase FROM transaction_events')).toThrow(/malformed/);
    expect(doubts).toHaveLength(1);
    store.close();
    expectMended(path);
  });
});
