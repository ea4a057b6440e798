// How much is owed, which the windows are told at each change.
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import { listUnreadable } from '../safe/unreadable.ts';
import type { Store } from '../store.ts';
import { isException } from './advices.ts';

// What each count is of, as SQL about a row: of the table, or of a trigger (`old.`, `new.`).
const counted = (row: string) => ({
  confirmations: `(${row}state = 'owed' AND ${row}kind = 'confirmation')`,
  reversals: `(${row}state = 'owed' AND ${row}kind = 'reversal')`,
  exceptions: `(${row}state = 'attention' AND ${row}closed_at IS NULL)`,
});
const [all, before, after] = [counted(''), counted('old.'), counted('new.')];

// To count a hundred thousand owed advices takes 40 ms, and the windows are told of the number at
// each change. So it is counted once a run; from then on every change of an advice takes the counts
// along, in its own commit. TEMP: kept by the connection, never on disk, gone with it.
const countFromNowOn = `
  CREATE TEMP TABLE owed_counts AS SELECT
    count(*) FILTER (WHERE ${all.confirmations}) AS confirmations,
    count(*) FILTER (WHERE ${all.reversals}) AS reversals,
    count(*) FILTER (WHERE ${all.exceptions}) AS exceptions
  FROM main.advices WHERE state <> 'delivered';
  CREATE TEMP TRIGGER count_new_advice AFTER INSERT ON main.advices BEGIN
    UPDATE owed_counts SET confirmations = confirmations + ${after.confirmations},
      reversals = reversals + ${after.reversals}, exceptions = exceptions + ${after.exceptions};
  END;
  CREATE TEMP TRIGGER count_changed_advice AFTER UPDATE OF state, closed_at ON main.advices BEGIN
    UPDATE owed_counts SET
      confirmations = confirmations + ${after.confirmations} - ${before.confirmations},
      reversals = reversals + ${after.reversals} - ${before.reversals},
      exceptions = exceptions + ${after.exceptions} - ${before.exceptions};
  END`;

export type OwedCounts = {
  readonly confirmations: number;
  readonly reversals: number;
  /** What needs a person; the unreadable records are among them. */
  readonly attention: number;
  readonly unreadable: number;
  readonly oldestSince: Stamp | null;
};

export function countOwed(store: Store): OwedCounts {
  const isCounted = store.one(`SELECT 1 FROM temp.sqlite_schema WHERE name = 'owed_counts'`);
  if (!isCounted) store.database.exec(countFromNowOn);
  const row = store.one('SELECT * FROM temp.owed_counts');
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
