import { expect, it } from 'vitest';
import { connectionWords } from '../../../renderer/features/frame/connection-words.ts';
import { catalogue as en } from '../../../renderer/texts/en/en.ts';
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { till } from './views.ts';

type State = TillView['connection']['state'];

const now = Date.parse('2026-03-14T09:00:00.000+02:00');

function words(
  state: State,
  confirmations = 0,
  reversals = 0,
  attention = 0,
  oldestSince: string | null = null,
  doubtsDate = false,
) {
  return connectionWords(
    en,
    till({
      connection: { state, since: '2026-03-14T08:00:00.000+02:00', doubtsDate },
      owed: {
        confirmations,
        reversals,
        attention,
        unreadable: 0,
        oldestSince,
        lateSince: null,
      },
    }),
    now,
  );
}

it('says that all is well', () => {
  expect(words('connected')).toEqual({ sentence: 'Connected. Nothing owed.', kind: 'fine' });
});

it('says that selling goes on while confirmations wait', () => {
  expect(words('noConnection', 3).sentence).toBe(
    'No connection. 3 confirmations wait; selling goes on.',
  );
  expect(words('noConnection', 1).sentence).toBe(
    'No connection. 1 confirmation waits; selling goes on.',
  );
  expect(words('noConnection', 2, 1).sentence).toBe(
    'No connection. 2 confirmations and 1 money-back message wait; selling goes on.',
  );
  expect(words('connected', 1).sentence).toBe('Connected. 1 confirmation is on the way.');
});

it('says that selling goes on when there is no connection, whatever is owed', () => {
  for (const [confirmations, reversals, attention] of [
    [0, 0, 0],
    [1, 0, 0],
    [0, 2, 0],
    [0, 0, 1],
    [3, 1, 2],
  ]) {
    const { sentence } = words('noConnection', confirmations, reversals, attention);
    expect(sentence).toMatch(/^No connection\. .+; selling goes on\.$/);
  }
});

it('says that the date of the computer may be why there is no connection', () => {
  expect(words('noConnection', 0, 0, 0, null, true)).toEqual({
    sentence:
      'No connection. Nothing owed; selling goes on. The server’s certificate does not fit the date of this computer. Check date and time.',
    kind: 'attention',
  });
});

it('says what needs a person beside what waits, and that the line is down', () => {
  expect(words('noConnection', 1, 1, 2)).toEqual({
    sentence: 'No connection. 2 messages wait, 2 need a person; selling goes on.',
    kind: 'attention',
  });
  expect(words('connected', 1, 0, 1)).toEqual({
    sentence: 'Connected. 1 message is on the way, 1 needs a person.',
    kind: 'attention',
  });
  expect(words('connected', 0, 0, 2).sentence).toBe('Connected. 2 items need a person.');
  expect(words('noConnection', 0, 0, 1).sentence).toBe(
    'No connection. 1 item needs a person; selling goes on.',
  );
  expect(words('credentialsRefused', 0, 0, 1).sentence).toMatch(
    /Call the store admin.+needs a person/,
  );
});

it('says how long the oldest has waited once that is more than a minute', () => {
  const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  expect(words('noConnection', 1, 0, 0, minutesAgo(12)).sentence).toBe(
    'No connection. 1 confirmation waits; selling goes on. The oldest has waited 12 min.',
  );
  expect(words('noConnection', 1, 0, 0, minutesAgo(0.5)).sentence).not.toContain('oldest');
});

it('does not raise an alarm before it knows', () => {
  expect(words('checking', 2).kind).toBe('waiting');
});
