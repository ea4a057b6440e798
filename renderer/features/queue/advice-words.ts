// What comes next for an owed message, in words. Pure: the catalogue is given.
import type { AdviceRow, QueueView } from '../../../src-shared/contract/views/queue.ts';
import { isUnusable } from '../../../src-shared/domain/outcome.ts';
import type { Texts } from '../../texts/en/en.ts';
import { lengthOfTime } from '../../ui/moments.ts';

/** What a person should do about an exception. */
export function todoWords(
  { queue }: Texts,
  row: Pick<AdviceRow, 'kind' | 'about' | 'lastAnswer'>,
): string {
  const isForeign = isUnusable(row.lastAnswer?.silence ?? null);
  return (isForeign ? queue.todoForeign : queue.todo[row.about])[row.kind];
}

/** When the till tries next, or why it does not. `passedMs`: since the queue was looked up. */
export function nextTryWords(
  texts: Texts,
  row: Pick<AdviceRow, 'nextTryInMs'>,
  paused: QueueView['paused'],
  passedMs: number,
): string {
  if (row.nextTryInMs === null) return paused ? texts.queue.held : texts.queue.sending;
  const leftMs = row.nextTryInMs - passedMs;
  return leftMs > 0
    ? texts.queue.nextTry(lengthOfTime(texts, Math.max(1000, leftMs)))
    : texts.queue.sending;
}
