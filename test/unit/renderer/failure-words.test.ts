import { describe, expect, it } from 'vitest';
import { failureWords } from '../../../renderer/features/frame/failure-words.ts';
import { catalogue as en } from '../../../renderer/texts/en/en.ts';
import { type Failure, failure } from '../../../src-shared/contract/failure.ts';
import { roles } from '../../../src-shared/contract/role.ts';
import type { Rule } from '../../../src-shared/contract/rule.ts';
import { rand } from './views.ts';

const bare = failure.options[0].shape.code.options.map((code): Failure => ({ code }));
const withFacts: Failure[] = [
  ...roles.map((role): Failure => ({ code: 'notAllowed', role })),
  { code: 'tooMuch', most: rand(500_000) },
  { code: 'moreThanRest', rest: rand(12_450) },
  { code: 'tooManyLines', most: 1_000 },
  { code: 'notInCoins', coin: rand(10) },
];

describe('why a step was refused', () => {
  it.each([...bare, ...withFacts])('$code: in whole sentences, never a code alone', (given) => {
    const words = failureWords(en, given);
    expect(words).toMatch(/^[A-Z][^_{}]*[.!]$/);
    expect(words).not.toContain(given.code);
  });

  it.each([
    'otherSaleOpen',
    'saleEnded',
    'unknownLine',
    'unknownTender',
    'paymentOpen',
    'linesArePaid',
    'unreadableSale',
  ] as const)('%s: says that nothing was changed, and what to do or where to look', (code) => {
    expect(failureWords(en, { code })).toMatch(/(nothing was|not) changed/);
    expect(failureWords(en, { code })).toMatch(/first|History|now|Queue/);
  });

  it('names what there is room for', () => {
    expect(failureWords(en, { code: 'moreThanRest', rest: rand(12_450) })).toContain(
      'Take R\u00a0124.50 or less',
    );
    expect(failureWords(en, { code: 'tooManyLines', most: 1_000 })).toMatch(/at most 1\s000 lines/);
    expect(failureWords(en, { code: 'notInCoins', coin: rand(10) })).toContain('R\u00a00.10');
  });

  it('names what was typed, and its rule in rand', () => {
    const words = (field: string, rule: Rule) =>
      failureWords(en, { code: 'badInput', problems: [{ field, rule }] });
    expect(words('amountMinor', { code: 'tooSmall', least: 1 })).toBe(
      'The amount must be at least 0.01.',
    );
    expect(words('receivedMinor', { code: 'tooSmall', least: 0 })).toMatch(/^The cash received /);
    expect(words('quantity', { code: 'tooLarge', most: 999 })).toBe(
      'The quantity must be at most 999.',
    );
    expect(words('reference', { code: 'tooLong', most: 40 })).toBe(
      'The reference of the slip must be at most 40 characters.',
    );
    expect(words('name', { code: 'characters' })).toMatch(/^The name of a line must not/);
  });
});
