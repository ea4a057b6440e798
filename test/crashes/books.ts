// Looks at everything there is when a till that was killed has settled: its database, its second
// record, the intermediary's ledger and the messages it received. Says what does not fit, and how
// each payment ended.
import { join } from 'node:path';
import { type Database, nodeDisk, type Row } from '../../electron/core/store/disk.ts';
import { Journal } from '../../electron/core/store/safe/journal.ts';
import { type RecordedName, recordedTables } from '../../electron/core/store/schema.ts';
import type { LedgerEntry } from '../../electron/training/ledger.ts';
import type { ReceivedRequest } from '../../electron/training/received.ts';
import { lookupOperations } from '../../src-shared/services/bills/operations.ts';

/** What an entry of the intermediary's ledger says. */
export type BookEntry = Pick<LedgerEntry, 'paymentId' | 'state' | 'amountMinor'>;

export type Books = {
  /** One line a payment: how it ended here and there. */
  readonly ends: string[];
  /** A sentence for everything that does not fit. */
  readonly findings: string[];
};

/** Ends that balance, as `state, advice and its state, ledger`. A closed or standing exception is named. */
const goodEnds = [
  /^paid, confirmation delivered, settled$/,
  /^notPaid, reversal delivered, (released|declined|reversedUnknown)$/,
  // Nobody was asked for money, or nobody gave any.
  /^notPaid, nothing owed, (nothing|declined)$/,
  // A person knows that the intermediary did not take it.
  /^paid, confirmation (attention|closed), (reserved|settled)$/,
];

export function readBooks(
  dataFolder: string,
  ledger: readonly BookEntry[],
  requests: readonly ReceivedRequest[],
): Books {
  const database = nodeDisk.openDatabase(join(dataFolder, 'till.sqlite'));
  try {
    const ends: string[] = [];
    const findings = [
      ...soundness(database),
      ...recordFindings(database, dataFolder),
      ...messageFindings(database, requests),
    ];
    const entries = new Map(ledger.map((entry) => [entry.paymentId, entry]));
    for (const row of paymentRows(database)) {
      const entry = entries.get(row.id);
      entries.delete(row.id);
      const advice = row.kind === null ? 'nothing owed' : `${row.kind} ${row.advice_state}`;
      const end = `${row.state}, ${advice}, ${entry?.state ?? 'nothing'}`;
      ends.push(`${end} (${row.reason ?? row.approved_minor})`);
      if (!goodEnds.some((good) => good.test(end))) findings.push(`a payment ended as ${end}`);
      if (entry?.state === 'settled' && entry.amountMinor !== row.approved_minor) {
        findings.push(`${entry.amountMinor} settled for ${row.approved_minor} approved`);
      }
    }
    for (const { state } of entries.values()) findings.push(`${state} for an unknown payment`);
    return { ends, findings };
  } finally {
    database.close();
  }
}

/** The ids of the payments that ended in this state. */
export function idsIn(dataFolder: string, state: 'paid' | 'notPaid'): Set<string> {
  const database = nodeDisk.openDatabase(join(dataFolder, 'till.sqlite'));
  const rows = paymentRows(database).filter((row) => row.state === state);
  database.close();
  return new Set(rows.map(({ id }) => id));
}

type PaymentEnd = {
  readonly id: string;
  readonly state: string;
  readonly approved_minor: number | null;
  readonly reason: string | null;
  readonly kind: string | null;
  readonly advice_state: string;
};

function paymentRows(database: Database): PaymentEnd[] {
  return database
    .prepare(
      `SELECT transactions.id, iif(phase = 'completed', 'paid',
           iif(phase IN ('refused', 'undone'), 'notPaid', phase)) AS state,
         approved_minor, transactions.reason ->> 'code' AS reason, advices.kind,
         CASE WHEN closed_at IS NULL THEN advices.state ELSE 'closed' END AS advice_state
       FROM transactions LEFT JOIN advices ON transaction_id = transactions.id
       ORDER BY transactions.seq`,
    )
    .all() as PaymentEnd[];
}

// A completed sale is tendered to the cent, its postings come to nothing, and nothing of it is undone; any
// other has no posting and nothing that is completed, and an abandoned one holds no tender.
const badSales = `SELECT * FROM (
    SELECT state, total_minor,
      (SELECT coalesce(sum(iif(to_account = 'sale', amount_minor, -amount_minor)), 0) FROM postings
        WHERE sale_id = sales.id) AS net,
      (SELECT coalesce(sum(amount_minor), 0) FROM postings
        WHERE sale_id = sales.id
          AND (from_account IN ('goods', 'provider') OR to_account = 'provider')) AS posted,
      (SELECT count(*) FROM transactions
        WHERE sale_id = sales.id AND phase = 'completed') AS charged,
      (SELECT coalesce(sum(unit_minor * quantity), 0) FROM sale_lines
        WHERE sale_id = sales.id AND removed_at IS NULL) AS lines,
      (SELECT count(*) FROM tenders WHERE sale_id = sales.id AND returned_at IS NULL) AS held
    FROM sales
  ) WHERE net <> 0 OR total_minor <> lines
    OR posted <> iif(state = 'completed', total_minor, 0)
    OR (state <> 'completed' AND charged > 0) OR (state = 'abandoned' AND held > 0)`;

function soundness(database: Database): string[] {
  const check = database.pragma('integrity_check', { simple: true });
  const strays = database.prepare('PRAGMA foreign_key_check').all();
  const sales = database.prepare('SELECT place FROM sales WHERE place IS NOT NULL ORDER BY place');
  const inOrder = (sales.all() as Row[]).every(({ place }, index) => place === index + 1);
  const unfinished = database
    .prepare(
      `SELECT id FROM transactions WHERE phase NOT IN ('completed', 'refused', 'undone')
       UNION SELECT id FROM sales WHERE state = 'open' AND place IS NOT NULL`,
    )
    .all();
  const unbalanced = database.prepare(badSales).all();
  return [
    ...(check === 'ok' ? [] : [`integrity: ${String(check)}`]),
    ...(strays.length === 0 ? [] : ['a row refers to one that is not there']),
    ...(inOrder ? [] : ['the sale numbers have a gap']),
    ...(unfinished.length === 0 ? [] : ['a payment or a sale is still open']),
    ...unbalanced.map((row) => `a sale does not balance: ${JSON.stringify(row)}`),
  ];
}

// How often an advice was tried changes without a line in the record.
const notRecorded = ['attempts', 'sends', 'due_ms'];

function recordFindings(database: Database, dataFolder: string): string[] {
  const journal = Journal.open(nodeDisk, join(dataFolder, 'till.record'));
  const { rows, newest, gaps, end } = journal.read(-1);
  const isTorn = end < journal.size;
  journal.close();
  const last = new Map<string, { table: RecordedName; row: Row }>();
  for (const { table, row } of rows) {
    const key = recordedTables[table as RecordedName].key;
    const name = `${table} ${String(row[key])}`;
    // A later line of a row may hold only what changed.
    const whole = { ...last.get(name)?.row, ...row };
    last.set(name, { table: table as RecordedName, row: whole });
  }
  const findings = gaps === 0 && !isTorn ? [] : ['the record has a gap or a torn end'];
  for (const [name, { table, row }] of last) {
    const { key } = recordedTables[table];
    const now = database.prepare(`SELECT * FROM ${table} WHERE ${key} = ?`);
    const stored = now.get(row[key] as string | number) as Row | undefined;
    // A request is recorded when it leaves, not again with its answer.
    const all = table === 'exchanges' ? ['transaction_id', 'request'] : Object.keys(stored ?? row);
    const columns = all.filter((column) => !notRecorded.includes(column));
    const differs = columns.filter(
      (column) => (stored?.[column] ?? null) !== (row[column] ?? null),
    );
    if (differs.length > 0) findings.push(`the record of ${name} differs in ${differs.join()}`);
  }
  const isMissing = (table: RecordedName, where = '') =>
    (database.prepare(`SELECT * FROM ${table} ${where}`).all() as Row[]).filter(
      (row) => !last.has(`${table} ${String(row[recordedTables[table].key])}`),
    ).length;
  const whole = ['sales', 'sale_lines', 'tenders', 'transactions', 'postings', 'advices'] as const;
  if (whole.some((table) => isMissing(table) > 0)) findings.push('the record lacks a row');
  const seq = database.prepare(`SELECT value FROM settings WHERE name = 'recordedSeq'`).get() as
    | Row
    | undefined;
  if (Number(seq?.['value'] ?? 0) !== newest) {
    findings.push(
      `the record ends with commit ${newest}, the database with ${String(seq?.['value'])}`,
    );
  }
  return findings;
}

const lookups = ['listBillers', ...Object.values(lookupOperations)] as readonly string[];

function isLookup(operation: string | null): boolean {
  return operation !== null && lookups.includes(operation);
}

function messageFindings(database: Database, requests: readonly ReceivedRequest[]): string[] {
  const texts = new Map<string, string[]>();
  const known = new Set(
    (database.prepare('SELECT id, lookup_id FROM transactions').all() as Row[]).flatMap((row) => [
      row['id'],
      row['lookup_id'],
    ]),
  );
  const findings: string[] = [];
  for (const { operation, body, text } of requests) {
    // By these no money moves, and nothing of them is kept.
    if (isLookup(operation)) continue;
    const { id, requestId } = body as { id: string; requestId?: string };
    const isAdvice = requestId !== undefined;
    const key = isAdvice ? `the advice of ${requestId}` : `${operation} ${id}`;
    if (!known.has(isAdvice ? requestId : id)) findings.push(`${operation} of an unknown payment`);
    texts.set(key, [...(texts.get(key) ?? []), text]);
    const sent = texts.get(key) ?? [];
    if (!isAdvice && sent.length > 1) findings.push(`${operation} was sent twice`);
    // The id is part of the text.
    if (isAdvice && new Set(sent).size > 1) findings.push('an advice changed between two repeats');
  }
  return findings;
}
