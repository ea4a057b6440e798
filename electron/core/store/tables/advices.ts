// Owed advices in the store: the database is the queue. `due_ms` counts on a time of the queue's own,
// which a start moves beyond all that is owed; wall time never decides when to send.
import { z } from 'zod';
import {
  type AdviceKind,
  type AdviceState,
  adviceKinds,
  adviceStates,
} from '../../../../src-shared/domain/advice.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import type { Row } from '../disk.ts';
import { isOfDisk } from '../safe/disk-trouble.ts';
import { readRows } from '../safe/unreadable.ts';
import type { Store } from '../store.ts';
import type { RecordedTable, Table } from '../table.ts';

export const advicesTable: RecordedTable = {
  since: 5,
  key: 'id',
  text: [
    'id',
    'transaction_id',
    'interface',
    'operation',
    'kind',
    'reason',
    'body',
    'state',
    'owed_at',
    'owed_in_run',
    'settled_at',
    'closed_at',
    'closings',
  ],
  integer: ['seq', 'attempts', 'sends', 'due_ms'],
  unrecorded: ['attempts', 'sends', 'due_ms'],
  lasting: [
    'id',
    'transaction_id',
    'interface',
    'operation',
    'kind',
    'reason',
    'body',
    'owed_at',
    'owed_in_run',
  ],
  twin: ['transaction_id', 'body'],
  marks: [],
  settling: ['id', 'state', 'settled_at', 'closed_at', 'closings'],
  // One whose transaction is lost from the book is owed all the same.
  kept: (sales) => `state <> 'delivered'
    OR transaction_id IN (SELECT id FROM transactions WHERE sale_id IN (${sales}))`,
};

/** The first attempt of each advice, until something follows it (exchanges.ts). */
export const firstAnswersTable: Table = {
  since: 4,
  text: ['advice_id', 'sent_at', 'answered_at', 'silence', 'error_type', 'message', 'response'],
  integer: ['advice_seq', 'status'],
};

const adviceRow = z.object({
  seq: z.int(),
  id: z.string(),
  transaction_id: z.string(),
  interface: z.string(),
  operation: z.string(),
  kind: z.enum(adviceKinds),
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

// Each in the words of the index that answers it, however many rows there are.
const isOwed = `advices.state = 'owed' AND advices.state <> 'delivered'`;
/** What needs a person. */
export const isException = `advices.state = 'attention' AND advices.closed_at IS NULL`;

/** The state of a row of `advices`, as an SQL expression. */
const adviceStateNow = `CASE WHEN advices.closed_at IS NULL THEN advices.state ELSE 'closed' END`;

export type NewAdvice = Pick<
  StoredAdvice,
  'id' | 'transaction_id' | 'interface' | 'operation' | 'kind' | 'reason' | 'body'
>;

/** Adds an advice. Fails on a second one for the same transaction. Call with its decision's commit. */
export function addAdvice(store: Store, advice: NewAdvice, at: Stamp, runId: string): void {
  store.write(
    'advices',
    advice.id,
    `INSERT INTO advices (id, transaction_id, interface, operation, kind, reason, body, state, owed_at,
       owed_in_run) VALUES (?, ?, ?, ?, ?, ?, ?, 'owed', ?, ?)`,
    advice.id,
    advice.transaction_id,
    advice.interface,
    advice.operation,
    advice.kind,
    advice.reason,
    advice.body,
    at,
    runId,
  );
}

/** When the last of all owed advices of an interface becomes due, or 0 when nothing is owed there. */
export function lastDueMs(store: Store, of: string): number {
  const row = store.one(
    `SELECT max(due_ms) AS due FROM advices WHERE state = 'owed' AND interface = ?`,
    of,
  );
  return Number(row?.['due'] ?? 0);
}

/**
 * Up to `limit` owed advices of an interface that are due, the longest due first. One that cannot be read is parked,
 * so that it neither stops nor holds up the others.
 */
export function dueAdvices(store: Store, of: string, nowMs: number, limit: number): StoredAdvice[] {
  for (;;) {
    const rows = store.all(
      `SELECT * FROM advices WHERE state = 'owed' AND interface = ? AND due_ms <= ?
       ORDER BY due_ms, seq LIMIT ?`,
      of,
      Math.floor(nowMs),
      limit,
    );
    const due = readRows(store, 'advices', rows, readAdvice);
    const unreadable = rows.filter(({ id }) => store.unreadable.has('advices', id));
    if (unreadable.length === 0) return due;
    const isAnyParked = parkAll(store, unreadable);
    if (due.length > 0 || !isAnyParked) return due;
  }
}

// On a disk that takes nothing they stay where they are, and the others are sent all the same.
function parkAll(store: Store, rows: readonly Row[]): boolean {
  try {
    return store
      .commit('park', () => rows.map(({ id }) => parkAdvice(store, String(id))))
      .includes(true);
  } catch (error) {
    if (!isOfDisk(error)) throw error;
    return false;
  }
}

/**
 * Takes an advice that cannot be sent out of the repeats; it stays in the exceptions list. False
 * when it is not owed.
 */
export function parkAdvice(store: Store, id: string): boolean {
  const sql = `UPDATE advices SET state = 'attention' WHERE id = ? AND state = 'owed'`;
  return store.writeKnown('advices', id, sql, id) === 1;
}

/**
 * Parks what is owed to an interface that this till has not: no queue would meet it. Looked for from
 * name to name, however much is owed.
 */
export function parkStray(store: Store, interfaces: readonly string[]): void {
  for (let after = ''; ; ) {
    const sql = `SELECT min(interface) AS name FROM advices WHERE state = 'owed' AND interface > ?`;
    const name = store.one(sql, after)?.['name'];
    if (typeof name !== 'string') return;
    after = name;
    if (interfaces.includes(name)) continue;
    const rows = store.all(`SELECT id FROM advices WHERE state = 'owed' AND interface = ?`, name);
    parkAll(store, rows);
  }
}

/** The interface that an advice goes to. */
export function interfaceOf(store: Store, id: string): string | null {
  const row = store.one('SELECT interface FROM advices WHERE id = ?', id);
  return typeof row?.['interface'] === 'string' ? row['interface'] : null;
}

/** When the next owed advice of an interface becomes due after `nowMs`, or undefined when none does. */
export function nextDueMs(store: Store, of: string, nowMs: number): number | undefined {
  const row = store.one(
    `SELECT min(due_ms) AS due FROM advices
     WHERE state = 'owed' AND interface = ? AND due_ms > ?`,
    of,
    Math.floor(nowMs),
  );
  return typeof row?.['due'] === 'number' ? row['due'] : undefined;
}

/** Notes the result of an attempt. `sent` is false when no byte can have left. */
export function noteAttempt(
  store: Store,
  { seq, id }: Pick<StoredAdvice, 'seq' | 'id'>,
  result: { state: Exclude<AdviceState, 'closed'>; dueMs: number; sent: boolean; at: Stamp },
): void {
  const settledAt = result.state === 'delivered' ? result.at : null;
  const dueMs = Math.ceil(result.dueMs);
  const sent = result.sent ? 1 : 0;
  // A repeat is no news: what is rebuilt from the record is repeated anyway.
  if (result.state === 'owed') {
    store.run(repeated, dueMs, sent, seq);
    return;
  }
  const changed = { id, state: result.state, settled_at: settledAt };
  store.writeChanged('advices', id, changed, settled, result.state, dueMs, sent, settledAt, seq);
}

const repeated = `UPDATE advices SET due_ms = ?, attempts = attempts + 1, sends = sends + ?
  WHERE seq = ? AND state = 'owed'`;
const settled = `UPDATE advices SET state = ?, due_ms = ?, attempts = attempts + 1, sends = sends + ?,
  settled_at = ? WHERE seq = ? AND state = 'owed'`;

/** Puts an advice from the exceptions list back to be repeated. False when it is not there. */
export function oweAgain(store: Store, id: string): boolean {
  const sql = `UPDATE advices SET state = 'owed', due_ms = 0
    WHERE id = ? AND state = 'attention' AND closed_at IS NULL`;
  return store.writeKnown('advices', id, sql, id) === 1;
}

/** What became of the advice of a transaction; a state the till does not know needs a person. */
export function adviceStateOf(store: Store, transactionId: string): AdviceState | null {
  const row = store.one(
    `SELECT ${adviceStateNow} AS state FROM advices WHERE transaction_id = ?`,
    transactionId,
  );
  return row ? z.enum(adviceStates).catch('attention').parse(row['state']) : null;
}

/** What a sale tells of the advice of a transaction. */
export type PartAdvice = {
  readonly kind: AdviceKind;
  readonly state: AdviceState;
  /** When it was delivered, or closed by a person. */
  readonly settledAt: Stamp | null;
};

/** The columns of an advice beside those of its transaction, as SQL. */
export const adviceBeside = `advices.id AS advice_id, advices.kind AS advice_kind,
  ${adviceStateNow} AS advice_state,
  coalesce(advices.closed_at, advices.settled_at) AS advice_settled_at`;

/** The advice beside a transaction. What cannot be read of it needs a person. */
export function adviceIn(row: Row): PartAdvice | null {
  if (row['advice_id'] === null) return null;
  const likely: AdviceKind = row['phase'] === 'completed' ? 'confirmation' : 'reversal';
  const settledAt = row['advice_settled_at'];
  return {
    kind: z.enum(adviceKinds).catch(likely).parse(row['advice_kind']),
    state: z.enum(adviceStates).catch('attention').parse(row['advice_state']),
    settledAt: typeof settledAt === 'string' ? settledAt : null,
  };
}

/**
 * What stands in the queue, exceptions first, then the oldest. One whose transaction is lost from the book
 * has no sale and no amount; it is owed all the same.
 */
export function listOpenAdvices(store: Store, limit: number): { advice: StoredAdvice; row: Row }[] {
  const open = (where: string, most: number) =>
    store.all(
      `SELECT advices.*, transactions.sale_id, transactions.sale_number, transactions.amount_minor,
         transactions.approved_minor, transactions.currency, transactions.kind AS about
       FROM advices LEFT JOIN transactions ON transactions.id = advices.transaction_id
       WHERE ${where} ORDER BY advices.seq LIMIT ?`,
      most,
    );
  const exceptions = open(isException, limit);
  const owed = open(isOwed, limit - exceptions.length);
  return readRows(store, 'advices', [...exceptions, ...owed], (row) => ({
    advice: readAdvice(row),
    row,
  }));
}

/**
 * Notes every advice whose state the till does not know: none of the queries above would meet it. At the
 * start, once. Looked for from state to state, however much is owed.
 */
export function lookForUnknownAdvices(store: Store): void {
  readRows(store, 'advices', store.all(ofUnknownStates), readAdvice);
}

const ofUnknownStates = `SELECT * FROM advices WHERE state <> 'delivered' AND state IN (
  WITH RECURSIVE states (name) AS (
    SELECT min(state) FROM advices WHERE state <> 'delivered'
    UNION SELECT (
      SELECT min(state) FROM advices WHERE state <> 'delivered' AND state > states.name
    ) FROM states WHERE name IS NOT NULL
  )
  SELECT name FROM states WHERE name NOT IN ('owed', 'attention'))`;

function readAdvice(row: Row): StoredAdvice {
  return adviceRow.parse(row);
}
