// The status bar's one sentence: the connection, what is owed, and whether a person is needed.
import type { TillView } from '../../../src-shared/contract/views.ts';
import { assertNever } from '../../../src-shared/result.ts';
import type { Texts } from '../../texts/en.ts';

export type ConnectionWords = {
  readonly sentence: string;
  readonly kind: 'fine' | 'waiting' | 'attention';
};

/** What needs a person comes first; a missing connection is not an alarm, selling goes on. */
export function connectionWords(
  { connection: words }: Texts,
  till: Pick<TillView, 'mode' | 'connection' | 'owed'>,
): ConnectionWords {
  const { confirmations, reversals, attention } = till.owed;
  const count = confirmations + reversals;
  if (till.connection.state === 'credentialsRefused') {
    return { sentence: words.credentialsRefused, kind: 'attention' };
  }
  if (attention > 0) return { sentence: words.attention(attention), kind: 'attention' };
  if (till.mode === 'notSetUp') return { sentence: words.notSetUp, kind: 'attention' };
  const owed = owedWords(words, confirmations, reversals);
  switch (till.connection.state) {
    case 'checking':
      return { sentence: words.checking, kind: 'waiting' };
    case 'noConnection':
      return {
        sentence: count > 0 ? words.waiting(owed, count) : words.noConnection,
        kind: 'attention',
      };
    case 'connected':
      return {
        sentence: count > 0 ? words.sending(owed, count) : words.connected,
        kind: 'fine',
      };
    default:
      return assertNever(till.connection.state);
  }
}

function owedWords(words: Texts['connection'], confirmations: number, reversals: number): string {
  if (reversals === 0) return words.confirmations(confirmations);
  if (confirmations === 0) return words.reversals(reversals);
  return words.both(words.confirmations(confirmations), words.reversals(reversals));
}
