// What came of *Send again*, seen from the queue: it is under way, it came back, or it was taken. Pure.
import type { AdviceRow, QueueView } from '../../../src-shared/contract/views/queue.ts';

/** `underWay` until an answer is in; `cameBack` when it was refused again. */
export type Resent = 'underWay' | 'cameBack';

/** The items that were sent again, by their id, and when each had had its last answer before that. */
export type Asked = ReadonlyMap<
  string,
  { readonly answeredAt: string | null; readonly about: string }
>;

/** How it stands with an item now; null when it was not sent again, or waits like any other. */
export function resentOf(asked: Asked, row: AdviceRow, paused: QueueView['paused']): Resent | null {
  const before = asked.get(row.adviceId);
  if (!before) return null;
  const isAnswered = (row.lastAnswer?.at ?? null) !== before.answeredAt;
  if (row.state === 'attention') return isAnswered ? 'cameBack' : 'underWay';
  return isAnswered || paused !== null ? null : 'underWay';
}

/** Those that are not owed any more: what each was about. */
export function takenOf(asked: Asked, queue: QueueView): { adviceId: string; about: string }[] {
  const owed = new Set(queue.rows.map((row) => row.adviceId));
  const isWhole = queue.rows.length + queue.unreadable.length >= queue.total;
  if (!isWhole) return [];
  return [...asked]
    .filter(([adviceId]) => !owed.has(adviceId))
    .map(([adviceId, { about }]) => ({ adviceId, about }));
}
