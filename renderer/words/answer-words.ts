// The last answer to a message, in words. Pure: the catalogue is given.
import type { AdviceRow } from '../../src-shared/contract/views/queue.ts';
import type { Texts } from '../texts/en/en.ts';

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
