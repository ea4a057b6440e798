// Fault rows about how an answer is framed: F26 (what is no HTTP), F28 and F29 (before the final
// answer). A parser's error is no answer: not known, and the connection is destroyed.
import { httpAnswer } from '../../support/http-bytes.ts';
import { approvalOf, goodAnswer, type RawRequest } from '../../support/raw-server.ts';
import type { AnswerRow } from './row.ts';

const unusable = 'answerUnusable, RESPONSE_NOT_FINAL';
type Answer = AnswerRow['answer'];

/** The good answer with its bytes changed. */
const changed =
  (change: (answer: string) => string): Answer =>
  (request) =>
    change(goodAnswer(request).toString());
const statusLine = (line: string) => changed((answer) => answer.replace(/^[^\r]*/, line));
const header = (line: string) => changed((answer) => answer.replace('\r\n', `\r\n${line}\r\n`));
const chunked = (request: RawRequest) => {
  const text = JSON.stringify(
    request.operation === 'pay' ? approvalOf(request.body) : request.body,
  );
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n\r\n`;
};

const noHttp: [string, Answer][] = [
  ['a status line without a number', statusLine('HTTP/1.1 Created')],
  ['a status line of another protocol', statusLine('ICY 201 OK')],
  ['a status line with HTTP/9.9', statusLine('HTTP/9.9 201 Created')],
  ['status 1000', statusLine('HTTP/1.1 1000 Created')],
  ['status 20', statusLine('HTTP/1.1 20 Created')],
  ['status 2O1', statusLine('HTTP/1.1 2O1 Created')],
  ['status -201', statusLine('HTTP/1.1 -201 Created')],
  ['two different Content-Lengths', header('content-length: 5')],
  [
    'the same Content-Length twice',
    changed((answer) => answer.replace(/(content-length.*\r\n)/, '$1$1')),
  ],
  [
    'a Content-Length of text',
    changed((answer) => answer.replace(/content-length: \d+/, 'content-length: all')),
  ],
  [
    'a negative Content-Length',
    changed((answer) => answer.replace(/content-length: /, 'content-length: -')),
  ],
  [
    'Content-Length and Transfer-Encoding',
    (request) =>
      `HTTP/1.1 201 X\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n${chunked(request)}`,
  ],
  [
    'Transfer-Encoding and Content-Length',
    (request) =>
      `HTTP/1.1 201 X\r\ntransfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n${chunked(request)}`,
  ],
  [
    'a chunk whose size is no number',
    () => 'HTTP/1.1 201 X\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
  ],
  [
    'a chunk longer than its size',
    () => 'HTTP/1.1 201 X\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n',
  ],
  ['a space before the colon', header('x-a : 1')],
  ['a header without a colon', header('x-a')],
  ['a carriage return in a header', header('x-a: 1\r2')],
  ['a null byte in a header', header('x-a: 1\0')],
  ['a folded header', header('x-a: 1\r\n content-length: 5')],
  ['line feeds alone', changed((answer) => answer.replaceAll('\r\n', '\n'))],
  ['a blank line first', changed((answer) => `\r\n\r\n\0${answer}`)],
  ['no HTTP at all', () => 'SSH-2.0-OpenSSH_9.9\r\n'],
  ['an alert of TLS', () => Buffer.from('15030100020228', 'hex')],
];

const framed: AnswerRow[] = noHttp.flatMap(([injected, answer]): AnswerRow[] => [
  { id: 'F26', kind: 'pay', injected, answer, end: unusable },
  { id: 'F26', kind: 'confirmation', injected, answer, end: 'repeated' },
]);

/** Answers that only say the final one is to come. */
const before: [string, Answer][] = [
  ...['100 Continue', '102 Processing', '103 Early Hints', '199 Not Yet Named'].map(
    (status): [string, Answer] => [
      `${status} before the answer`,
      (request) =>
        Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\nx-a: 1\r\n\r\n`), goodAnswer(request)]),
    ],
  ),
  [
    '100, 102, 100 and 103 before the answer, each by itself',
    (request) => {
      for (const status of [100, 102, 100, 103]) {
        request.socket.write(`HTTP/1.1 ${status} X\r\nlink: </a>\r\n\r\n`);
      }
      return goodAnswer(request);
    },
  ],
];
const informed: AnswerRow[] = before.flatMap(([injected, answer]): AnswerRow[] => [
  { id: 'F28', kind: 'pay', injected, answer, end: 'approved' },
  { id: 'F28', kind: 'confirmation', injected, answer, end: 'delivered' },
  { id: 'F28', kind: 'reversal', injected, answer, end: 'delivered' },
]);

const flood: AnswerRow[] = (['pay', 'confirmation'] as const).map((kind) => ({
  id: 'F29',
  injected: '10 000 times 103, and no answer behind them',
  answer: () => 'HTTP/1.1 103 X\r\n\r\n'.repeat(10_000),
  ...(kind === 'pay' ? { kind, end: unusable } : { kind, end: 'repeated' }),
}));

const switched: AnswerRow[] = [
  ['101 with an upgrade', 'HTTP/1.1 101 X\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'],
  ['101 without one', 'HTTP/1.1 101 X\r\n\r\n'],
].flatMap(([injected = '', bytes = '']): AnswerRow[] => [
  { id: 'F29', kind: 'pay', injected, answer: () => bytes, end: unusable },
  { id: 'F29', kind: 'confirmation', injected, answer: () => bytes, end: 'repeated' },
]);

/** Said by a server that closes where the body ends: complete only if the JSON is. */
const untilClosed: AnswerRow[] = [
  {
    id: 'F72',
    kind: 'pay',
    injected: 'a body that ends with the connection, cut short',
    answer: ({ socket, body }) => {
      const text = JSON.stringify(approvalOf(body));
      socket.end(httpAnswer(201, text.slice(0, -9), { 'content-length': null }));
      return undefined;
    },
    end: unusable,
  },
  {
    id: 'F72',
    kind: 'pay',
    injected: 'a body shorter than its Content-Length',
    answer: ({ socket, body }) => {
      const text = JSON.stringify(approvalOf(body));
      socket.end(httpAnswer(201, text, { 'content-length': String(text.length + 9) }));
      return undefined;
    },
    end: 'connectionLost, TIMEOUT',
  },
];

export const framingRows: readonly AnswerRow[] = [
  ...framed,
  ...informed,
  ...flood,
  ...switched,
  ...untilClosed,
];
