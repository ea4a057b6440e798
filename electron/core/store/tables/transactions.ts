// Transactions in the store. Each is written whole at each step together with its event. What only its
// service understands (`issued`, `approval`, `reason`, `step`) is kept as the service gives it.
import { z } from 'zod';
import { adviceKinds, type OwedAdvice } from '../../../../src-shared/domain/advice.ts';
import type { Part } from '../../../../src-shared/domain/sale/sale.ts';
import { spellingsOf } from '../../../../src-shared/domain/same-id.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import { type Phase, phases } from '../../../../src-shared/domain/transaction.ts';
import type { Row } from '../disk.ts';
import { readRows } from '../safe/unreadable.ts';
import type { Store } from '../store.ts';
import { columnsOf, type RecordedTable, type Table } from '../table.ts';
import { adviceBeside, adviceIn, type PartAdvice } from './advices.ts';

export const transactionsTable: RecordedTable = {
  since: 5,
  key: 'id',
  text: [
    'id',
    'sale_id',
    'sale_number',
    'line_id',
    'service',
    'kind',
    'phase',
    'step',
    'currency',
    'lookup_id',
    'reference',
    'issued',
    'approval',
    'partner',
    'reason',
    'started_at',
    'approved_at',
    'shown_at',
    'decided_at',
  ],
  integer: ['seq', 'attempt', 'amount_minor', 'approved_minor'],
  unrecorded: [],
  lasting: [
    'id',
    'sale_id',
    'sale_number',
    'line_id',
    'service',
    'kind',
    'amount_minor',
    'currency',
    'lookup_id',
    'started_at',
    'reference',
    'issued',
    'approval',
    'approved_minor',
    'partner',
    'approved_at',
  ],
  twin: ['lookup_id'],
  marks: [],
  settling: null,
  kept: (sales) => `sale_id IN (${sales})`,
};

export const transactionEventsTable: Table = {
  since: 5,
  text: ['transaction_id', 'at', 'phase', 'step', 'reason', 'owes'],
  integer: ['seq'],
};

/** A transaction in the words of the book, for its service to read. */
export const transactionRow = z.object({
  seq: z.int(),
  id: z.string(),
  sale_id: z.string(),
  sale_number: z.string(),
  line_id: z.string().nullable(),
  service: z.string(),
  kind: z.string(),
  attempt: z.int(),
  phase: z.enum(phases),
  step: z.string().nullable(),
  amount_minor: z.int().positive(),
  currency: z.string(),
  lookup_id: z.string().nullable(),
  reference: z.string().nullable(),
  issued: z.string().nullable(),
  approval: z.string().nullable(),
  approved_minor: z.int().nonnegative().nullable(),
  partner: z.string().nullable(),
  reason: z.string().nullable(),
  started_at: z.string(),
  approved_at: z.string().nullable(),
  // A moment that nobody can tell: somebody has to be asked, as of an approval that was never shown.
  shown_at: z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)))
    .nullable()
    .catch(null),
  decided_at: z.string().nullable(),
});
export type TransactionRow = z.infer<typeof transactionRow>;
export type NewTransaction = Omit<TransactionRow, 'seq'>;

export type TransactionEvent = {
  readonly at: Stamp;
  readonly phase: Phase;
  readonly step: string | null;
  readonly reason: string | null;
  readonly owes: OwedAdvice['kind'] | null;
};

/** Whether a message of this till bears this id already. */
export function isIdTaken(store: Store, id: string): boolean {
  const row = store.one(
    `SELECT EXISTS (SELECT 1 FROM transactions WHERE id = ?)
       OR EXISTS (SELECT 1 FROM transactions WHERE lookup_id = ?)
       OR EXISTS (SELECT 1 FROM advices WHERE id = ?) AS taken`,
    id,
    id,
    id,
  );
  return row?.['taken'] === 1;
}

/** Whether a service's far end gave this name to another transaction than this one already. */
export function isReferenceOfAnother(
  store: Store,
  service: string,
  reference: string,
  id: string,
): boolean {
  const row = store.one(
    `SELECT EXISTS (SELECT 1 FROM transactions
       WHERE reference IN (?, ?, ?) AND id <> ? AND service = ?) AS taken`,
    ...spellingsOf(reference),
    id,
    service,
  );
  return row?.['taken'] === 1;
}

const columns = columnsOf(transactionsTable).filter(
  (column): column is keyof NewTransaction => column !== 'seq',
);

const insert = `INSERT INTO transactions (${columns.join(', ')})
  VALUES (${columns.map(() => '?').join(', ')})`;
const insertOrUpdate = `${insert}
  ON CONFLICT (id) DO UPDATE SET phase = excluded.phase, step = excluded.step,
    reference = excluded.reference, issued = excluded.issued, approval = excluded.approval,
    approved_minor = excluded.approved_minor, partner = excluded.partner,
    reason = excluded.reason, approved_at = coalesce(excluded.approved_at, approved_at),
    shown_at = coalesce(excluded.shown_at, shown_at), decided_at = excluded.decided_at`;

/**
 * Writes a new transaction or its next step, with the event. A new one under the id of another fails.
 * Call inside a commit.
 */
export function saveTransaction(
  store: Store,
  transaction: NewTransaction,
  { owes, at, isNew = false }: { owes: OwedAdvice | null; at: Stamp; isNew?: boolean },
): void {
  const values = columns.map((column) => transaction[column]);
  const { id, phase, step, reason } = transaction;
  store.write('transactions', id, isNew ? insert : insertOrUpdate, ...values);
  store.run(
    `INSERT INTO transaction_events (transaction_id, at, phase, step, reason, owes)
     VALUES (?, ?, ?, ?, ?, ?)`,
    id,
    at,
    phase,
    step,
    reason,
    owes?.kind ?? null,
  );
}

export function findTransaction(store: Store, id: string): TransactionRow | undefined {
  const row = store.one('SELECT * FROM transactions WHERE id = ?', id);
  return row && transactionRow.parse(row);
}

/** How often something was asked for of a sale. */
export function attemptsOf(store: Store, saleId: string): number {
  const sql = 'SELECT coalesce(max(attempt), 0) AS attempts FROM transactions WHERE sale_id = ?';
  return Number(store.one(sql, saleId)?.['attempts']);
}

/** A transaction of a sale as it stands in the book. */
export type StoredPart = Part & {
  readonly row: TransactionRow;
  /** Null when it owes none. */
  readonly advice: PartAdvice | null;
};

/** As `StoredPart`, of a line. */
export type StoredPurchase = StoredPart & { readonly lineId: string };

/** The rows of the transactions of these sales (a list of ids as JSON), oldest first, each with its advice. */
export function partRows(store: Store, saleIds: string): Row[] {
  return store.all(
    `SELECT transactions.*, ${adviceBeside} FROM transactions LEFT JOIN advices
       ON transaction_id = transactions.id AND advices.kind IN ('confirmation', 'reversal')
     WHERE sale_id IN (SELECT value FROM json_each(?)) ORDER BY attempt`,
    saleIds,
  );
}

/** The transactions of a sale, of the rows that can be read. One that cannot pays for nothing. */
export function readParts(store: Store, rows: readonly Row[]): StoredPart[] {
  return readRows(store, 'transactions', rows, (raw) => {
    const row = transactionRow.parse(raw);
    return {
      id: row.id,
      phase: row.phase,
      amountMinor: row.amount_minor,
      approvedMinor: row.approved_minor ?? 0,
      row,
      advice: adviceIn(raw),
    };
  });
}

/**
 * Transactions that were under way, oldest first. Asked by what they are not: one in a phase that the
 * till does not know is met, and noted as unreadable, instead of being passed over.
 */
export function openTransactions(
  store: Store,
  check: (row: TransactionRow) => void = () => {},
): TransactionRow[] {
  const rows = store.all(
    `SELECT * FROM transactions WHERE phase NOT IN ('completed', 'refused', 'undone')
     ORDER BY seq`,
  );
  return readRows(store, 'transactions', rows, (raw) => {
    const row = transactionRow.parse(raw);
    check(row);
    return row;
  });
}

/** Takes a transaction that cannot be acted on out of what is read; it is shown to a person instead. */
export function setAside(store: Store, id: string, error: unknown): void {
  const row = store.one('SELECT * FROM transactions WHERE id = ?', id);
  if (row) store.unreadable.note('transactions', row, error);
}

export function transactionEvents(store: Store, id: string): TransactionEvent[] {
  return store
    .all('SELECT * FROM transaction_events WHERE transaction_id = ? ORDER BY seq', id)
    .flatMap((row) => {
      // A phase that is none tells nobody anything; the others still do.
      const { data: phase } = z.enum(phases).safeParse(row['phase']);
      if (!phase) return [];
      const owes = z.enum(adviceKinds).nullable().catch(null).parse(row['owes']);
      const text = (value: unknown) => (typeof value === 'string' ? value : null);
      const [step, reason] = [text(row['step']), text(row['reason'])];
      return [{ at: String(row['at']), phase, step, reason, owes }];
    });
}
