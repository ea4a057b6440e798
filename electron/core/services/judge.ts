// From an answer on the wire to its outcome. Whether it is believed at all, and what its status says then,
// is decided in one place (`meaningOf`, outcome.ts), for every interface alike.
import {
  type Interface,
  isOwnRefusal,
  isUnusable,
  meaningOf,
} from '../../../src-shared/domain/outcome.ts';
import type { Answer } from '../wire/client.ts';
import type { Judged } from '../wire/judged.ts';
import type { ReadBody } from './base-messages.ts';

/**
 * Judges an answer to an operation of an interface.
 * @param read what stands in its body
 * @param trustBare404 as the profile says of answers to a reversal
 */
export function judgeAnswer<Name extends string>(
  table: Interface<Name>,
  operation: Name,
  answer: Answer,
  read: (body: string) => ReadBody,
  trustBare404 = false,
): Judged {
  if (answer.silence !== undefined) {
    const { silence, detail: message } = answer;
    return { ...unexplained, outcome: 'unknown', status: null, silence, message, body: null };
  }
  const { status, body, contentType } = answer;
  const { kind, detail } = read(body);
  const complete = { status, contentType, body: kind };
  const meaning = meaningOf(table, operation, complete, trustBare404);
  if (meaning === 'foreign') {
    // What it calls itself tells support who it was.
    const message = contentType || 'no content type';
    return {
      ...unexplained,
      outcome: 'unknown',
      status,
      silence: 'foreignAnswer',
      message,
      body,
    };
  }
  return {
    outcome: meaning,
    status,
    silence: null,
    errorType: detail?.errorType ?? null,
    message: detail?.errorMessage ?? null,
    body,
    explained: detail !== undefined,
    isOwn: meaning === 'successful' || isOwnRefusal(complete),
  };
}

const unexplained = { errorType: null, explained: false, isOwn: false };

/** Why nobody knows what came of a request. */
export function whyUnknown(
  { successful }: Pick<Interface<string>, 'successful'>,
  { silence, status }: Judged,
) {
  if (isUnusable(silence)) return 'answerUnusable';
  if (silence === 'notConnected' || silence === 'connectionLost') return 'connectionLost';
  if (silence !== null) return 'noAnswer';
  // A success without its message is one we cannot use; any other says that it does not know.
  return successful.includes(status ?? 0) ? 'answerUnusable' : 'answerNotFinal';
}
