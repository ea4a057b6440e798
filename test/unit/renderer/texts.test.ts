import { expect, it } from 'vitest';
import { catalogue as en } from '../../../renderer/texts/en/en.ts';
import { isolated } from '../../../renderer/texts/isolated.ts';

/** Every sentence of the catalogue with where it stands; of a function its source, words included. */
function wordsIn(value: unknown, path: string): [path: string, words: string][] {
  if (typeof value === 'string' || typeof value === 'function') return [[path, String(value)]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => wordsIn(inner, `${path}.${key}`));
}

it('speaks no word that only we use', () => {
  const all = wordsIn(en, 'en');
  expect(all.length).toBeGreaterThan(300);
  const ours = all.filter(([, words]) => /intermediary|\badvices?\b|snapshot/i.test(words));
  expect(ours).toEqual([]);
});

it('keeps a name that reads from right to left to itself', () => {
  const said = en.answers.withMessage('Refused (400)', 'כרטיס 184.50');
  expect(said).toBe('Refused (400): “\u2068כרטיס 184.50\u2069”');
  expect(en.phone.asks('متجر')).toBe('Pay \u2068متجر\u2069');
  expect(en.history.closedWords('דנה', 'ok')).toBe('\u2068דנה\u2069: “ok”');
});

it('lets no text out of its place by characters that change the direction', () => {
  expect(isolated('a\u2069\u202eb')).toBe('\u2068ab\u2069');
  expect(isolated('Protea Wallet')).toBe('Protea Wallet');
});
