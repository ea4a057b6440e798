// The history is searched by what was approved as well as by what was asked for.
import type { Migration } from '../migrate.ts';

export const migration0003: Migration = {
  number: 3,
  sql: `
    CREATE INDEX IF NOT EXISTS payments_by_approved ON payments (approved_minor, seq)
      WHERE approved_minor IS NOT NULL;
  `,
};
