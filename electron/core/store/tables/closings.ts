// Advices that a person settled, and what brings a settled one back. The column `closed_at` says
// that one is closed, `closings` keeps every closing there ever was.
import { z } from 'zod';
import { type AdviceKind, afterLateAnswer } from '../../../../src-shared/domain/advice.ts';
import type { Closing } from '../../../../src-shared/domain/closing.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import { readJson } from '../../wire/strict-json.ts';
import type { Row } from '../disk.ts';
import type { Store } from '../store.ts';
import { adviceStateOf } from './advices.ts';
import { exchangesSoFar } from './exchanges.ts';

const closingList = z.array(
  z.object({
    at: z.string(),
    person: z.string(),
    reason: z.string(),
    place: z.int(),
    reopened: z.object({ at: z.string(), place: z.int() }).nullable(),
  }),
);

/**
 * Closes an advice of the exceptions list. Gives the closing that holds from now on, or why there is
 * none: there is no such advice, it is delivered, on its way again, or closed already.
 * Call inside a commit.
 */
export function closeAdvice(
  store: Store,
  id: string,
  closing: Pick<Closing, 'at' | 'person' | 'reason'>,
): 'closed' | 'notThere' | 'delivered' | 'owed' | 'closedBefore' {
  const row = store.one('SELECT transaction_id, closings FROM advices WHERE id = ?', id);
  const state = row ? adviceStateOf(store, String(row['transaction_id'])) : null;
  if (!row || state === null) return 'notThere';
  if (state === 'closed') return 'closedBefore';
  if (state !== 'attention') return state;
  const place = exchangesSoFar(store, String(row['transaction_id']));
  const closings: Closing[] = [...readClosings(row), { ...closing, place, reopened: null }];
  const changed = store.writeKnown(
    'advices',
    id,
    `UPDATE advices SET closed_at = ?, closings = ?
     WHERE id = ? AND state = 'attention' AND closed_at IS NULL`,
    closing.at,
    JSON.stringify(closings),
    id,
  );
  store.unreadable.forget('advices', id);
  // A state that the till does not know counts as attention and cannot be closed.
  return changed === 1 ? 'closed' : 'notThere';
}

/**
 * After an answer that may be a late approval: a delivered reversal is owed once more, same id and
 * bytes (the request may have been overtaken by it, and a repeat is harmless); one that a person
 * closed stands among the exceptions again, its closing kept. Call inside a commit.
 */
export function reviveReversalOf(store: Store, transactionId: string, at: Stamp): void {
  const row = store.one(
    `SELECT id, closings FROM advices WHERE transaction_id = ? AND kind = 'reversal'`,
    transactionId,
  );
  const state = row && adviceStateOf(store, transactionId);
  if (!row || !state || afterLateAnswer(state) === state) return;
  const id = String(row['id']);
  if (state === 'closed') {
    const reopened = { at, place: exchangesSoFar(store, transactionId) };
    const closings = readClosings(row).map((closing) => ({
      ...closing,
      reopened: closing.reopened ?? reopened,
    }));
    const kept = JSON.stringify(closings);
    const sql = 'UPDATE advices SET closed_at = NULL, closings = ? WHERE id = ?';
    store.writeKnown('advices', id, sql, kept, id);
  } else {
    const sql = `UPDATE advices SET state = 'owed', due_ms = 0, settled_at = NULL WHERE id = ?`;
    store.writeKnown('advices', id, sql, id);
  }
}

/** Every closing of a transaction's advice, oldest first. */
export function closingsOf(
  store: Store,
  transactionId: string,
): { readonly kind: AdviceKind; readonly closings: readonly Closing[] } {
  const row = store.one(
    'SELECT kind, closings FROM advices WHERE transaction_id = ?',
    transactionId,
  );
  const kind = row?.['kind'] === 'reversal' ? 'reversal' : 'confirmation';
  return { kind, closings: readClosings(row) };
}

// What people wrote is for people: a list that was damaged must not keep an advice from being closed,
// or from being owed again.
function readClosings(row: Row | undefined): Closing[] {
  const text = row?.['closings'];
  const read = readJson(typeof text === 'string' ? text : '[]');
  return (read.ok && closingList.safeParse(read.value).data) || [];
}
