// From payments to sales with lines, tenders and postings, and transactions of any service. The book of
// 0.1.0 is carried over whole: copied, counted and summed on both sides, and only then dropped. From here
// on migrations only add.
import type { Migration } from '../migrate.ts';
import { owedCounts } from './0005-owed-counts.ts';

// Sales were known by their numbers. The id of one follows from its number, so that the book and a
// second record that are carried over apart from each other agree. That of a copy (`000001-2`) has to be
// an id as well, or no call could name it.
const saleId = (number: string) =>
  `'00000000-0000-4000-8000-' || substr('ffffffffffff' || replace(${number}, '-', 'a'), -12)`;
const isOpen = `state IN ('requestingCode', 'awaitingCustomer', 'approved')`;
const step = (state: string) =>
  `CASE ${state} WHEN 'requestingCode' THEN 'code' WHEN 'awaitingCustomer' THEN 'customer' END`;
const phase = (state: string, isReversed: string) =>
  `CASE ${state} WHEN 'approved' THEN 'approved' WHEN 'paid' THEN 'completed'
     WHEN 'notPaid' THEN iif(${isReversed}, 'undone', 'refused')
     WHEN 'requestingCode' THEN 'asking' WHEN 'awaitingCustomer' THEN 'asking' ELSE ${state} END`;

const newTables = `
  CREATE TABLE sales (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    -- From its first tender or transaction on, without gaps; the number as it is written is made of it.
    place INTEGER UNIQUE CHECK (place > 0),
    number TEXT UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('open', 'parked', 'completed', 'abandoned')),
    currency TEXT NOT NULL,
    -- What its lines come to, to be found by.
    total_minor INTEGER NOT NULL CHECK (total_minor >= 0),
    opened_at TEXT NOT NULL,
    ended_at TEXT,
    -- Its result was seen, and the counter is free.
    left_at TEXT
  ) STRICT;
  CREATE INDEX sales_not_ended ON sales (seq) WHERE state IN ('open', 'parked');
  CREATE INDEX sales_not_left ON sales (seq) WHERE left_at IS NULL;
  CREATE INDEX sales_by_total ON sales (total_minor, seq);
  CREATE INDEX sales_by_opening ON sales (opened_at);

  CREATE TABLE sale_lines (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sale_id TEXT NOT NULL REFERENCES sales (id),
    name TEXT,
    unit_minor INTEGER NOT NULL CHECK (unit_minor > 0),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    added_at TEXT NOT NULL,
    removed_at TEXT
  ) STRICT;
  CREATE INDEX sale_lines_by_sale ON sale_lines (sale_id, seq);
  CREATE INDEX sale_lines_by_name ON sale_lines (name COLLATE NOCASE, seq) WHERE name IS NOT NULL;

  -- What went through hands or another terminal.
  CREATE TABLE tenders (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sale_id TEXT NOT NULL REFERENCES sales (id),
    kind TEXT NOT NULL,
    -- Of cash, what was received.
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    reference TEXT,
    taken_at TEXT NOT NULL,
    returned_at TEXT
  ) STRICT;
  CREATE INDEX tenders_by_sale ON tenders (sale_id, seq);
  CREATE INDEX tenders_by_reference ON tenders (reference COLLATE NOCASE)
    WHERE reference IS NOT NULL;

  -- Money from here to there, of completed sales; only ever added to.
  CREATE TABLE postings (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sale_id TEXT NOT NULL REFERENCES sales (id),
    transaction_id TEXT,
    at TEXT NOT NULL,
    from_account TEXT NOT NULL,
    to_account TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL
  ) STRICT;
  CREATE INDEX postings_by_time ON postings (at);
  CREATE INDEX postings_by_sale ON postings (sale_id);

  -- id is the id of the request on the wire. What only its service understands stands in issued,
  -- approval and reason.
  CREATE TABLE transactions (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sale_id TEXT NOT NULL REFERENCES sales (id),
    sale_number TEXT NOT NULL,
    -- The line it was bought for; none: it is a tender.
    line_id TEXT REFERENCES sale_lines (id),
    service TEXT NOT NULL,
    kind TEXT NOT NULL,
    attempt INTEGER NOT NULL CHECK (attempt > 0),
    phase TEXT NOT NULL CHECK (
      phase IN ('asking', 'approved', 'unknown', 'completed', 'refused', 'undone')
    ),
    -- Where it stands within its phase, in its service's word.
    step TEXT,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    -- id of the message that looked something up before.
    lookup_id TEXT UNIQUE,
    -- What the far end calls it.
    reference TEXT,
    issued TEXT,
    approval TEXT,
    approved_minor INTEGER,
    partner TEXT,
    reason TEXT,
    started_at TEXT NOT NULL,
    approved_at TEXT,
    shown_at TEXT,
    decided_at TEXT,
    UNIQUE (sale_id, attempt)
  ) STRICT;
  CREATE INDEX transactions_open ON transactions (seq)
    WHERE phase NOT IN ('completed', 'refused', 'undone');
  CREATE INDEX transactions_by_reference ON transactions (reference) WHERE reference IS NOT NULL;
  CREATE INDEX transactions_by_amount ON transactions (amount_minor, seq);
  CREATE INDEX transactions_by_approved ON transactions (approved_minor, seq)
    WHERE approved_minor IS NOT NULL;
  CREATE INDEX transactions_by_start ON transactions (started_at);

  CREATE TABLE advices (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    transaction_id TEXT NOT NULL REFERENCES transactions (id),
    interface TEXT NOT NULL,
    operation TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('owed', 'delivered', 'attention')),
    owed_at TEXT NOT NULL,
    owed_in_run TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    sends INTEGER NOT NULL DEFAULT 0,
    due_ms INTEGER NOT NULL DEFAULT 0,
    settled_at TEXT,
    -- When a person closed it, while it is; and every closing there ever was, as JSON, oldest first.
    closed_at TEXT,
    closings TEXT
  ) STRICT;
  -- At most one advice a transaction, whatever its kind: confirmed or reversed, never both. Of anything
  -- else that is owed there may be more.
  CREATE UNIQUE INDEX advices_one ON advices (
    transaction_id,
    iif(kind IN ('confirmation', 'reversal'), 'advice', id)
  );
  CREATE INDEX advices_due ON advices (interface, due_ms, seq) WHERE state = 'owed';
  CREATE INDEX advices_open ON advices (state, seq, kind, closed_at)
    WHERE state <> 'delivered';
  CREATE INDEX advices_exceptions ON advices (seq)
    WHERE state = 'attention' AND closed_at IS NULL;

  CREATE TABLE exchanges (
    seq INTEGER PRIMARY KEY,
    transaction_id TEXT NOT NULL REFERENCES transactions (id),
    advice_id TEXT REFERENCES advices (id),
    operation TEXT NOT NULL,
    -- 1: the request with the financial effect, as it was sent; advices are made from it.
    effect INTEGER NOT NULL DEFAULT 0,
    request TEXT,
    sent_at TEXT NOT NULL,
    answered_at TEXT,
    status INTEGER,
    silence TEXT,
    error_type TEXT,
    message TEXT,
    response TEXT,
    times INTEGER NOT NULL DEFAULT 1,
    late INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX exchanges_by_transaction ON exchanges (transaction_id, seq);
  CREATE INDEX exchanges_by_advice ON exchanges (advice_id, seq) WHERE advice_id IS NOT NULL;

  -- What happened to a transaction and to a sale, one row each time; only ever added to.
  CREATE TABLE transaction_events (
    seq INTEGER PRIMARY KEY,
    transaction_id TEXT NOT NULL REFERENCES transactions (id),
    at TEXT NOT NULL,
    phase TEXT NOT NULL,
    step TEXT,
    reason TEXT,
    owes TEXT
  ) STRICT;
  CREATE INDEX transaction_events_by_transaction ON transaction_events (transaction_id, seq);
  CREATE TABLE sale_events (
    seq INTEGER PRIMARY KEY,
    sale_id TEXT NOT NULL REFERENCES sales (id),
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The line, tender or transaction it is about.
    subject TEXT,
    amount_minor INTEGER,
    name TEXT
  ) STRICT;
  CREATE INDEX sale_events_by_sale ON sale_events (sale_id, seq);
`;

const oldIndexes = [
  'payments_open',
  'payments_not_left',
  'payments_by_tran_id',
  'payments_by_amount',
  'payments_by_start',
  'payments_by_approved',
  'advices_due',
  'advices_open',
  'advices_exceptions',
  'exchanges_by_payment',
  'exchanges_by_advice',
  'payment_events_by_payment',
];

// A sale that was paid for in part, and whose rest the till was never told of, is completed: what was
// taken is confirmed, and how the rest was paid this book does not say. Nor does it say what became of
// more than the total, which a sale has that was paid for in two copies of one book.
const copy = `
  INSERT INTO sales (seq, id, place, number, state, currency, total_minor, opened_at, ended_at, left_at)
  SELECT seq, id, seq, number,
    CASE WHEN opens > 0 THEN 'open' WHEN paid > 0 AND (paid >= total_minor OR here = 0)
      THEN 'completed' WHEN here > 0 THEN 'open' ELSE 'abandoned' END,
    currency, total_minor, opened_at,
    iif(opens > 0 OR (here > 0 AND paid < total_minor), NULL, coalesce(decided_at, opened_at)),
    iif(here > 0, NULL, coalesce(left_at, opened_at))
  FROM (
    SELECT old_sales.seq, ${saleId('number')} AS id, number, old_sales.currency, total_minor, opened_at,
      coalesce(sum(${isOpen}), 0) AS opens, count(payments.seq) - count(left_at) AS here,
      coalesce(sum(approved_minor) FILTER (WHERE state = 'paid'), 0) AS paid,
      max(decided_at) AS decided_at, max(left_at) AS left_at
    FROM old_sales LEFT JOIN payments ON sale_number = number GROUP BY old_sales.seq
  );
  INSERT INTO sale_lines (seq, id, sale_id, unit_minor, quantity, added_at)
  SELECT seq, id, id, total_minor, 1, opened_at FROM sales;
  INSERT INTO transactions (seq, id, sale_id, sale_number, service, kind, attempt, phase, step,
    amount_minor, currency, lookup_id, reference, issued, approval, approved_minor, partner, reason,
    started_at, approved_at, shown_at, decided_at)
  SELECT seq, id, ${saleId('sale_number')}, sale_number, 'qr', 'payment', attempt,
    ${phase('state', `EXISTS (SELECT 1 FROM old_advices WHERE payment_id = payments.id AND kind = 'reversal')`)},
    ${step('state')}, amount_minor, currency, code_request_id, tran_id, qr_code, approval,
    approved_minor, partner, reason, started_at, approved_at, shown_at, decided_at
  FROM payments;
  INSERT INTO advices (seq, id, transaction_id, interface, operation, kind, reason, body, state, owed_at,
    owed_in_run, attempts, sends, due_ms, settled_at, closed_at, closings)
  SELECT seq, id, payment_id, interface, operation, kind, reason, body, state, owed_at, owed_in_run,
    attempts, sends, due_ms, settled_at, closed_at, closings FROM old_advices;
  INSERT INTO exchanges (seq, transaction_id, advice_id, operation, effect, request, sent_at,
    answered_at, status, silence, error_type, message, response, times, late)
  SELECT seq, payment_id, advice_id, operation, operation = 'pay' AND advice_id IS NULL, request,
    sent_at, answered_at, status, silence, error_type, message, response, times, late
  FROM old_exchanges;
  INSERT INTO transaction_events (seq, transaction_id, at, phase, step, reason, owes)
  SELECT seq, payment_id, at, ${phase('state', `owes = 'reversal'`)}, ${step('state')}, reason, owes
  FROM payment_events;
  INSERT INTO sale_events (sale_id, at, kind, subject, amount_minor)
  SELECT sale_id, at, kind, subject, amount_minor FROM (
    SELECT seq, 0 AS place, id AS sale_id, opened_at AS at, 'opened' AS kind, NULL AS subject,
      NULL AS amount_minor FROM sales
    UNION ALL SELECT sales.seq, transactions.seq, sale_id, started_at, 'paymentStarted',
      transactions.id, amount_minor FROM transactions JOIN sales ON sales.id = sale_id
    UNION ALL SELECT seq, ${Number.MAX_SAFE_INTEGER}, id, ended_at, state, NULL, NULL FROM sales
      WHERE ended_at IS NOT NULL
  ) ORDER BY seq, place;
  INSERT INTO postings (id, sale_id, transaction_id, at, from_account, to_account, amount_minor, currency)
  SELECT id, sale_id, transaction_id, at, from_account, to_account, amount_minor, currency FROM (
    SELECT seq, 1 AS place, id || ' 1' AS id, id AS sale_id, NULL AS transaction_id, ended_at AS at,
      'goods' AS from_account, 'sale' AS to_account, total_minor AS amount_minor, currency
      FROM sales WHERE state = 'completed'
    UNION ALL SELECT sales.seq, 2, transactions.id, sale_id, transactions.id, ended_at, 'sale',
      'wallet', approved_minor, sales.currency
      FROM transactions JOIN sales ON sales.id = sale_id
      WHERE sales.state = 'completed' AND phase = 'completed' AND approved_minor > 0
    UNION ALL SELECT seq, 3, id || ' 2', id, NULL, ended_at, iif(rest > 0, 'sale', 'elsewhere'),
      iif(rest > 0, 'elsewhere', 'sale'), abs(rest), currency FROM (
        SELECT sales.*, total_minor - coalesce((SELECT sum(approved_minor) FROM transactions
          WHERE sale_id = sales.id AND phase = 'completed' AND approved_minor > 0), 0) AS rest FROM sales
      ) WHERE state = 'completed' AND rest <> 0
  ) ORDER BY seq, place;
`;

// What is not the same on both sides breaks the rule, and with it the whole step.
const compare = `
  CREATE TEMP TABLE carried_over (fact TEXT, before INTEGER, after INTEGER CHECK (after IS before));
  INSERT INTO carried_over VALUES
    ('sales', (SELECT count(*) FROM old_sales), (SELECT count(*) FROM sales)),
    ('sold', (SELECT sum(total_minor) FROM old_sales), (SELECT sum(total_minor) FROM sales)),
    ('payments', (SELECT count(*) FROM payments), (SELECT count(*) FROM transactions)),
    ('asked', (SELECT sum(amount_minor) FROM payments),
      (SELECT sum(amount_minor) FROM transactions)),
    ('approved', (SELECT sum(approved_minor) FROM payments),
      (SELECT sum(approved_minor) FROM transactions)),
    ('taken', (SELECT sum(approved_minor) FROM payments WHERE state = 'paid'),
      (SELECT sum(approved_minor) FROM transactions WHERE phase = 'completed')),
    ('open', (SELECT count(*) FROM payments WHERE ${isOpen}),
      (SELECT count(*) FROM transactions WHERE phase IN ('asking', 'approved'))),
    ('advices', (SELECT count(*) FROM old_advices), (SELECT count(*) FROM advices)),
    ('owed', (SELECT count(*) FROM old_advices WHERE state = 'owed'),
      (SELECT count(*) FROM advices WHERE state = 'owed')),
    ('bytes', (SELECT sum(length(body)) FROM old_advices), (SELECT sum(length(body)) FROM advices)),
    ('exchanges', (SELECT count(*) FROM old_exchanges), (SELECT count(*) FROM exchanges)),
    ('requests', (SELECT sum(length(request)) FROM old_exchanges),
      (SELECT sum(length(request)) FROM exchanges)),
    ('events', (SELECT count(*) FROM payment_events), (SELECT count(*) FROM transaction_events)),
    ('postings', 0, (SELECT coalesce(sum(iif(to_account = 'sale', amount_minor, -amount_minor)), 0)
      FROM postings));
  DROP TABLE carried_over;
`;

export const migration0005: Migration = {
  number: 5,
  sql: `
    ${oldIndexes.map((name) => `DROP INDEX IF EXISTS ${name};`).join('\n')}
    ALTER TABLE sales RENAME TO old_sales;
    ALTER TABLE advices RENAME TO old_advices;
    ALTER TABLE exchanges RENAME TO old_exchanges;
    ${newTables}
    ${copy}
    ${compare}
    DROP TABLE payment_events;
    DROP TABLE old_exchanges;
    DROP TABLE old_advices;
    DROP TABLE payments;
    DROP TABLE old_sales;
    ${owedCounts}
  `,
};
