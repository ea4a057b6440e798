// A person can settle an advice that was refused for good. `state` stays `attention`: what the
// intermediary said last still holds; that a person closed it stands beside it.
import type { Migration } from '../migrate.ts';

export const migration0002: Migration = {
  number: 2,
  sql: `
    -- When it was closed, while it is; and every closing there ever was, as JSON, oldest first.
    ALTER TABLE advices ADD COLUMN closed_at TEXT;
    ALTER TABLE advices ADD COLUMN closings TEXT;

    -- What needs a person, however much was closed over the years.
    CREATE INDEX advices_exceptions ON advices (seq)
      WHERE state = 'attention' AND closed_at IS NULL;
  `,
};
