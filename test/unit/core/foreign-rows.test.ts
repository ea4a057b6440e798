import { expect, it } from 'vitest';
import { ForeignRows } from '../../../electron/core/engine/foreign-rows.ts';

const foreign = { silence: 'foreignAnswer', isOwn: false } as const;
const answered = { silence: null, isOwn: true } as const;

it('counts the foreign answers in a row to each advice, from the first on', () => {
  const rows = new ForeignRows();
  expect(rows.learn('a', foreign, 1_000)).toEqual({ times: 1, forMs: 0 });
  expect(rows.learn('b', foreign, 2_000)).toEqual({ times: 1, forMs: 0 });
  expect(rows.learn('a', { ...foreign, silence: 'malformed' }, 3_000)).toEqual({
    times: 2,
    forMs: 2_000,
  });
  expect(rows.learn('a', { ...foreign, silence: 'answerTooLarge' }, 9_000)).toEqual({
    times: 3,
    forMs: 8_000,
  });
});

it('an answer of the intermediary ends a row; none at all does not, and does not count', () => {
  const rows = new ForeignRows();
  rows.learn('a', foreign, 0);
  for (const silence of ['timeout', 'connectionLost', 'notConnected'] as const) {
    expect(rows.learn('a', { ...foreign, silence }, 1_000)).toBeNull();
  }
  expect(rows.learn('a', { silence: null, isOwn: false }, 1_000)).toBeNull();
  expect(rows.learn('a', foreign, 2_000)).toEqual({ times: 2, forMs: 2_000 });
  expect(rows.learn('a', answered, 3_000)).toBeNull();
  expect(rows.learn('a', foreign, 4_000)).toEqual({ times: 1, forMs: 0 });
  rows.forget('a');
  expect(rows.learn('a', foreign, 5_000)).toEqual({ times: 1, forMs: 0 });
});

it('has a limit: of very many the oldest is counted anew', () => {
  const rows = new ForeignRows();
  for (let advice = 0; advice <= 1_000; advice += 1) rows.learn(`${advice}`, foreign, advice);
  expect(rows.learn('1', foreign, 2_000)).toMatchObject({ times: 2 });
  expect(rows.learn('0', foreign, 2_000)).toMatchObject({ times: 1 });
});
