import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Burst,
  hasCheckDigit,
  isCharacter,
  nextKey,
  nextUnseen,
  scannerGapMsMax,
  silence,
  type Target,
  type Verdict,
} from '../../../renderer/ui/scan.ts';
import { handToEnterMs, handTyped, type Key, scans } from '../../support/typing.ts';

function verdictsOf(keys: readonly Key[], target: Target = 'amount'): Verdict[] {
  let burst: Burst = silence;
  let atMs = 10_000;
  return keys.map(({ key, afterMs }) => {
    atMs += afterMs;
    const next = nextKey(burst, key, atMs, target);
    burst = next.burst;
    return next.verdict;
  });
}

/** The keys that decide: no characters, after a silence, and with a silence behind them. */
function decidingOf(keys: readonly Key[], target: Target = 'amount'): string[] {
  const verdicts = verdictsOf(keys, target);
  return keys
    .filter(({ key }, index) => {
      const behind = keys[index + 1]?.afterMs ?? Number.POSITIVE_INFINITY;
      return key === 'Enter' && verdicts[index] === 'alone' && behind > scannerGapMsMax;
    })
    .map(({ key }) => key);
}

const keysOf = (text: string, afterMs: number): Key[] =>
  text.split('').map((key) => ({ key: key === '\n' ? 'Enter' : key, afterMs }));

/** The digits of a scan that stay in the amount: those before it was known for one are taken back. */
function leftOf(keys: readonly Key[]): string {
  let left = '';
  let before = '';
  verdictsOf(keys).forEach((verdict, index) => {
    const { key = '' } = keys[index] ?? {};
    if (verdict === 'begins') before = left;
    if (verdict === 'scan') left = before;
    else if (isCharacter(key)) left += key;
  });
  return left;
}

describe('a scanner', () => {
  it.each<[Target]>([['amount'], ['screen'], ['text']])(
    'never presses Enter, whatever it reads and how fast: into %s',
    (target) => {
      fc.assert(
        fc.property(scans, fc.integer({ min: 0, max: 2_000 }), (keys, pauseMs) => {
          // An Enter with no character anywhere near it is not a scan.
          fc.pre(keys.some(({ key }) => isCharacter(key)));
          const [first, ...rest] = keys;
          const whole = [{ key: first?.key ?? '', afterMs: pauseMs }, ...rest];
          expect(decidingOf(whole, target)).toEqual([]);
        }),
        { numRuns: 3_000 },
      );
    },
  );

  it.each([
    ['EAN-8 by a quick scanner', '96385074', 10],
    ['EAN-8 by a slow one', '96385074', 80],
    ['EAN-13', '6001234567897', 100],
    ['UPC-A', '036000291452', 80],
    ['a short code with an Enter', '12345\n', 10],
    ['a short code with an Enter, slowly', '12345\n', 80],
    ['a short code alone, quickly', '12345', 10],
    ['letters', 'AB-12', 80],
    ['more than any amount', '1234567890', 90],
    ['text with line breaks', '12\n34\n56\n', 10],
  ])('leaves nothing in the amount: %s', (_, text, paceMs) => {
    expect(leftOf(keysOf(text, paceMs))).toBe('');
  });

  it('takes back what it typed and nothing that stood there before', () => {
    const hand = keysOf('18', 200);
    const [first, ...rest] = keysOf('96385074\n', 10);
    expect(leftOf([...hand, { key: first?.key ?? '', afterMs: 900 }, ...rest])).toBe('18');
  });

  it('whose keys do not say what they type presses no Enter behind them either', () => {
    const unseenOnly = nextUnseen(nextUnseen(silence, 10_000), 10_090);
    expect(nextKey(unseenOnly, 'Enter', 10_180, 'screen').verdict).toBe('hasty');
    expect(nextKey(unseenOnly, 'Enter', 10_290, 'screen').verdict).toBe('alone');
    const { burst } = nextKey(silence, '4', 10_000, 'screen');
    const mixed = nextUnseen(nextUnseen(burst, 10_090), 10_180);
    expect(nextKey(mixed, 'Enter', 10_270, 'screen').verdict).toBe('hasty');
  });

  it('may fill a field for any text', () => {
    expect(verdictsOf(keysOf('PO-4711', 80), 'text')).not.toContain('scan');
  });
});

describe('a hand', () => {
  it('takes what it typed with Enter, at once', () => {
    fc.assert(
      fc.property(handTyped, handToEnterMs, (keys, enterMs) => {
        const whole = [...keys, { key: 'Enter', afterMs: enterMs }];
        expect(verdictsOf(whole)).not.toContain('scan');
        expect(decidingOf(whole)).toEqual(['Enter']);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([60, 75, 90])('may be as quick as %i ms a digit', (paceMs) => {
    const whole = [...keysOf('123450', paceMs), { key: 'Enter', afterMs: 120 }];
    expect(decidingOf(whole)).toEqual(['Enter']);
  });

  it.each(['3*1899', '12*50', '18450+', '3*1899+'])('may type a line: %s', (text) => {
    for (const paceMs of [60, 75, 90]) {
      expect(verdictsOf(keysOf(text, paceMs))).not.toContain('scan');
    }
  });

  it.each([
    ['two rolled digits', keysOf('50\n', 60)],
    ['uneven digits', [...keysOf('184', 300), ...keysOf('5', 60), ...keysOf('\n', 100)]],
  ])('whose Enter comes too soon to be sure is asked once more: %s', (_, keys) => {
    expect(verdictsOf(keys).at(-1)).toBe('hasty');
    expect(decidingOf([...keys, { key: 'Enter', afterMs: 400 }])).toEqual(['Enter']);
  });
});

describe('a key that does not say what it types', () => {
  it('changes nothing about the pace of a hand whose characters follow it', () => {
    let burst: Burst = silence;
    for (const atMs of [10_000, 10_075, 10_150, 10_225]) {
      burst = nextUnseen(burst, atMs);
      const next = nextKey(burst, '5', atMs, 'amount');
      expect(next.verdict).not.toBe('scan');
      burst = next.burst;
    }
    expect(burst.gapsMs).toEqual([75, 75, 75]);
  });
});

describe('check digits', () => {
  it('are those of GS1', () => {
    for (const code of ['96385074', '036000291452', '4006381333931', '10012345678902']) {
      expect(hasCheckDigit(code), code).toBe(true);
    }
    for (const code of ['96385075', '123456', '4006381333930', 'abcdefgh']) {
      expect(hasCheckDigit(code), code).toBe(false);
    }
  });
});
