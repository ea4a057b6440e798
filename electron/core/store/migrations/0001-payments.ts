// Sales, payments and what they owe. Migrations only add: a shipped one is never edited.
import type { Migration } from '../migrate.ts';

export const migration0001: Migration = {
  number: 1,
  sql: `
    CREATE TABLE sales (
      seq INTEGER PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      total_minor INTEGER NOT NULL CHECK (total_minor > 0),
      currency TEXT NOT NULL,
      opened_at TEXT NOT NULL
    ) STRICT;

    -- One attempt to take (part of) a sale. id is the id of the PaymentRequest on the wire.
    CREATE TABLE payments (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      sale_number TEXT NOT NULL REFERENCES sales (number),
      attempt INTEGER NOT NULL CHECK (attempt > 0),
      state TEXT NOT NULL CHECK (
        state IN ('requestingCode', 'awaitingCustomer', 'approved', 'paid', 'notPaid')
      ),
      amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
      currency TEXT NOT NULL,
      code_request_id TEXT NOT NULL UNIQUE,
      tran_id TEXT,
      qr_code TEXT,
      approval TEXT,
      approved_minor INTEGER,
      partner TEXT,
      reason TEXT,
      started_at TEXT NOT NULL,
      approved_at TEXT,
      shown_at TEXT,
      decided_at TEXT,
      left_at TEXT,
      UNIQUE (sale_number, attempt)
    ) STRICT;
    CREATE INDEX payments_open ON payments (seq)
      WHERE state IN ('requestingCode', 'awaitingCustomer', 'approved');
    CREATE INDEX payments_not_left ON payments (seq) WHERE left_at IS NULL;
    CREATE INDEX payments_by_tran_id ON payments (tran_id) WHERE tran_id IS NOT NULL;
    CREATE INDEX payments_by_amount ON payments (amount_minor, seq);
    CREATE INDEX payments_by_start ON payments (started_at);

    -- At most one advice per payment, whatever its kind: confirmed or reversed, never both.
    CREATE TABLE advices (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      payment_id TEXT NOT NULL UNIQUE REFERENCES payments (id),
      interface TEXT NOT NULL,
      operation TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('confirmation', 'reversal')),
      reason TEXT CHECK (reason IN ('TIMEOUT', 'CANCELLED', 'RESPONSE_NOT_FINAL')),
      body TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('owed', 'delivered', 'attention')),
      owed_at TEXT NOT NULL,
      owed_in_run TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      sends INTEGER NOT NULL DEFAULT 0,
      due_ms INTEGER NOT NULL DEFAULT 0,
      settled_at TEXT
    ) STRICT;
    CREATE INDEX advices_due ON advices (due_ms, seq) WHERE state = 'owed';
    CREATE INDEX advices_open ON advices (state, seq) WHERE state <> 'delivered';

    -- Every request and its answer: the timeline of a payment. An advice's own text stands in
    -- advices.body and is not repeated here.
    CREATE TABLE exchanges (
      seq INTEGER PRIMARY KEY,
      payment_id TEXT NOT NULL REFERENCES payments (id),
      advice_id TEXT REFERENCES advices (id),
      operation TEXT NOT NULL,
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
    CREATE INDEX exchanges_by_payment ON exchanges (payment_id, seq);
    CREATE INDEX exchanges_by_advice ON exchanges (advice_id, seq) WHERE advice_id IS NOT NULL;

    -- What happened to a payment, one row a transition; only ever added to.
    CREATE TABLE payment_events (
      seq INTEGER PRIMARY KEY,
      payment_id TEXT NOT NULL REFERENCES payments (id),
      at TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      owes TEXT
    ) STRICT;
    CREATE INDEX payment_events_by_payment ON payment_events (payment_id, seq);

    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;
  `,
};
