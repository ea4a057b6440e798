import { expect, it } from 'vitest';
import type { z } from 'zod';
import { failureWords } from '../../../renderer/features/frame/failure-words.ts';
import { catalogue } from '../../../renderer/texts/en/en.ts';
import { ruleWords } from '../../../renderer/words/problem-words.ts';
import { type Failure, failure } from '../../../src-shared/contract/failure.ts';
import { roles } from '../../../src-shared/contract/role.ts';
import { fileFaults, type Rule, rule } from '../../../src-shared/contract/rule.ts';

/** The facts of each code that could hold a sentence: texts without a pattern. */
function freeTexts(schema: z.core.$ZodType, path: string): string[] {
  const { def } = schema as z.ZodType;
  switch (def.type) {
    case 'object':
      return Object.entries((def as z.core.$ZodObjectDef).shape).flatMap(([key, inner]) =>
        freeTexts(inner, `${path}.${key}`),
      );
    case 'array':
      return freeTexts((def as z.core.$ZodArrayDef).element, `${path}[]`);
    case 'union':
      return (def as z.core.$ZodUnionDef).options.flatMap((option) => freeTexts(option, path));
    case 'string':
      return def.checks?.length ? [] : [path];
    default:
      return [];
  }
}

it('a failure and a rule are codes with facts: there is no room for a sentence in them', () => {
  expect(freeTexts(rule, 'rule')).toEqual([]);
  // A field is named as the document names it.
  expect(freeTexts(failure, 'failure')).toEqual(['failure.problems[].field']);
});

const bareCodes = (schema: typeof failure | typeof rule): string[] =>
  schema.options.flatMap((option) => {
    const { code } = option.shape;
    return 'options' in code && Object.keys(option.shape).length === 1 ? code.options : [];
  });

it('the window has words for every code', () => {
  const failures = [
    ...bareCodes(failure).map((code) => ({ code }) as Failure),
    { code: 'badInput', problems: [{ field: 'document', rule: { code: 'object' } }] },
    ...roles.map((role) => ({ code: 'notAllowed', role }) as const),
    { code: 'tooMuch', most: { amountMinor: 1, currency: '710' } },
    { code: 'moreThanRest', rest: { amountMinor: 1, currency: '710' } },
  ] satisfies Failure[];
  for (const each of failures) {
    expect(failureWords(catalogue, each), each.code).toMatch(/^\S[^]*\.$/);
  }
  const rules = [
    ...bareCodes(rule).map((code) => ({ code }) as Rule),
    ...fileFaults.map((fault) => ({ code: 'file', fault }) as const),
    { code: 'length', exactly: 15 },
    { code: 'owed', count: 2 },
    { code: 'choice', choices: ['710', '072'] },
  ] satisfies Rule[];
  for (const each of rules) {
    expect(ruleWords(catalogue, each), JSON.stringify(each)).toMatch(/^[a-z].*[^.]$/);
  }
});
