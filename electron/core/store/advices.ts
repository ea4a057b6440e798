// Owed advices in the store: the database is the queue. `due_ms` counts on the monotonic clock of
// the run that wrote it, so a start makes everything due; wall time never decides when to send.
import { z } from 'zod';
import type { AdviceKind, AdviceState } from '../../../src-shared/domain/advice.ts';
import type { Stamp } from '../../../src-shared/domain/payment.ts';
import type { Row, Store } from './open.ts';

const adviceRow = z.object({
  id: z.string(),
  payment_id: z.string(),
  interface: z.string(),
  operation: z.string(),
  kind: z.enum(['confirmation', 'reversal']),
  reason: z.enum(['TIMEOUT', 'CANCELLED', 'RESPONSE_NOT_FINAL']).nullable(),
  body: z.string(),
  state: z.enum(['owed', 'delivered', 'attention']),
  owed_at: z.string(),
  owed_in_run: z.string(),
  attempts: z.int(),
  sends: z.int(),
  due_ms: z.int(),
});
export type StoredAdvice = z.infer<typeof adviceRow>;

export type NewAdvice = Pick<
  StoredAdvice,
  'id' | 'payment_id' | 'interface' | 'operation' | 'kind' | 'reason' | 'body'
>;

/** Adds an advice. Fails on a second one for the same payment. Call with its decision's commit. */
export function addAdvice(store: Store, advice: NewAdvice, at: Stamp, runId: string): void {
  store.run(
    `INSERT INTO advices (id, payment_id, interface, operation, kind, reason, body, state, owed_at,
       owed_in_run) VALUES (?, ?, ?, ?, ?, ?, ?, 'owed', ?, ?)`,
    advice.id,
    advice.payment_id,
    advice.interface,
    advice.operation,
    advice.kind,
    advice.reason,
    advice.body,
    at,
    runId,
  );
}

/** Makes everything owed due now. */
export function makeAllDue(store: Store): void {
  store.run(`UPDATE advices SET due_ms = 0 WHERE state = 'owed' AND due_ms > 0`);
}

/** Up to `limit` owed advices that are due, the longest due first. */
export function dueAdvices(store: Store, nowMs: number, limit: number): StoredAdvice[] {
  return store
    .all(
      `SELECT * FROM advices WHERE state = 'owed' AND due_ms <= ? ORDER BY due_ms, seq LIMIT ?`,
      Math.floor(nowMs),
      limit,
    )
    .map((row) => adviceRow.parse(row));
}

/** Takes an advice that cannot be sent out of the repeats; it stays in the exceptions list. */
export function parkAdvice(store: Store, id: string): void {
  store.run(`UPDATE advices SET state = 'attention' WHERE id = ? AND state = 'owed'`, id);
}

/**
 * Owes a delivered reversal once more, same id and bytes. For an approval that came after it: the
 * request may have overtaken nothing, or been overtaken, and a repeat is harmless.
 */
export function repeatReversalOf(store: Store, paymentId: string): void {
  store.run(
    `UPDATE advices SET state = 'owed', due_ms = 0, settled_at = NULL
     WHERE payment_id = ? AND kind = 'reversal' AND state = 'delivered'`,
    paymentId,
  );
}

/** When the next owed advice becomes due after `nowMs`, or undefined when none does. */
export function nextDueMs(store: Store, nowMs: number): number | undefined {
  const row = store.one(
    `SELECT min(due_ms) AS due FROM advices WHERE state = 'owed' AND due_ms > ?`,
    Math.floor(nowMs),
  );
  return typeof row?.['due'] === 'number' ? row['due'] : undefined;
}

/** Notes the result of an attempt. `sent` is false when no byte can have left. */
export function noteAttempt(
  store: Store,
  id: string,
  result: { state: AdviceState; dueMs: number; sent: boolean; at: Stamp },
): void {
  store.run(
    `UPDATE advices SET state = ?, due_ms = ?, attempts = attempts + 1, sends = sends + ?,
       settled_at = CASE WHEN ? = 'delivered' THEN ? END WHERE id = ? AND state = 'owed'`,
    result.state,
    Math.ceil(result.dueMs),
    result.sent ? 1 : 0,
    result.state,
    result.at,
    id,
  );
}

/** Puts an advice from the exceptions list back to be repeated. False when it is not there. */
export function oweAgain(store: Store, id: string): boolean {
  return (
    store.run(
      `UPDATE advices SET state = 'owed', due_ms = 0 WHERE id = ? AND state = 'attention'`,
      id,
    ) === 1
  );
}

export type OwedCounts = {
  readonly confirmations: number;
  readonly reversals: number;
  readonly attention: number;
  readonly oldestSince: Stamp | null;
};

export function countOwed(store: Store): OwedCounts {
  const row = store.one(
    `SELECT count(*) FILTER (WHERE state = 'owed' AND kind = 'confirmation') AS confirmations,
       count(*) FILTER (WHERE state = 'owed' AND kind = 'reversal') AS reversals,
       count(*) FILTER (WHERE state = 'attention') AS attention
     FROM advices WHERE state <> 'delivered'`,
  );
  const oldest = store.one(
    `SELECT owed_at FROM advices WHERE seq = (
       SELECT min(seq) FROM (
         SELECT min(seq) AS seq FROM advices WHERE state = 'owed' AND state <> 'delivered'
         UNION ALL
         SELECT min(seq) FROM advices WHERE state = 'attention' AND state <> 'delivered'
       )
     )`,
  );
  return {
    confirmations: Number(row?.['confirmations']),
    reversals: Number(row?.['reversals']),
    attention: Number(row?.['attention']),
    oldestSince: oldest ? String(oldest['owed_at']) : null,
  };
}

/** The advice of a payment, whatever became of it. */
export function adviceOf(
  store: Store,
  paymentId: string,
): { kind: AdviceKind; state: AdviceState } | null {
  const row = store.one('SELECT * FROM advices WHERE payment_id = ?', paymentId);
  return row ? adviceRow.parse(row) : null;
}

/** What stands in the queue, exceptions first, then the oldest. */
export function listOpenAdvices(store: Store, limit: number): { advice: StoredAdvice; row: Row }[] {
  return store
    .all(
      `SELECT advices.*, payments.sale_number, payments.amount_minor, payments.approved_minor,
         payments.currency
       FROM advices JOIN payments ON payments.id = advices.payment_id
       WHERE advices.state <> 'delivered' ORDER BY advices.state, advices.seq LIMIT ?`,
      limit,
    )
    .map((row) => ({ advice: adviceRow.parse(row), row }));
}
