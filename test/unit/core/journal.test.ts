// The second record, on a disk in memory: what is torn, damaged or missing in it is noticed.
import { beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../../electron/core/store/safe/journal.ts';
import type { RecordedRow } from '../../../electron/core/store/safe/record-lines.ts';
import { Random } from '../../simulation/random.ts';
import { diskOf } from '../../simulation/sim-disk.ts';
import { VirtualDisk } from '../../simulation/virtual-disk.ts';

const path = '/till/till.record';
let disk: VirtualDisk;
let journal: Journal;

beforeEach(() => {
  disk = new VirtualDisk(new Random(3));
  journal = open();
});

function open(): Journal {
  return Journal.open(diskOf({ disk, isDead: false }), path);
}

function commit(seq: number, ...ids: string[]): RecordedRow[] {
  return ids.map((id) => ({
    seq,
    commit: 'test',
    of: ids.length,
    table: 'advices',
    row: { id, body: `for ${id}, ö` },
  }));
}

const content = () => {
  const file = disk.find(path);
  return Buffer.from(file?.now.bytes.slice(0, file.size) ?? []);
};
const lineStart = (number: number) => {
  let at = 0;
  for (let line = 0; line < number; line += 1) at = content().indexOf('\n', at) + 1;
  return at;
};
const ids = () =>
  open()
    .read(0)
    .rows.map(({ row }) => row['id']);

it('gives back what was appended, commit by commit', () => {
  journal.append(commit(1, 'a'));
  journal.append(commit(2, 'b', 'c'));
  expect(open().read(0)).toEqual({
    rows: [...commit(1, 'a'), ...commit(2, 'b', 'c')],
    newest: 2,
    gaps: 0,
    wholeFrom: 0,
    anewAt: 0,
    begin: 0,
    end: journal.size,
  });
});

it('an append that returned survives a power cut', () => {
  journal.append(commit(1, 'a'));
  disk.cutPower();
  expect(ids()).toEqual(['a']);
});

describe('an append that need not be durable yet', () => {
  const later = { synced: false };
  /** What is left of it after each of many power cuts: its bytes may be there, or not, or in part. */
  const leftAfterCuts = (write: () => void) =>
    Array.from({ length: 20 }, (_, seed) => {
      disk = new VirtualDisk(new Random(seed));
      journal = open();
      journal.append(commit(1, 'a'));
      write();
      disk.cutPower();
      return ids().length;
    });

  it('may be lost in a power cut, and nothing else is', () => {
    const left = leftAfterCuts(() => journal.append(commit(2, 'b'), later));
    expect(new Set(left)).toEqual(new Set([1, 2]));
  });

  it.each<[string, () => void]>([
    ['the next durable one', () => journal.append(commit(3, 'c'))],
    ['the end of the run', () => journal.close()],
  ])('is made so by %s', (_what, then) => {
    const left = leftAfterCuts(() => {
      journal.append(commit(2, 'b'), later);
      then();
    });
    expect(Math.min(...left)).toBeGreaterThan(1);
    expect(new Set(left).size).toBe(1);
  });
});

describe('at its end', () => {
  it.each([1, 20, 9])('a torn line (%i bytes missing) never was', (missing) => {
    journal.append(commit(1, 'a'));
    const { size } = journal;
    journal.append(commit(2, 'b'));
    disk.find(path)?.cutTo(journal.size - missing);
    expect(open().read(0)).toMatchObject({ newest: 1, gaps: 0, end: size });
  });

  it('a commit of which a line is missing never was', () => {
    journal.append(commit(1, 'a'));
    const { size } = journal;
    journal.append(commit(2, 'b', 'c'));
    disk.find(path)?.cutTo(lineStart(2));
    expect(open().read(0)).toMatchObject({ newest: 1, gaps: 0, end: size });
    expect(ids()).toEqual(['a']);
  });

  it('zeroes, as some file systems leave them after a power cut, never were', () => {
    journal.append(commit(1, 'a'));
    const { size } = journal;
    disk.find(path)?.damage(size, new Uint8Array(4_096));
    expect(open().read(0)).toMatchObject({ newest: 1, gaps: 0, end: size });
  });
});

describe('in the middle', () => {
  beforeEach(() => {
    journal.append(commit(1, 'a'));
    journal.append(commit(2, 'b', 'c'));
    journal.append(commit(3, 'd'));
  });

  it('a damaged line takes its whole commit along, and is a gap', () => {
    disk.find(path)?.damage(lineStart(1) + 40, Buffer.from('X'));
    expect(open().read(0)).toMatchObject({ newest: 3, gaps: 1, wholeFrom: 3 });
    expect(ids()).toEqual(['a', 'd']);
  });

  it('a commit that is missing altogether is a gap', () => {
    const [from, to] = [lineStart(1), lineStart(3)];
    const rest = content().subarray(to);
    const file = disk.find(path);
    file?.cutTo(from);
    file?.damage(from, rest);
    expect(open().read(0)).toMatchObject({ newest: 3, gaps: 1, wholeFrom: 3 });
  });

  it('every single flipped bit is noticed: a line is as it was, or it does not count', () => {
    const before = content();
    const whole = open()
      .read(0)
      .rows.map((row) => JSON.stringify(row));
    for (let bit = 0; bit < before.length * 8; bit += 3) {
      const byte = (before[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      disk.find(path)?.damage(bit >> 3, Uint8Array.of(byte));
      const read = open().read(0);
      for (const row of read.rows) expect(whole).toContain(JSON.stringify(row));
      // A flip in the last commit looks like a torn end: the database knows better.
      expect(read.gaps > 0 || read.newest < 3).toBe(true);
      disk.find(path)?.damage(bit >> 3, before.subarray(bit >> 3, (bit >> 3) + 1));
    }
  });
});

it('what is taken back never was, even when the disk had no room for all of it', () => {
  journal.append(commit(1, 'a'));
  const { size } = journal;
  journal.append(commit(2, 'b', 'c'));
  journal.takeBack();
  expect(journal.size).toBe(size);
  journal.append(commit(2, 'd'));
  expect(ids()).toEqual(['a', 'd']);
});

describe('that begins anew', () => {
  it('on a full disk: leaves the old one, and no half of a new one', () => {
    journal.append(commit(1, 'a'));
    disk.faults.full = true;
    expect(() => journal.rewrite(1, 4, [{ table: 'advices', row: { id: 'a' } }])).toThrow('ENOSPC');
    disk.faults.full = false;
    expect(disk.names).toEqual([path]);
    journal.append(commit(2, 'b'));
    expect(ids()).toEqual(['a', 'b']);
  });

  const rows = commit(0, 'x', 'y').map(({ table, row }) => ({ table, row }));

  it('holds what it was given, and goes on from there', () => {
    journal.append(commit(1, 'a'));
    journal.rewrite(7, 4, rows);
    journal.append(commit(8, 'z'));
    expect(open().read(0)).toMatchObject({ newest: 8, gaps: 0, anewAt: 7 });
    expect(ids()).toEqual(['x', 'y', 'z']);
    disk.cutPower();
    expect(ids()).toEqual(['x', 'y', 'z']);
  });

  it('notices that one of its first lines is damaged', () => {
    journal.rewrite(7, 4, rows);
    journal.append(commit(8, 'z'));
    disk.find(path)?.damage(30, Buffer.from('X'));
    expect(open().read(0)).toMatchObject({ newest: 8, gaps: 1, wholeFrom: 8, anewAt: 0 });
    expect(ids()).toEqual(['y', 'z']);
  });

  it('is the old one or the new one after a power cut at any moment of it', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 200; seed += 1) {
      disk = new VirtualDisk(new Random(seed));
      journal = open();
      journal.append(commit(1, 'a'));
      let left = seed % 8;
      const breakOff = () => {
        left -= 1;
        if (left === 0) throw new Error('power cut');
      };
      const port = diskOf({ disk, isDead: false, onWrite: breakOff, onSync: breakOff });
      try {
        Journal.open(port, path).rewrite(1, 4, rows);
      } catch {
        // Here it was.
      }
      disk.cutPower();
      const found = ids().join();
      expect(['a', 'x,y']).toContain(found);
      seen.add(found);
    }
    expect([...seen].sort()).toEqual(['a', 'x,y']);
  });
});

it('is read from its end only as far as it is needed', () => {
  journal.rewrite(1, 4, []);
  const pad = 'p'.repeat(1024);
  for (let seq = 2; seq < 40; seq += 1) {
    const [row] = commit(seq, `r${seq}`);
    if (row) journal.append([{ ...row, row: { ...row.row, body: pad } }]);
  }
  const tail = open().read(30, 4_096);
  expect(tail).toMatchObject({ newest: 39, gaps: 0 });
  expect(tail.rows.length).toBeLessThan(20);
  expect(open().read(1, 4_096).rows.length).toBe(38);
});

it('a commit of which only the end is read counts when the book knows of it and there is no other', () => {
  journal.append(commit(1, ...Array.from({ length: 50 }, (_, index) => `r${index}`)));
  const tail = open().read(1, 1_000);
  expect(tail).toMatchObject({ newest: 1, gaps: 0, wholeFrom: 0, end: journal.size });
  expect(tail.rows.at(-1)?.row['id']).toBe('r49');
  expect(tail.rows.length).toBeLessThan(50);
});

it('the lines before an offset, newest first, as far as there are any', () => {
  journal.rewrite(1, 4, []);
  for (let seq = 2; seq < 60; seq += 1) journal.append(commit(seq, `r${seq}`));
  const { begin } = open().read(59, 500);
  const before: unknown[] = [];
  for (let at = begin; at > 0; ) {
    const slice = open().before(at, 700);
    before.push(...slice.lines.map((line) => line?.row['id']));
    expect(slice.begin).toBeLessThan(at);
    at = slice.begin;
  }
  const read = open()
    .read(59, 500)
    .rows.map(({ row }) => row['id']);
  expect([...before.toReversed(), ...read]).toEqual(
    Array.from({ length: 58 }, (_, index) => `r${index + 2}`),
  );
});

it('a damaged line among them is not passed over', () => {
  for (let seq = 1; seq < 9; seq += 1) journal.append(commit(seq, `r${seq}`));
  disk.find(path)?.damage(20, Uint8Array.of(0));
  expect(open().before(journal.size, 10_000).lines.at(-1)).toBeNull();
});

it('a commit that starts in the midst of what is read is no gap', () => {
  journal.rewrite(1, 4, []);
  journal.append(commit(2, ...Array.from({ length: 50 }, (_, index) => `r${index}`)));
  journal.append(commit(3, 'a'));
  journal.append(commit(4, 'b'));
  const tail = open().read(3, 1_000);
  expect(tail).toMatchObject({ newest: 4, gaps: 0, wholeFrom: 0 });
  expect(tail.rows.map(({ row }) => row['id'])).toEqual(['a', 'b']);
});
