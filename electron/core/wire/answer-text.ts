// From the bytes of an answer's body to its text: what was compressed, and in which letters. Promises:
// never more than the limit comes out, however little went in, and bytes that are no text in the
// charset they came with never pass for an answer that counts.
import { TextDecoder } from 'node:util';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** Most bytes of an answer's body that the till reads, as they came and once they are decompressed. */
export const bodyLimit = 256 * 1024;
/** A body is compressed once, if at all; by turns without end it would hold up the till. */
const mostEncodings = 2;

/** The answer is larger than the till is willing to read. */
export class AnswerTooLarge extends Error {}
/** What came back is not an HTTP answer we can use. */
export class AnswerMalformed extends Error {}

/**
 * The text of a body. Where the status says success the body decides, so every byte must be text;
 * elsewhere it only explains, and a damaged letter is no reason to forget the status.
 * @throws AnswerMalformed for an encoding that is unknown or broken, and for bytes that are no text
 * @throws AnswerTooLarge when more than `bodyLimit` bytes come out
 */
export function textOf(answer: {
  readonly status: number;
  readonly contentType: string;
  readonly contentEncoding: string;
  readonly bytes: Buffer;
}): string {
  const { status, contentType, contentEncoding, bytes } = answer;
  return decoded(decompressed(bytes, contentEncoding), contentType, status >= 200 && status < 300);
}

const limits = { maxOutputLength: bodyLimit };
const decompressions: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, limits),
  'x-gzip': (bytes) => gunzipSync(bytes, limits),
  br: (bytes) => brotliDecompressSync(bytes, limits),
  // RFC 9110 §8.4.1.2: zlib's format; some servers send the bare stream instead.
  deflate: (bytes) =>
    ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateSync(bytes, limits) : inflateRawSync(bytes, limits),
};

function decompressed(bytes: Buffer, contentEncoding: string): Buffer {
  // Most answers: nothing to undo. An empty body is empty, whatever it is said to be compressed with.
  if (contentEncoding === '' || bytes.length === 0) return bytes;
  const names = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > mostEncodings) throw new AnswerMalformed(`${names.length} encodings`);
  return names.reduceRight(decompress, bytes);
}

function decompress(bytes: Buffer, name: string): Buffer {
  const undo = Object.hasOwn(decompressions, name) ? decompressions[name] : undefined;
  if (!undo) throw new AnswerMalformed(`content-encoding ${name.slice(0, 40)}`);
  try {
    return undo(bytes);
  } catch (cause) {
    const isTooLarge =
      cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    if (isTooLarge) throw new AnswerTooLarge(`over ${bodyLimit} bytes`);
    throw new AnswerMalformed(`broken ${name}`, { cause });
  }
}

const byteOrderMarks: readonly (readonly [charset: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
];

function decoded(bytes: Buffer, contentType: string, isStrict: boolean): string {
  // A byte order mark says more than a header, as with every reader of the web (Encoding Standard §6).
  const marked = byteOrderMarks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
  const declared = /;\s*charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType)?.[1];
  const decoder = decoderOf(marked?.[0] ?? declared ?? 'utf-8', isStrict);
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new AnswerMalformed(`no text in ${decoder.encoding}`, { cause });
  }
}

function decoderOf(charset: string, isStrict: boolean): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal: isStrict });
  } catch {
    // A charset nobody knows: JSON is UTF-8 (RFC 8259 §8.1), and text that is not will show it.
    return new TextDecoder('utf-8', { fatal: isStrict });
  }
}
