// Lines that a far end is asked for: what is asked stands with the line, as its service gave it.
import type { Migration } from '../migrate.ts';

export const migration0006: Migration = {
  number: 6,
  sql: `
    ALTER TABLE sale_lines ADD COLUMN service TEXT;
    ALTER TABLE sale_lines ADD COLUMN kind TEXT;
    -- As JSON, for the service alone.
    ALTER TABLE sale_lines ADD COLUMN asked TEXT;
    -- The confirmation that waits longest at an interface.
    CREATE INDEX advices_confirmations ON advices (interface, seq)
      WHERE state = 'owed' AND kind = 'confirmation';
  `,
};
