// An answer (or the lack of one) with what it means, as whoever asked goes on with it.
import type { Outcome, Silence } from '../../../src-shared/domain/outcome.ts';

/** An answer as it came; what of it may be kept is decided where it is stored. */
export type KeptAnswer = {
  readonly status: number | null;
  readonly silence: Silence | null;
  readonly errorType: string | null;
  readonly message: string | null;
  readonly body: string | null;
  readonly contentType?: string;
};

/** An answer with its outcome and, where it has one, its explanation. */
export type Judged = KeptAnswer & {
  readonly outcome: Outcome;
  readonly explained: boolean;
  /** In the intermediary's words; a 504 or a 401 counts in anybody's. */
  readonly isOwn: boolean;
};
