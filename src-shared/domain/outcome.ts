// What we know after asking the intermediary. The status decides, by the table of its interface; an
// ErrorDetail only explains (protocol dossier, README §4). Not knowing is an outcome of its own.
import type { RetrySchedule } from './retry-schedule.ts';

export type Outcome = 'successful' | 'unknown' | 'failed';

/**
 * Why no usable status came back:
 * - `timeout`: no complete answer within the deadline;
 * - `notConnected`: no connection could be made (name, route, refused, TLS handshake);
 * - `connectionLost`: broken after bytes may have left;
 * - `answerTooLarge`, `malformed`: an answer we refuse to read;
 * - `foreignAnswer`: read, and not the intermediary's: a page, or JSON that is none of its messages.
 */
export const silences = [
  'timeout',
  'notConnected',
  'connectionLost',
  'answerTooLarge',
  'malformed',
  'foreignAnswer',
] as const;
export type Silence = (typeof silences)[number];

/** Something answered, and nobody can tell what: it may not have been the intermediary. */
export function isUnusable(silence: Silence | null): boolean {
  return silence === 'answerTooLarge' || silence === 'malformed' || silence === 'foreignAnswer';
}

/** Status answered, or why none was. */
export type Answered =
  | { readonly status: number; readonly silence?: never }
  | { readonly silence: Silence; readonly status?: never };

/**
 * What an operation is for:
 * - `lookup`: no money moves by it, however often it arrives;
 * - `request`: it may move money, and is sent at most once;
 * - `advice`: it must reach the intermediary; its success says all by its status.
 */
export type Role = 'lookup' | 'request' | 'advice';

export type Operation = {
  readonly role: Role;
  readonly method: 'GET' | 'POST';
  /** Below the base URL of its interface. */
  readonly path: string;
  /** What 404 means for it. */
  readonly notFound: Outcome;
  /** How long a repeat of it waits; of what is never repeated there is none. */
  readonly retry?: RetrySchedule;
};

/** Every status in neither list, 404 aside, is a failure. */
export type Interface<Name extends string> = {
  readonly operations: Readonly<Record<Name, Operation>>;
  readonly successful: readonly number[];
  readonly unknown: readonly number[];
};

/** Whether the status speaks of our credentials, and not of the message. */
export function isAboutCredentials(status: number | null): boolean {
  return status === 401 || status === 403;
}

/** Total and pure: the same answer to the same operation always means the same. */
export function outcomeOf<Name extends string>(
  table: Interface<Name>,
  operation: Name,
  answered: Answered,
): Outcome {
  if (answered.status === undefined) return 'unknown';
  if (answered.status === 404) return table.operations[operation].notFound;
  if (table.successful.includes(answered.status)) return 'successful';
  if (table.unknown.includes(answered.status)) return 'unknown';
  return 'failed';
}

/**
 * What stands in the body of an answer, as far as anything rests on it:
 * - `empty`: nothing, or blanks;
 * - `message`: the message that a success of its operation brings, about this transaction;
 * - `errorDetail`: an ErrorDetail;
 * - `object`: any other JSON object;
 * - `other`: a page, a line of text, a list, JSON cut short or said twice, and an object that names
 *   another transaction or message.
 */
export const bodyKinds = ['empty', 'message', 'errorDetail', 'object', 'other'] as const;
export type BodyKind = (typeof bodyKinds)[number];

/** A complete answer, as far as its meaning goes. */
export type CompleteAnswer = {
  readonly status: number;
  /** As it came; empty when none did. */
  readonly contentType: string;
  readonly body: BodyKind;
};

/**
 * What a complete answer means, or `foreign` when it is not to be believed: any proxy, portal or
 * gateway on the way can say 404 or 200, and only the intermediary says it in its own words. The one
 * place that decides this, for every operation.
 * @param trustBare404 believe a 404 that means success whatever stands in it
 */
export function meaningOf<Name extends string>(
  table: Interface<Name>,
  operation: Name,
  answer: CompleteAnswer,
  trustBare404 = false,
): Outcome | 'foreign' {
  const { status, contentType, body } = answer;
  const outcome = outcomeOf(table, operation, { status });
  // Not known stays not known, and refused credentials hold, in whatever words and whoever says it.
  if (outcome === 'unknown' || isAboutCredentials(status)) return outcome;
  if (status === 404 && outcome === 'successful') {
    return trustBare404 || isOwnRefusal(answer) ? outcome : 'foreign';
  }
  if (outcome === 'failed') return isOwnRefusal(answer) ? outcome : 'foreign';
  // A body that is not there is of no type: the status stands alone.
  const isOurs = body === 'empty' || isJsonType(contentType);
  const isAdvice = table.operations[operation].role === 'advice';
  if (isAdvice) return isOurs && body !== 'other' ? outcome : 'foreign';
  // Done, it says, and not what: nothing can rest on that.
  if (body === 'empty') return 'unknown';
  return isOurs && body === 'message' ? outcome : 'foreign';
}

/** Whether anything but a success can be in the intermediary's own words: no body, or an ErrorDetail. */
export function isOwnRefusal({ contentType, body }: Omit<CompleteAnswer, 'status'>): boolean {
  return body === 'empty' || (body === 'errorDetail' && isJsonType(contentType));
}

// None, or a JSON type by the WHATWG's definition: what calls itself something else is that.
function isJsonType(contentType: string): boolean {
  const [essence = ''] = contentType.split(';');
  return /^(?:(?:application|text)\/json|[^\s/]+\/[^\s/]+\+json)?$/i.test(essence.trim());
}
