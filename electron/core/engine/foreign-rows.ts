// Counts, for each advice, the answers in a row that were not the intermediary's. Kept in memory: what
// a start forgets is counted anew within half a minute of trying, so a person is asked a little later
// and never too early.
import type { ForeignRow } from '../../../src-shared/domain/advice.ts';
import { isUnusable } from '../../../src-shared/domain/outcome.ts';
import type { Judged } from '../wire/judged.ts';

/** Most advices that are counted at once; the oldest count makes room. The breaker keeps it far lower. */
const rowsMost = 1_000;

export class ForeignRows {
  readonly #rows = new Map<string, { times: number; sinceMs: number }>();

  /**
   * Learns from the answer to an attempt: the row it stands in, or null. An answer of the
   * intermediary's ends a row. None at all, or a status that counts whoever says it (a proxy's 504),
   * neither ends it nor is one of it.
   */
  learn(
    adviceId: string,
    { silence, isOwn }: Pick<Judged, 'silence' | 'isOwn'>,
    nowMs: number,
  ): ForeignRow | null {
    if (isOwn) this.#rows.delete(adviceId);
    if (!isUnusable(silence)) return null;
    const row = this.#rows.get(adviceId) ?? { times: 0, sinceMs: nowMs };
    row.times += 1;
    this.#rows.set(adviceId, row);
    if (this.#rows.size > rowsMost) this.#dropOldest();
    return { times: row.times, forMs: nowMs - row.sinceMs };
  }

  forget(adviceId: string): void {
    this.#rows.delete(adviceId);
  }

  #dropOldest(): void {
    for (const adviceId of this.#rows.keys()) {
      this.#rows.delete(adviceId);
      return;
    }
  }
}
