// The fault table, seventh part: power cuts and failing disks below the real SQLite (in WebAssembly,
// over a disk in memory that forgets, reorders and tears what was not synced). F14, F15, F98.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database, Disk } from '../../electron/core/store/disk.ts';
import { openStore } from '../../electron/core/store/safe/open.ts';
import type { Store } from '../../electron/core/store/store.ts';
import { openNotices } from '../../electron/core/store/tables/notices.ts';
import type { VirtualDisk } from '../simulation/virtual-disk.ts';
import { loadSqlite } from '../simulation/virtual-sqlite.ts';
import { bookOf, storySteps } from '../support/store-story.ts';
import { BreakingDisk, ioError, processOn } from './breaking-disk.ts';

const path = '/till/till.sqlite';
/** What the book holds after each step, and before the first. */
const books: string[] = [];
let operations = 0;

beforeAll(async () => {
  await loadSqlite();
  const { disk } = runStory(new BreakingDisk(1), (store) => books.push(bookOf(store)));
  operations = disk.operations;
});

/** Tells the story until it ends or something breaks; says how many steps were acknowledged. */
function runStory(
  disk: BreakingDisk,
  look: (store: Store) => void = () => {},
  driver: (disk: Disk) => Disk = (same) => same,
): { disk: BreakingDisk; done: number; doubts: number } {
  const process = processOn(disk);
  let done = 0;
  let doubts = 0;
  try {
    const store = openStore(path, { disk: driver(process.disk), onDoubt: () => (doubts += 1) });
    look(store);
    for (const step of storySteps(store)) {
      step();
      done += 1;
      look(store);
      // A core that doubts its disk ends here.
      if (doubts > 0) break;
    }
  } catch {
    // The step under way was not acknowledged.
  }
  process.bury();
  return { disk, done, doubts };
}

/** Opens what is left on a disk and looks. */
function lookAfter(disk: VirtualDisk): { book: string; notices: string[]; check: unknown } {
  const process = processOn(disk);
  const store = openStore(path, { disk: process.disk });
  const found = {
    book: bookOf(store),
    notices: openNotices(store).map(({ kind }) => kind),
    check: store.database.pragma('integrity_check', { simple: true }),
  };
  store.close();
  process.bury();
  return found;
}

/** The plug is pulled before one operation. What is left is what the disk had synced, and parts. */
function pullThePlug(
  image: number,
  options: { readonly driver?: (disk: Disk) => Disk; readonly liesAbout?: string } = {},
) {
  const disk = new BreakingDisk(image);
  disk.faults.liesAbout = options.liesAbout ?? null;
  const at = 1 + ((image * 7) % operations);
  disk.before = (operation) => {
    if (operation < at) return;
    // Nothing of what the dying process still tries may reach the disk.
    disk.before = () => {};
    disk.faults.readOnly = true;
    throw ioError();
  };
  const { done } = runStory(disk, undefined, options.driver);
  disk.before = () => {};
  Object.assign(disk.faults, { readOnly: false, liesAbout: null });
  disk.cutPower();
  return { disk, at, done };
}

/** The step under way may stand or not; every one before it has to. */
function isKnown(book: string, done: number): boolean {
  return book === books[done] || book === books[done + 1];
}

/** A driver that is told FULL and does NORMAL, as better-sqlite3 does by itself in WAL. */
const withoutSync = (disk: Disk): Disk => ({
  ...disk,
  openDatabase(name) {
    const database = disk.openDatabase(name);
    return new Proxy(database, {
      get(target, property) {
        if (property === 'pragma') return pragmaWithoutSync(target);
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  },
});

function pragmaWithoutSync(database: Database): Database['pragma'] {
  return (text, options) => {
    if (text === 'synchronous') return 2;
    return database.pragma(text.replace('= FULL', '= NORMAL'), options);
  };
}

describe('F14 power fails before any operation of the disk', () => {
  it('F14 unsynced writes are dropped, reordered and torn, 250 images -> opens sound with every acknowledged commit, and nothing is reported', () => {
    for (let image = 1; image <= 250; image += 1) {
      const { disk, at, done } = pullThePlug(image);
      const { book, notices, check } = lookAfter(disk);
      expect([image, at, isKnown(book, done), notices, check]).toEqual([image, at, true, [], 'ok']);
    }
  });

  it('F14 the database alone, without its second record, 120 images -> no acknowledged commit is missing', () => {
    expect(lossesWithoutRecord(120)).toBe(0);
  });

  it('F14 the same with synchronous = NORMAL -> this test finds the loss', () => {
    expect(lossesWithoutRecord(120, withoutSync)).toBeGreaterThan(0);
  });

  it('F14 with synchronous = NORMAL and the second record, 80 images -> the loss is made good', () => {
    for (let image = 1; image <= 80; image += 1) {
      const { disk, done } = pullThePlug(image, { driver: withoutSync });
      expect([image, isKnown(lookAfter(disk).book, done)]).toEqual([image, true]);
    }
  });
});

function lossesWithoutRecord(
  images: number,
  driver: (disk: Disk) => Disk = (same) => same,
): number {
  let losses = 0;
  for (let image = 1; image <= images; image += 1) {
    const { disk, done } = pullThePlug(image, { driver });
    disk.lose('/till/till.record');
    if (!isKnown(lookAfter(disk).book, done)) losses += 1;
  }
  return losses;
}

it('F15 a disk that lies about the syncs of the database, power fails, 120 images -> every acknowledged commit is there again, and a person is told when more than the last was lost', () => {
  const told: string[] = [];
  for (let image = 1; image <= 120; image += 1) {
    const { disk, done } = pullThePlug(image, { liesAbout: 'till.sqlite' });
    const { book, notices, check } = lookAfter(disk);
    expect([image, isKnown(book, done), check]).toEqual([image, true, 'ok']);
    told.push(...notices);
  }
  expect(told.length).toBeGreaterThan(30);
});

describe('F98 an I/O error at operation k', () => {
  it.each(['once', 'from then on'] as const)(
    'F98 %s, every k -> no acknowledged commit is lost, none half done; the store opens again when the disk is well',
    { timeout: 90_000 },
    (how) => {
      for (let at = 1; at <= operations; at += 1) {
        const disk = new BreakingDisk(at);
        disk.before = (operation) => {
          if (how === 'once' ? operation === at : operation >= at) throw ioError();
        };
        const { done } = runStory(disk);
        disk.before = () => {};
        const { book, check } = lookAfter(disk);
        expect([at, isKnown(book, done), check]).toEqual([at, true, 'ok']);
      }
    },
  );
});
