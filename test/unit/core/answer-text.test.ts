import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AnswerMalformed,
  AnswerTooLarge,
  bodyLimit,
  textOf,
} from '../../../electron/core/wire/answer-text.ts';

const read = (bytes: Buffer, more: Partial<Parameters<typeof textOf>[0]> = {}) =>
  textOf({ status: 201, contentType: 'application/json', contentEncoding: '', bytes, ...more });

const compressions: Record<string, (bytes: Buffer) => Buffer> = {
  '': (bytes) => bytes,
  gzip: (bytes) => gzipSync(bytes),
  deflate: (bytes) => deflateSync(bytes),
  'Deflate ': (bytes) => deflateRawSync(bytes),
  br: (bytes) => brotliCompressSync(bytes),
  'gzip, br': (bytes) => brotliCompressSync(gzipSync(bytes)),
};
const charsets: Record<string, (text: string) => Buffer> = {
  '': (text) => Buffer.from(text),
  '; charset=utf-8': (text) => Buffer.from(text),
  ';charset="UTF-8"': (text) => Buffer.from(`\ufeff${text}`),
  '; boundary=x; Charset=utf-16le': (text) => Buffer.from(text, 'utf16le'),
  '; charset=utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  '; charset=utf-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
};
// A mark at the start of the text itself is taken for one of the encoding, by every reader.
const text = fc
  .string({ unit: 'grapheme', maxLength: 200 })
  .filter((value) => value.isWellFormed() && !value.startsWith('\ufeff'));

it('gives back any text, however compressed and in whichever letters', () => {
  const ways = fc.tuple(
    fc.constantFrom(...Object.keys(compressions)),
    fc.constantFrom(...Object.keys(charsets)),
  );
  fc.assert(
    fc.property(text, ways, (value, [contentEncoding, charset]) => {
      const bytes = compressions[contentEncoding]?.(charsets[charset]?.(value) ?? Buffer.of());
      const more = { contentEncoding, contentType: `application/json${charset}` };
      expect(read(bytes ?? Buffer.of(), more)).toBe(value);
    }),
  );
});

it('a sign for damage that the server itself sent is text', () => {
  expect(read(Buffer.from('{"name":"a\ufffdb"}'))).toBe('{"name":"a\ufffdb"}');
});

it('bytes that are no text never pass for an answer that counts', () => {
  const stray = fc.constantFrom(0x80, 0xbf, 0xc0, 0xc1, 0xf5, 0xff);
  fc.assert(
    fc.property(text, stray, fc.nat(), (value, byte, position) => {
      const good = Buffer.from(`{${value}}`);
      const at = 1 + (position % good.length);
      const bytes = Buffer.concat([good.subarray(0, at), Buffer.of(byte), good.subarray(at)]);
      // Where the byte could continue a letter, the letter's own last byte is one too many.
      expect(() => read(bytes)).toThrow(AnswerMalformed);
    }),
  );
});

it('a refusal keeps its words where some of their letters are damaged', () => {
  const bytes = Buffer.from('{"errorMessage":"refus\xe9"}', 'latin1');
  expect(read(bytes, { status: 400 })).toBe('{"errorMessage":"refus\ufffd"}');
});

describe('what cannot be decompressed', () => {
  const good = gzipSync('{"id":"1"}');
  it.each<[string, string, Buffer]>([
    ['an unknown encoding', 'zstd', good],
    ['a name that every object has', 'constructor', good],
    ['bytes of another encoding', 'br', good],
    ['bytes that were cut short', 'gzip', good.subarray(0, -1)],
    ['three encodings', 'gzip, gzip, gzip', gzipSync(gzipSync(good))],
  ])('%s is malformed, whatever the status', (_, contentEncoding, bytes) => {
    for (const status of [201, 400, 404, 500]) {
      expect(() => read(bytes, { status, contentEncoding })).toThrow(AnswerMalformed);
    }
  });
});

it.each(Object.entries(compressions).slice(1))(
  'is too large when more than the limit comes out: %s',
  (contentEncoding, compress) => {
    const most = Buffer.alloc(bodyLimit, 'x');
    expect(read(compress(most), { contentEncoding })).toHaveLength(bodyLimit);
    const more = compress(Buffer.alloc(bodyLimit + 1, 'x'));
    expect(() => read(more, { contentEncoding })).toThrow(AnswerTooLarge);
  },
);
