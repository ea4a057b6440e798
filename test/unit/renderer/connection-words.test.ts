import { expect, it } from 'vitest';
import { connectionWords } from '../../../renderer/features/frame/connection-words.ts';
import { catalogue as en } from '../../../renderer/texts/en.ts';
import type { TillView } from '../../../src-shared/contract/views.ts';
import { till } from './views.ts';

type State = TillView['connection']['state'];

function words(state: State, confirmations = 0, reversals = 0, attention = 0) {
  return connectionWords(
    en,
    till({
      connection: { state, since: '2026-03-14T08:00:00.000+02:00' },
      owed: { confirmations, reversals, attention, oldestSince: null },
    }),
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
});

it('puts what needs a person before everything but refused credentials', () => {
  expect(words('connected', 3, 0, 2)).toEqual({
    sentence: '2 items need a person.',
    kind: 'attention',
  });
  expect(words('noConnection', 0, 0, 1).sentence).toBe('1 item needs a person.');
  expect(words('credentialsRefused', 0, 0, 1).sentence).toContain('Call the admin');
});

it('does not raise an alarm before it knows', () => {
  expect(words('checking', 2).kind).toBe('waiting');
});
