import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../../electron/core/wire/strict-json.ts';

it('reads what JSON.parse reads, whatever the value and the blanks', () => {
  const written = fc.tuple(fc.jsonValue(), fc.constantFrom(0, 1, '\t'));
  fc.assert(
    fc.property(written, ([value, space]) => {
      const text = JSON.stringify(value, null, space);
      expect(readJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
    }),
  );
});

it('never throws, whatever the text', () => {
  const piece = fc.constantFrom('{', '}', '[', ']', '"', '\\', '\\u0061', ':', ',', '1', ' ', 'a');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      readJson(pieces.join(''));
    }),
  );
});

describe('a name that stands twice in one object makes the text unusable', () => {
  it.each([
    ['differing', '{"amount":1,"amount":1845}'],
    ['the same', '{"a":1,"a":1}'],
    ['deep inside', '{"x":[{"y":{"a":1,"b":[{"a":2}],"a":3}}]}'],
    ['spelled with an escape', String.raw`{"amount":1,"\u0061mount":2}`],
    ['with escaped quotes', String.raw`{"a\"b":1,"a\u0022b":2}`],
    ['empty', '{"":1,"":2}'],
    ['of a prototype', '{"__proto__":1,"__proto__":2}'],
    ['far apart', `{"a":1,"b":"${'x'.repeat(100_000)}","a":2}`],
    ['with blanks before the colon', '{"a" \n:1,"a"\t:2}'],
  ])('%s', (_, text) => {
    expect(readJson(text).ok).toBe(false);
  });

  it('and does not when it stands in two objects, or as a value', () => {
    for (const text of [
      '{"a":{"a":1},"b":{"a":2}}',
      '[{"a":1},{"a":2}]',
      '{"a":"a","b":"a","c":["a","a"]}',
      String.raw`{"a":"\"a\":1,","b":"{\"a\":2"}`,
    ]) {
      expect(readJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
    }
  });
});

it('is limited in depth, not by the stack', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  expect(readJson(nested(64)).ok).toBe(true);
  expect(readJson(nested(65)).ok).toBe(false);
  expect(readJson(nested(120_000)).ok).toBe(false);
  expect(readJson('{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)).ok).toBe(false);
});

describe('a number', () => {
  const read = (text: string) => {
    const result = readJson(`[${text}]`);
    return result.ok ? (result.value as number[])[0] : null;
  };

  it('is what was written, however it is spelled', () => {
    for (const text of ['18450', '18450.0', '1.845E4', '184500e-1', '0.1', '-0.5e-7', '0', '0e9']) {
      expect(read(text), text).toBe(Number(text));
    }
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(read(JSON.stringify(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('is none where it would be rounded', () => {
    for (const text of [
      '18450.000000000000001',
      '18449.9999999999999999',
      '9007199254740993',
      '0.10000000000000000001',
      '1e400',
      '1e-400',
      `1${'0'.repeat(400)}`,
      `1.${'0'.repeat(200_000)}1`,
    ]) {
      expect(read(text), text).toBeNaN();
    }
  });
});

it('gives no object another prototype', () => {
  const read = readJson('{"__proto__":{"polluted":true},"constructor":{"prototype":1}}');
  expect(read.ok && Object.getPrototypeOf(read.value)).toBe(Object.prototype);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
