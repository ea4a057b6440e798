import { describe, expect, it } from 'vitest';
import { adviceStates, afterLateAnswer } from '../../../src-shared/domain/advice.ts';
import { brokenClosingRule } from '../../../src-shared/domain/closing.ts';

describe('the name and the reason of a closing', () => {
  it.each([
    ['person', '', { code: 'missing' }],
    ['person', ' \n\t ', { code: 'missing' }],
    ['person', '\u200b\u200b\u200b', { code: 'missing' }],
    ['person', ' N ', { code: 'tooShort', least: 2 }],
    ['person', 'No', null],
    ['person', ` ${'n'.repeat(60)} `, null],
    ['person', 'n'.repeat(61), { code: 'tooLong', most: 60 }],
    ['reason', '', { code: 'missing' }],
    ['reason', ' too short ', { code: 'tooShort', least: 10 }],
    ['reason', 'just\u200benough', null],
    ['reason', 'r'.repeat(500), null],
    ['reason', 'r'.repeat(501), { code: 'tooLong', most: 500 }],
    ['reason', `readable as such${'\u200b'.repeat(500)}`, { code: 'tooLong', most: 500 }],
  ] as const)('%s %j: %j', (field, text, rule) => {
    expect(brokenClosingRule(field, text)).toEqual(rule);
  });
});

it('a late answer brings back what was settled, and disturbs nothing that is not', () => {
  expect(adviceStates.map((state) => [state, afterLateAnswer(state)])).toEqual([
    ['owed', 'owed'],
    ['delivered', 'owed'],
    ['attention', 'attention'],
    ['closed', 'attention'],
  ]);
});
