import { describe, expect, it } from 'vitest';
import { type AdviceAnswer, judgeAdvice } from '../../../src-shared/domain/advice.ts';
import { qrSettledBy } from '../../../src-shared/services/qr/operations.ts';

const refused: AdviceAnswer = {
  kind: 'confirmation',
  outcome: 'failed',
  status: 400,
  foreign: null,
  errorType: null,
  sentBefore: false,
  repeatOn503: false,
  settledBy: qrSettledBy,
};

it('a successful answer delivers, an unknown one repeats', () => {
  expect(judgeAdvice({ ...refused, outcome: 'successful', status: 202 })).toBe('delivered');
  expect(judgeAdvice({ ...refused, outcome: 'unknown', status: 500 })).toBe('repeat');
  expect(judgeAdvice({ ...refused, outcome: 'unknown', status: null })).toBe('repeat');
});

it('a refusal of our credentials holds the advice, whatever else is said', () => {
  for (const status of [401, 403]) {
    expect(judgeAdvice({ ...refused, status, errorType: 'DUPLICATE_RECORD' })).toBe('hold');
  }
});

it('a final refusal needs a person', () => {
  for (const status of [400, 402, 404, 409, 429, 501, 502, 503]) {
    expect(judgeAdvice({ ...refused, status, errorType: 'FORMAT_ERROR' }), `${status}`).toBe(
      'attention',
    );
  }
});

it('503 repeats only where the profile says so', () => {
  expect(judgeAdvice({ ...refused, status: 503 })).toBe('attention');
  expect(judgeAdvice({ ...refused, status: 503, repeatOn503: true })).toBe('repeat');
  expect(judgeAdvice({ ...refused, status: 502, repeatOn503: true })).toBe('attention');
});

describe('an answer that is not the intermediary’s', () => {
  const page: AdviceAnswer = { ...refused, outcome: 'unknown', status: 404 };
  const after = (times: number, forMs: number, more: Partial<AdviceAnswer> = {}) =>
    judgeAdvice({ ...page, ...more, foreign: { times, forMs } });

  it('is repeated, until five in a row or a quarter of an hour need a person', () => {
    expect(after(1, 0)).toBe('repeat');
    expect(after(4, 899_999)).toBe('repeat');
    expect(after(5, 15_000)).toBe('attention');
    expect(after(2, 900_000)).toBe('attention');
  });

  it('is repeated for ever with 503, where the profile says so', () => {
    expect(after(9, 9_000_000, { status: 503, repeatOn503: true })).toBe('repeat');
    expect(after(9, 9_000_000, { status: 503 })).toBe('attention');
  });
});

it('a duplicate is a delivery only if an earlier copy may have arrived', () => {
  const duplicate = { ...refused, errorType: 'DUPLICATE_RECORD' };
  expect(judgeAdvice({ ...duplicate, sentBefore: true })).toBe('delivered');
  expect(judgeAdvice({ ...duplicate, sentBefore: false })).toBe('attention');
});

it('nothing to locate ends a reversal and alarms about a confirmation', () => {
  const missing = { ...refused, errorType: 'UNABLE_TO_LOCATE_RECORD' };
  expect(judgeAdvice({ ...missing, kind: 'reversal' })).toBe('delivered');
  expect(judgeAdvice({ ...missing, kind: 'confirmation' })).toBe('attention');
});

it('an account already settled fits only our own repeated confirmation', () => {
  const settled = { ...refused, errorType: 'ACCOUNT_ALREADY_SETTLED' };
  expect(judgeAdvice({ ...settled, sentBefore: true })).toBe('delivered');
  expect(judgeAdvice({ ...settled, sentBefore: false })).toBe('attention');
  expect(judgeAdvice({ ...settled, kind: 'reversal', sentBefore: true })).toBe('attention');
});
