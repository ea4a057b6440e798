import { describe, expect, it } from 'vitest';
import { nextTryWords, todoWords } from '../../../renderer/features/queue/advice-words.ts';
import { catalogue as en } from '../../../renderer/texts/en/en.ts';
import { ageOf, lengthLeft, lengthOfTime } from '../../../renderer/ui/moments.ts';
import { answerWords } from '../../../renderer/words/answer-words.ts';
import type { Silence } from '../../../src-shared/domain/outcome.ts';

const at = '2026-03-14T10:22:08.011+02:00';
const answered = (status: number | null, message: string | null = null) =>
  answerWords(en, { at, status, silence: null, errorType: null, message });

describe('the last answer', () => {
  it('is told in words, with the status beside them', () => {
    expect(answered(503)).toBe('Not available at the moment (503)');
    expect(answered(202)).toBe('Accepted');
    const answer = { at, status: 201, silence: null, errorType: null, message: null };
    expect(answerWords(en, answer, 'pay')).toBe('Approved');
    expect(answered(418)).toBe('Answered 418');
    expect(answered(null)).toBe('Not answered');
  });

  it('carries what the intermediary says to the operator', () => {
    expect(answered(400, 'Cannot reverse')).toBe('Refused (400): “Cannot reverse”');
  });

  it('tells a silence in words alone, without the code it came with', () => {
    const words = answerWords(en, {
      at,
      status: null,
      silence: 'connectionLost',
      errorType: null,
      message: 'UND_ERR_SOCKET',
    });
    expect(words).toBe('The connection broke');
  });

  it('that is somebody else’s is told as such, with its status for support', () => {
    const foreign = {
      at,
      silence: 'foreignAnswer',
      errorType: null,
      message: 'text/html',
    } as const;
    expect(answerWords(en, { ...foreign, status: 404 })).toBe(
      'Something in between answered with a page of its own (404)',
    );
  });
});

describe('what a person should do about an exception', () => {
  const row = (kind: 'confirmation' | 'reversal', silence: Silence | null) => ({
    kind,
    lastAnswer: { at, status: 404, silence, errorType: null, message: null },
  });

  it('is to have the network looked at, where something else answers', () => {
    for (const kind of ['confirmation', 'reversal'] as const) {
      for (const silence of ['foreignAnswer', 'malformed', 'answerTooLarge'] as const) {
        expect(todoWords(en, { ...row(kind, silence), about: 'payment' })).toBe(
          en.queue.todoForeign[kind],
        );
      }
      expect(en.queue.todoForeign[kind]).toMatch(
        /Something between this till and.+send it again\.$/,
      );
    }
  });

  it('is to ask about it, where it was refused', () => {
    expect(todoWords(en, { ...row('reversal', null), about: 'payment' })).toBe(
      en.queue.todo.payment.reversal,
    );
    expect(todoWords(en, { kind: 'confirmation', about: 'payment', lastAnswer: null })).toBe(
      en.queue.todo.payment.confirmation,
    );
  });
});

describe('the next try', () => {
  it('counts down from when the queue was looked up', () => {
    expect(nextTryWords(en, { nextTryInMs: 12_000 }, null, 0)).toBe('next try in 12 s');
    expect(nextTryWords(en, { nextTryInMs: 12_000 }, null, 5_000)).toBe('next try in 7 s');
    expect(nextTryWords(en, { nextTryInMs: 12_000 }, null, 13_000)).toBe('being sent now');
  });

  it('waits when sending is paused', () => {
    expect(nextTryWords(en, { nextTryInMs: null }, 'noConnection', 0)).toBe('waits');
    expect(nextTryWords(en, { nextTryInMs: null }, null, 0)).toBe('being sent now');
  });
});

describe('lengths of time', () => {
  it.each([
    [400, 'a moment'],
    [40_000, '40 s'],
    [300_000, '5 min'],
    [7_200_000, '2 h'],
    [7_800_000, '2 h 10 min'],
    [259_200_000, '3 days'],
  ])('%d ms is %s', (lengthMs, words) => {
    expect(lengthOfTime(en, lengthMs)).toBe(words);
  });

  it('counts started minutes down, and seconds at the end', () => {
    expect([570_000, 540_001, 540_000, 60_001, 59_000].map((ms) => lengthLeft(en, ms))).toEqual([
      '10 min',
      '10 min',
      '9 min',
      '2 min',
      '59 s',
    ]);
  });

  it('never gives an age below nothing, whatever a wall clock did', () => {
    expect(ageOf(en, at, Date.parse(at) - 60_000)).toBe('a moment');
  });
});
