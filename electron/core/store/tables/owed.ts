// How much is owed, which the windows are told at each change. The book keeps the counts itself: triggers
// take them along with every change of an advice (migrations/0005-owed-counts.ts), so that neither a
// start nor a change counts a hundred thousand rows.
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import type { Database, Row } from '../disk.ts';
import { countAnew } from '../migrations/0005-owed-counts.ts';
import { listUnreadable } from '../safe/unreadable.ts';
import type { Store } from '../store.ts';
import { isException } from './advices.ts';

/** Up to so many are counted anew at each start. */
const countedAtStart = 2_000;

const kept = 'SELECT confirmations, reversals, exceptions, others, open FROM owed_counts';

/**
 * Makes the kept counts what they should be. They are counted anew when the book is `doubted`, and when
 * they cannot be right: of few that costs nothing; of many the parts must come to the whole, which they
 * do not after a bit has changed in one of them. So none stays wrong for ever: what a sum does not show
 * is counted when the backlog has gone out.
 */
export function checkCounts(database: Database, doubted: boolean): void {
  const one = (sql: string) => database.prepare(sql).get() as Row | undefined;
  const counts = one(kept);
  if (!doubted && counts && isSane(counts) && hasMany(database)) return;
  const right = one(countAnew) ?? {};
  if (counts && Object.keys(right).every((name) => right[name] === counts[name])) return;
  const names = Object.keys(right);
  database.exec('BEGIN IMMEDIATE -- counts');
  database
    .prepare(
      `INSERT OR REPLACE INTO owed_counts (only, ${names.join(', ')})
       VALUES (1, ${names.map(() => '?').join(', ')})`,
    )
    .run(...names.map((name) => Number(right[name])));
  database.exec('COMMIT -- counts');
}

function isSane(counts: Row): boolean {
  const { open, ...parts } = counts;
  const numbers = Object.values(parts).map(Number);
  const sum = numbers.reduce((a, b) => a + b, 0);
  return sum === open && sum > countedAtStart && numbers.every((number) => number >= 0);
}

function hasMany(database: Database): boolean {
  const sql = `SELECT 1 FROM advices WHERE state <> 'delivered' LIMIT 1 OFFSET ${countedAtStart}`;
  return database.prepare(sql).get() !== undefined;
}

/** How many advices are not delivered. */
export function openAdvices(database: Database): number {
  const row = database.prepare('SELECT open FROM owed_counts').get() as Row | undefined;
  return Number(row?.['open'] ?? 0);
}

export type OwedCounts = {
  readonly confirmations: number;
  readonly reversals: number;
  /** What needs a person; the unreadable records are among them. */
  readonly attention: number;
  readonly unreadable: number;
  readonly oldestSince: Stamp | null;
};

/** Since when the confirmation waits that is owed longest at an interface, or null. */
export function oldestConfirmation(store: Store, name: string): Stamp | null {
  const row = store.one(
    `SELECT owed_at FROM advices WHERE interface = ? AND state = 'owed' AND kind = 'confirmation'
     ORDER BY seq LIMIT 1`,
    name,
  );
  return row ? String(row['owed_at']) : null;
}

export function countOwed(store: Store): OwedCounts {
  const row = store.one(kept);
  const oldest = store.one(
    `SELECT owed_at FROM advices WHERE seq = (
       SELECT min(seq) FROM (
         SELECT min(seq) AS seq FROM advices WHERE state = 'owed' AND state <> 'delivered'
         UNION ALL
         SELECT min(seq) FROM advices WHERE ${isException}
       )
     )`,
  );
  const unreadable = listUnreadable(store);
  // Those that stand among the exceptions are counted there.
  const others = unreadable.filter(({ canClose }) => !canClose).length;
  return {
    confirmations: Number(row?.['confirmations']),
    reversals: Number(row?.['reversals']),
    attention: Number(row?.['exceptions']) + others,
    unreadable: unreadable.length,
    oldestSince: oldest ? String(oldest['owed_at']) : null,
  };
}
