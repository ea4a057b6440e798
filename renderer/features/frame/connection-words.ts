// The status bar's one sentence: the connection, what is owed, and whether a person is needed.
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import type { Texts } from '../../texts/en/en.ts';
import { ageOf, hourAndMinute } from '../../ui/moments.ts';

export type ConnectionWords = {
  readonly sentence: string;
  readonly kind: 'fine' | 'waiting' | 'attention';
};

/** How long something may be owed before the sentence says so. */
const oldAfterMs = 60_000;

/**
 * Refused credentials come before everything; what needs a person is always said, and so is a missing
 * connection, which is no alarm by itself: selling goes on.
 */
export function connectionWords(
  texts: Texts,
  till: Pick<TillView, 'mode' | 'connection' | 'owed'>,
  nowWallMs: number,
): ConnectionWords {
  const words = texts.connection;
  const { attention, oldestSince, lateSince } = till.owed;
  const { state } = till.connection;
  if (state === 'credentialsRefused') {
    const person = attention > 0 ? ` ${words.attention(attention)}` : '';
    return { sentence: words.credentialsRefused + person, kind: 'attention' };
  }
  if (till.mode === 'notSetUp' && attention === 0) {
    return { sentence: words.notSetUp, kind: 'attention' };
  }
  // More urgent than all that only waits: this can stop being of use.
  if (lateSince !== null) {
    const person = attention > 0 ? ` ${words.attention(attention)}` : '';
    const late = texts.bills.late(hourAndMinute(texts, lateSince));
    return { sentence: late + person, kind: 'attention' };
  }
  const isOld = oldestSince !== null && nowWallMs - Date.parse(oldestSince) > oldAfterMs;
  const age = isOld ? ` ${words.oldest(ageOf(texts, oldestSince, nowWallMs))}` : '';
  const date = till.connection.doubtsDate ? ` ${words.wrongDate}` : '';
  const isAlarm = attention > 0 || state === 'noConnection';
  return {
    sentence: sentenceOf(words, till) + date + age,
    kind: isAlarm ? 'attention' : state === 'checking' ? 'waiting' : 'fine',
  };
}

type Words = Texts['connection'];

function sentenceOf(words: Words, { connection, owed }: Pick<TillView, 'connection' | 'owed'>) {
  const { confirmations, reversals, attention } = owed;
  const count = confirmations + reversals;
  const isDown = connection.state === 'noConnection';
  if (connection.state === 'checking' && attention === 0) return words.checking;
  if (count + attention === 0) return isDown ? words.noConnection : words.connected;

  const line = isDown
    ? words.noLine
    : connection.state === 'connected'
      ? words.line
      : words.checking;
  if (count === 0) {
    const person = words.attention(attention);
    return `${line} ${isDown ? words.goesOn(withoutStop(person)) : person}`;
  }
  const what = attention > 0 ? words.messages(count) : owedWords(words, confirmations, reversals);
  const moving = isDown ? words.waiting(what, count) : words.sending(what, count);
  const all = attention > 0 ? words.withAttention(moving, attention) : moving;
  return `${line} ${isDown ? words.goesOn(all) : `${all}.`}`;
}

const withoutStop = (sentence: string) => sentence.replace(/\.$/, '');

function owedWords(words: Words, confirmations: number, reversals: number): string {
  if (reversals === 0) return words.confirmations(confirmations);
  if (confirmations === 0) return words.reversals(reversals);
  return words.both(words.confirmations(confirmations), words.reversals(reversals));
}
