// Most advices are delivered by their first attempt. What came of it has a place of its own, without
// an index to be kept, so that a backlog is noted as fast as it is delivered.
import type { Migration } from '../migrate.ts';

export const migration0004: Migration = {
  number: 4,
  sql: `
    -- The first attempt of an advice, until something follows it in the timeline of its payment;
    -- then it moves into exchanges. Found by advices.seq, and of that advice only if the id is its.
    CREATE TABLE first_answers (
      advice_seq INTEGER PRIMARY KEY,
      advice_id TEXT NOT NULL,
      sent_at TEXT NOT NULL,
      answered_at TEXT NOT NULL,
      status INTEGER,
      silence TEXT,
      error_type TEXT,
      message TEXT,
      response TEXT
    ) STRICT;
  `,
};
