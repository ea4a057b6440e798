// The last answer to a message, and what happens next, in words. Pure: the catalogue is given.
import type { AdviceRow, QueueView } from '../../../src-shared/contract/views/queue.ts';
import { isUnusable } from '../../../src-shared/domain/outcome.ts';
import type { Texts } from '../../texts/en/en.ts';
import { lengthOfTime } from '../../ui/moments.ts';

type LastAnswer = NonNullable<AdviceRow['lastAnswer']>;

/**
 * `Not available at the moment (503): “try later”`. Never a code alone: what a silence carries is
 * for the log, and stays out of the words.
 */
export function answerWords(
  { answers }: Texts,
  answer: LastAnswer,
  operation = 'confirmPayment',
): string {
  const { status, silence, message } = answer;
  if (silence !== null) {
    const words = answers.silences[silence];
    return status === null ? words : answers.withStatus(words, status);
  }
  if (status === null) return answers.none;
  const words = statusWordsOf(answers, status, operation);
  return message ? answers.withMessage(words, message) : words;
}

/** What a person should do about an exception. */
export function todoWords({ queue }: Texts, row: Pick<AdviceRow, 'kind' | 'lastAnswer'>): string {
  const isForeign = isUnusable(row.lastAnswer?.silence ?? null);
  return (isForeign ? queue.todoForeign : queue.todo)[row.kind];
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

/** What an operation is called; its own name, should the book know one that the window does not. */
export function operationWords({ history }: Texts, operation: string): string {
  return wordOf(history.operations, operation) ?? operation;
}

function statusWordsOf(answers: Texts['answers'], status: number, operation: string): string {
  if (status >= 200 && status <= 202) return wordOf(answers.taken, operation) ?? answers.accepted;
  const known = answers.statuses[status];
  return known ? answers.withStatus(known, status) : answers.status(status);
}

function wordOf(words: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}
