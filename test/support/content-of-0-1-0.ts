// All that must come through of a book of 0.1.0: asked of the file as that version left it, without a
// line of the till's code, and of a store of today, in the same words.
import BetterSqlite from 'better-sqlite3';
import type { Store } from '../../electron/core/store/store.ts';

type Ask = (sql: string) => unknown[];
type Facts = Readonly<Record<string, unknown[]>>;

const sums = (state: string, from: string) =>
  `SELECT ${state} AS state, count(*) AS count, sum(amount_minor) AS asked,
     sum(approved_minor) AS approved FROM ${from} GROUP BY 1 ORDER BY 1`;
const same = {
  sales: 'SELECT number, total_minor, currency, opened_at FROM sales ORDER BY seq',
  owed: `SELECT id, body FROM advices WHERE state <> 'delivered' ORDER BY id`,
  firstAnswers: 'SELECT * FROM first_answers ORDER BY advice_seq',
  profile: `SELECT name, value FROM settings WHERE name IN ('profile', 'installation', 'identity')
    ORDER BY name`,
};

const ofThen = {
  ...same,
  left: `SELECT number, count(*) = count(left_at) AS isLeft FROM sales
    JOIN payments ON sale_number = number GROUP BY number ORDER BY number`,
  payments: `SELECT seq, id, sale_number, attempt, state, amount_minor, currency, code_request_id,
    tran_id, qr_code, approval, approved_minor, partner, reason, started_at, approved_at, shown_at,
    decided_at FROM payments ORDER BY seq`,
  sums: sums('state', 'payments'),
  advices: 'SELECT * FROM advices ORDER BY seq',
  exchanges: 'SELECT * FROM exchanges ORDER BY seq',
  events: 'SELECT * FROM payment_events ORDER BY seq',
};

const state = `CASE WHEN phase = 'asking' AND step = 'code' THEN 'requestingCode'
  WHEN phase = 'asking' AND step = 'customer' THEN 'awaitingCustomer'
  WHEN phase = 'completed' THEN 'paid' WHEN phase IN ('refused', 'undone') THEN 'notPaid'
  ELSE phase END`;
const ofNow = {
  ...same,
  left: 'SELECT number, left_at IS NOT NULL AS isLeft FROM sales ORDER BY number',
  payments: `SELECT seq, id, sale_number, attempt, ${state} AS state, amount_minor, currency,
    lookup_id AS code_request_id, reference AS tran_id, issued AS qr_code, approval, approved_minor,
    partner, reason, started_at, approved_at, shown_at, decided_at FROM transactions ORDER BY seq`,
  sums: sums(state, 'transactions'),
  advices: `SELECT seq, id, transaction_id AS payment_id, interface, operation, kind, reason, body, state,
    owed_at, owed_in_run, attempts, sends, due_ms, settled_at, closed_at, closings
    FROM advices ORDER BY seq`,
  exchanges: `SELECT seq, transaction_id AS payment_id, advice_id, operation, request, sent_at,
    answered_at, status, silence, error_type, message, response, times, late
    FROM exchanges ORDER BY seq`,
  events: `SELECT seq, transaction_id AS payment_id, at, ${state} AS state, reason, owes
    FROM transaction_events ORDER BY seq`,
} satisfies Record<keyof typeof ofThen, string>;

function factsOf(questions: Readonly<Record<string, string>>, ask: Ask): Facts {
  return Object.fromEntries(Object.entries(questions).map(([name, sql]) => [name, ask(sql)]));
}

/** Of the file as 0.1.0 left it. */
export function asWritten(path: string): Facts {
  const database = new BetterSqlite(path, { readonly: true });
  try {
    return factsOf(ofThen, (sql) => database.prepare(sql).all());
  } finally {
    database.close();
  }
}

/** Of the store of today. */
export function asItIsNow(store: Pick<Store, 'all'>): Facts {
  return factsOf(ofNow, (sql) => store.all(sql));
}
