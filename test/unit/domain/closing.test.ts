import { describe, expect, it } from 'vitest';
import { adviceStates, afterLateAnswer } from '../../../src-shared/domain/advice.ts';
import { brokenClosingRule } from '../../../src-shared/domain/closing.ts';

describe('the name and the reason of a closing', () => {
  it.each([
    ['person', '', 'is missing'],
    ['person', ' \n\t ', 'is missing'],
    ['person', '\u200b\u200b\u200b', 'is missing'],
    ['person', ' N ', 'must be at least 2 characters'],
    ['person', 'No', null],
    ['person', ` ${'n'.repeat(60)} `, null],
    ['person', 'n'.repeat(61), 'must be at most 60 characters'],
    ['reason', '', 'is missing'],
    ['reason', ' too short ', 'must be at least 10 characters'],
    ['reason', 'just\u200benough', null],
    ['reason', 'r'.repeat(500), null],
    ['reason', 'r'.repeat(501), 'must be at most 500 characters'],
    ['reason', `readable as such${'\u200b'.repeat(500)}`, 'must be at most 500 characters'],
  ] as const)('%s %j: %s', (field, text, rule) => {
    expect(brokenClosingRule(field, text)).toBe(rule);
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
