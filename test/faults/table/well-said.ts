// Fault rows that are none: what a correct server, load balancer or proxy may send, and the till must
// understand. F16 is a payment's answer, F17 an advice's; what looks alike and is damaged is F20.
import {
  brotliCompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { type HeaderChanges, httpAnswer } from '../../support/http-bytes.ts';
import { approvalOf, type RawRequest } from '../../support/raw-server.ts';
import type { AnswerRow } from './row.ts';

const unusable = 'answerUnusable, RESPONSE_NOT_FINAL';
type Answer = AnswerRow['answer'];

const statusOf = ({ operation }: RawRequest) => (operation === 'pay' ? 201 : 202);
const textOf = ({ operation, body }: RawRequest) =>
  JSON.stringify(operation === 'pay' ? approvalOf(body) : body);

/** The good answer, framed otherwise; `end` closes the connection behind it. */
const framed =
  (frame: (status: number, text: string) => string | Buffer, end = false): Answer =>
  (request) => {
    const bytes = frame(statusOf(request), textOf(request));
    if (!end) return bytes;
    request.socket.end(bytes);
    return undefined;
  };
/** The good answer with these lines of header before its own. */
const headed = (...lines: string[]) =>
  framed(
    (status, text) =>
      `HTTP/1.1 ${status} X\r\n${lines.map((line) => `${line}\r\n`).join('')}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
const json = 'content-type: application/json';
const chunk = (text: string, more = '') =>
  `${text.length.toString(16).toUpperCase()}${more}\r\n${text}\r\n`;

const framings: [string, Answer][] = [
  [
    'in chunks with extensions, and trailers behind them',
    framed(
      (status, text) =>
        `HTTP/1.1 ${status} X\r\nTRANSFER-ENCODING: Chunked\r\nTrailer: x-sum\r\n${json}\r\n\r\n` +
        `${chunk(text.slice(0, 20), ';a=1;b="2"')}${chunk(text.slice(20))}0;last\r\nx-sum: 1\r\nx-b: 2\r\n\r\n`,
    ),
  ],
  [
    'names of headers in capitals',
    framed(
      (status, text) =>
        `HTTP/1.1 ${status} X\r\nCONTENT-TYPE: application/json\r\nCONTENT-LENGTH:${text.length}\r\nX-EMPTY:\r\n\r\n${text}`,
    ),
  ],
  [
    'no reason',
    framed((status, text) => `HTTP/1.1 ${status}\r\ncontent-length: ${text.length}\r\n\r\n${text}`),
  ],
  [
    'a reason in other letters',
    framed((status, text) =>
      Buffer.from(
        `HTTP/1.1 ${status} cr\xe9\xe9\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
        'latin1',
      ),
    ),
  ],
  ['Connection: close', headed(json, 'Connection: close')],
  [
    'Connection: close, and closed',
    framed((status, text) => httpAnswer(status, text, { connection: 'close' }), true),
  ],
  [
    'a body that ends with the connection',
    framed((status, text) => httpAnswer(status, text, { 'content-length': null }), true),
  ],
  [
    'HTTP/1.0',
    framed(
      (status, text) => `HTTP/1.0 ${status} X\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
    ),
  ],
  [
    'HTTP/1.0, and closed',
    framed((status, text) => `HTTP/1.0 ${status} X\r\n${json}\r\n\r\n${text}`, true),
  ],
  ['an empty line first', framed((status, text) => `\r\n${httpAnswer(status, text).toString()}`)],
  ['an offer of another protocol', headed(json, 'Upgrade: h2,h2c', 'Connection: Upgrade')],
  [
    'several cookies',
    headed(json, 'Set-Cookie: a=1', 'Set-Cookie: b=2; Path=/', 'Set-Cookie: c=3'),
  ],
  ['its type said twice', headed(json, json)],
  [
    '15 kB of headers',
    headed(json, ...Array.from({ length: 150 }, (_, n) => `x-${n}: ${'x'.repeat(90)}`)),
  ],
  [
    'Keep-Alive: timeout=1',
    headed(json, 'Connection: keep-alive', 'Keep-Alive: timeout=1, max=100'),
  ],
];

/** The good answer with its bytes changed, and headers that say so. */
const encoded =
  (encode: (text: string) => Buffer, headers: HeaderChanges): Answer =>
  (request) =>
    httpAnswer(
      statusOf(request),
      encode(textOf(request).replace('Protea', 'Prot\u00e9a')),
      headers,
    );
const compressed = (encoding: string, encode: (text: string) => Buffer) =>
  encoded(encode, { 'content-encoding': encoding });
const lettered = (charset: string, encode: (text: string) => Buffer) =>
  encoded(encode, { 'content-type': `application/json${charset}` });
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

const encodings: [string, Answer][] = [
  ['gzip', compressed('gzip', (text) => gzipSync(text))],
  ['x-gzip in capitals', compressed('X-GZIP', (text) => gzipSync(text))],
  ['deflate', compressed('deflate', (text) => deflateSync(text))],
  ['deflate without its frame', compressed('deflate', (text) => deflateRawSync(text))],
  ['br', compressed('br', (text) => brotliCompressSync(text))],
  ['identity', compressed('identity', (text) => Buffer.from(text))],
  ['gzip inside br', compressed('gzip, br', (text) => brotliCompressSync(gzipSync(text)))],
  ['ISO-8859-1', lettered('; charset=ISO-8859-1', (text) => Buffer.from(text, 'latin1'))],
  ['windows-1252', lettered(';charset="windows-1252"', (text) => Buffer.from(text, 'latin1'))],
  ['UTF-16LE', lettered('; charset=utf-16le', (text) => Buffer.from(text, 'utf16le'))],
  ['UTF-16 with its mark', lettered('; charset=UTF-16', (text) => bigEndian(`\ufeff${text}`))],
  [
    'UTF-8 in capitals, with a mark',
    lettered('; charset=UTF-8', (text) => Buffer.from(`\ufeff${text}`)),
  ],
  [
    'a charset nobody knows, which is UTF-8',
    lettered('; charset=x-till', (text) => Buffer.from(text)),
  ],
];

const understood: AnswerRow[] = [...framings, ...encodings].flatMap(
  ([injected, answer]): AnswerRow[] => [
    { id: 'F16', kind: 'pay', injected, answer, end: 'approved' },
    { id: 'F17', kind: 'confirmation', injected, answer, end: 'delivered' },
    { id: 'F17', kind: 'reversal', injected, answer, end: 'delivered' },
  ],
);

/** An advice is answered by its status alone. */
const empty: AnswerRow[] = (
  [
    ['Content-Length: 0', () => 'HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n'],
    ['no chunks', () => 'HTTP/1.1 202 X\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['nothing, said to be gzip', () => httpAnswer(202, '', { 'content-encoding': 'gzip' })],
    [
      'nothing, and closed',
      ({ socket }) => {
        socket.end('HTTP/1.0 202 Accepted\r\n\r\n');
        return undefined;
      },
    ],
  ] as [string, Answer][]
).flatMap(([injected, answer]): AnswerRow[] => [
  { id: 'F17', kind: 'confirmation', injected: `202 with ${injected}`, answer, end: 'delivered' },
  { id: 'F17', kind: 'reversal', injected: `202 with ${injected}`, answer, end: 'delivered' },
]);

const badlySummed = (text: string) => {
  const bytes = gzipSync(text);
  // The last eight bytes are a sum and a length (RFC 1952 §2.3).
  return bytes.fill(0, bytes.length - 8, bytes.length - 4);
};
/** Whatever stands behind a whole answer takes nothing from it. */
const followed: AnswerRow[] = (
  [
    ['an empty line', '\r\n'],
    ['what is no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['half an answer', 'HTTP/1.1 500 X\r\ncontent-le'],
    ['a refusal', httpAnswer(400, '{}').toString()],
  ] as const
).flatMap(([injected, behind]): AnswerRow[] => {
  const answer = framed((status, text) => httpAnswer(status, text).toString() + behind);
  const facts = { id: 'F27', injected: `the answer, and ${injected} behind it`, answer };
  return [
    { ...facts, kind: 'pay', end: 'approved' },
    { ...facts, kind: 'confirmation', end: 'delivered' },
    { ...facts, kind: 'reversal', end: 'delivered' },
  ];
});

const brotliBomb = () =>
  brotliCompressSync(Buffer.alloc(10 * 1024 * 1024, ' '), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
  });
const damaged: AnswerRow[] = (
  [
    ['F20', 'gzip that is none', compressed('gzip', (text) => Buffer.from(text))],
    ['F20', 'gzip cut short', compressed('gzip', (text) => gzipSync(text).subarray(0, -12))],
    ['F20', 'gzip with a wrong sum', compressed('gzip', badlySummed)],
    ['F20', 'an encoding nobody asked for', compressed('zstd', (text) => zstdCompressSync(text))],
    [
      'F20',
      'a name of every object as encoding',
      compressed('constructor', (text) => Buffer.from(text)),
    ],
    [
      'F25',
      'compressed three times',
      compressed('gzip,gzip,gzip', (text) => gzipSync(gzipSync(gzipSync(text)))),
    ],
    ['F25', '10 MiB in some bytes of br', compressed('br', brotliBomb)],
    [
      'F20',
      'ISO-8859-1 that says nothing of it',
      lettered('', (text) => Buffer.from(text, 'latin1')),
    ],
    [
      'F20',
      'ISO-8859-1 called UTF-8',
      lettered('; charset=utf-8', (text) => Buffer.from(text, 'latin1')),
    ],
    [
      'F20',
      'UTF-16 with half a letter',
      lettered('; charset=utf-16le', (text) => Buffer.from(`${text}\ud83d`, 'utf16le')),
    ],
  ] as [string, string, Answer][]
).flatMap(([id, injected, answer]): AnswerRow[] => [
  { id, kind: 'pay', injected, answer, end: unusable },
  { id, kind: 'confirmation', injected, answer, end: 'repeated' },
]);

/** Where the status decides alone, damaged letters take nothing from it. */
const refusals: AnswerRow[] = [
  {
    id: 'F34',
    kind: 'confirmation',
    injected: '400 explained in ISO-8859-1 that says nothing of it',
    answer: () =>
      httpAnswer(
        400,
        Buffer.from('{"id":"1","errorType":"FORMAT_ERROR","errorMessage":"Non\xe9"}', 'latin1'),
      ),
    end: 'attention',
  },
];

export const wellSaidRows: readonly AnswerRow[] = [
  ...understood,
  ...empty,
  ...followed,
  ...damaged,
  ...refusals,
];
