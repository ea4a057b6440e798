// Fault rows about what stands in an answer: F19 to F23, and the size of it, F25. Whose words an advice
// was answered in has a file of its own (foreign.ts).
import { gzipSync } from 'node:zlib';
import { qrCodeText } from '../../../electron/training/answers.ts';
import { type HeaderChanges, httpAnswer } from '../../support/http-bytes.ts';
import { approvalOf, goodAnswer, type RawRequest } from '../../support/raw-server.ts';
import type { AnswerRow, PayEnd } from './row.ts';

const unusable = 'answerUnusable, RESPONSE_NOT_FINAL';
const mismatch = 'amountMismatch, CANCELLED';

/** An approval whose JSON text was changed. */
function altered(
  id: string,
  injected: string,
  change: (text: string, request: RawRequest) => string | Buffer,
  end: PayEnd,
  more: { headers?: HeaderChanges } = {},
): AnswerRow {
  const answer = (request: RawRequest) =>
    httpAnswer(201, change(JSON.stringify(approvalOf(request.body)), request), more.headers);
  return { id, kind: 'pay', injected, answer, end };
}

/** An approval whose `amounts` say this about what was approved, as JSON text. */
function approved(injected: string, ledgerAmount: string | null, end: PayEnd) {
  const change = (text: string) => {
    const body = JSON.parse(text) as { amounts: Record<string, unknown> };
    body.amounts['approvedAmount'] = undefined;
    const without = JSON.stringify(body);
    return ledgerAmount === null
      ? without
      : without.replace('"amounts":{', `"amounts":{"approvedAmount":${ledgerAmount},`);
  };
  return altered('F23', `approvedAmount ${injected}`, change, end);
}
const amount = (value: string, currency = '710') => `{"amount":${value},"currency":"${currency}"}`;

const garbled: AnswerRow[] = [
  ...[200, 201, 202].map(
    (status): AnswerRow => ({
      id: 'F19',
      kind: 'pay',
      injected: `${status} with an empty body`,
      answer: () => httpAnswer(status),
      end: unusable,
    }),
  ),
  {
    id: 'F19',
    kind: 'code',
    injected: '201 with an empty body',
    answer: () => httpAnswer(201),
    end: 'codeUnavailable',
  },
  altered('F20', 'JSON that ends half-way', (text) => text.slice(0, text.length / 2), unusable),
  altered('F20', 'JSON without its last brace', (text) => text.slice(0, -1), unusable),
  altered('F20', 'JSON twice', (text) => text + text, unusable),
  altered('F20', 'JSON with single quotes', (text) => text.replaceAll('"', "'"), unusable),
  altered('F20', 'a byte order mark first', (text) => `\ufeff${text}`, 'approved'),
  altered('F20', 'UTF-16', (text) => Buffer.from(text, 'utf16le'), unusable),
  altered('F20', 'noise', () => Buffer.from('fffe00d1c7009f', 'hex'), unusable),
  altered('F20', 'null', () => 'null', unusable),
  altered('F20', 'a list', (text) => `[${text}]`, unusable),
  altered('F20', 'a number', () => '201', unusable),
  altered('F20', '200 000 brackets', () => '['.repeat(200_000), unusable),
  // Identifiers are sent back verbatim (dossier README §6): they must be what was sent.
  altered(
    'F20',
    'bytes that are no UTF-8',
    (text) => {
      const at = text.indexOf('90010');
      const [before, after] = [text.slice(0, at), text.slice(at)];
      return Buffer.concat([Buffer.from(before), Buffer.from('fffe', 'hex'), Buffer.from(after)]);
    },
    unusable,
  ),
  // Whichever copy a reader takes, another one may have taken the other.
  altered(
    'F20',
    'approvedAmount twice, differing',
    (text) =>
      text.replace('"approvedAmount":', `"approvedAmount":${amount('1')},"approvedAmount":`),
    unusable,
  ),
  altered(
    'F20',
    'the amount in it twice, differing',
    (text) => text.replaceAll('"amount":', '"amount":1,"amount":'),
    unusable,
  ),
  altered(
    'F20',
    'the amount twice, once spelled with an escape',
    (text) => text.replaceAll('"amount":', String.raw`"\u0061mount":1,"amount":`),
    unusable,
  ),
  altered(
    'F20',
    'a name twice that means nothing',
    (text) => text.replace('{', '{"x":1,"x":1,'),
    unusable,
  ),
  altered(
    'F20',
    'a second approvedAmount in an object of its own',
    (text) => text.replace('{', `{"part":{"approvedAmount":${amount('1')}},`),
    'approved',
  ),
  altered(
    'F20',
    'a replacement character that was sent as one',
    (text) => text.replace('Paid with', 'Paid with \ufffd'),
    'approved',
  ),
  altered(
    'F20',
    'blanks and line breaks',
    (text) => `\r\n${JSON.stringify(JSON.parse(text), null, '\t')}\n`,
    'approved',
  ),
  altered('F20', 'unknown fields', (text) => text.replace('{', '{"new":{"a":[1]},'), 'approved'),
  altered(
    'F20',
    'a __proto__ field',
    (text) => text.replace('{', '{"__proto__":{"polluted":true},"constructor":{"prototype":1},'),
    'approved',
  ),
  altered('F20', 'everything inside __proto__', (text) => `{"__proto__":${text}}`, unusable),
  altered(
    'F20',
    'a __proto__ member in an identifier',
    (text) => text.replace('"institutionId"', '"__proto__":{"polluted":true},"institutionId"'),
    'approved',
  ),
  {
    id: 'F20',
    kind: 'code',
    injected: 'JSON that ends half-way',
    answer: (request) => httpAnswer(201, goodAnswer(request).toString().slice(-300, -150)),
    end: 'codeUnavailable',
  },
];

const page = '<!doctype html><title>Free Wi-Fi</title><h1>Sign in</h1>';
const html = (type: string) => () => httpAnswer(200, page, { 'content-type': type });
const webPages: AnswerRow[] = [
  ...['text/html', 'Text/HTML; charset=utf-8'].map(
    (type): AnswerRow => ({
      id: 'F21',
      kind: 'pay',
      injected: `200 with a page of ${type}`,
      answer: html(type),
      end: unusable,
    }),
  ),
  altered('F21', 'an approval called text/html', (text) => text, unusable, {
    headers: { 'content-type': 'text/html' },
  }),
  ...['text/plain', 'image/png', 'application/octet-stream'].map((type) =>
    altered('F21', `an approval called ${type}`, (text) => text, unusable, {
      headers: { 'content-type': type },
    }),
  ),
  ...[null, 'application/vnd.qr+json', 'text/json; charset=utf-8'].map((type) =>
    altered('F21', `an approval of type ${type ?? 'none'}`, (text) => text, 'approved', {
      headers: { 'content-type': type },
    }),
  ),
  {
    id: 'F21',
    kind: 'code',
    injected: '200 with a web page',
    answer: html('text/html'),
    end: 'codeUnavailable',
  },
];

const other = '11111111-1111-4111-8111-111111111111';
const field = (name: string, value: unknown) => (text: string) =>
  JSON.stringify({ ...(JSON.parse(text) as object), [name]: value });
const crossed: AnswerRow[] = [
  // The exchange and the tranId say what it answers (protocol dossier qr.md §2.4).
  altered('F22', 'a message id of its own', field('id', other), 'approved'),
  altered(
    'F22',
    'the tranId in capitals',
    (text, { body }) => field('tranId', String(body['tranId']).toUpperCase())(text),
    'approved',
  ),
  altered('F22', 'the tranId of another payment', field('tranId', 'another'), unusable),
  altered('F22', 'no id', field('id', undefined), unusable),
  altered('F22', 'no tranId', field('tranId', undefined), unusable),
  altered('F22', 'no partner', field('partner', undefined), unusable),
  ...[undefined, null, []].map((none) =>
    altered(
      'F22',
      `${JSON.stringify(none) ?? 'nothing'} for identifiers`,
      field('thirdPartyIdentifiers', none),
      'approved',
    ),
  ),
];

/** Answers to the code request whose `qrCode` or `tranId` is another. Nothing is asked for such a code. */
const codes: AnswerRow[] = (
  [
    [
      'the code of another transaction',
      (code) => ({ qrCode: qrCodeText('0'.repeat(code.length)) }),
    ],
    [
      'the code of another one beside ours',
      (_, text) => ({ qrCode: `${text}26500010za.co.elec0132${'0'.repeat(32)}` }),
    ],
    ['a web address for a code', () => ({ qrCode: 'https://pay.example.com/184.50' })],
    ['a web address without its scheme', () => ({ qrCode: 'www.example.com' })],
    ['an address that pays somebody else', () => ({ qrCode: 'upi://pay?pa=thief@bank' })],
    ['a text that is no payment code', () => ({ qrCode: 'PAY-00042' })],
    ['a line break behind the code', (_, text) => ({ qrCode: `${text}\n` })],
    ['a code that is cut short', (_, text) => ({ qrCode: text.slice(0, -1) })],
    [
      'more than a code of level M holds',
      (_, text) => ({ qrCode: text + '6299'.padEnd(103, 'x').repeat(23) }),
    ],
    ['a tranId with a line break', (code) => ({ tranId: `${code}\n` })],
  ] satisfies [string, (tranId: string, text: string) => object][]
).map(([injected, change]) => ({
  id: 'F22',
  kind: 'code',
  injected,
  answer: ({ body }) => {
    const tranId = String(body['id']).replaceAll('-', '');
    const qrCode = qrCodeText(tranId);
    return httpAnswer(201, JSON.stringify({ ...body, tranId, qrCode, ...change(tranId, qrCode) }));
  },
  end: 'codeUnsafe',
}));

/** Answers to the code request that say themselves whom the code was issued to. */
const codesForOthers: AnswerRow[] = (
  [
    ['the code of another terminal', { originator: { terminalId: 'KST04T99' } }],
    [
      'the code of another transaction of ours',
      {
        thirdPartyIdentifiers: [{ institutionId: '62801', transactionIdentifier: 'KST04T02-1-1' }],
      },
    ],
  ] as const
).map(([injected, other]) => ({
  id: 'F22',
  kind: 'code',
  injected,
  answer: ({ body }) => {
    const tranId = String(body['id']).replaceAll('-', '');
    return httpAnswer(
      201,
      JSON.stringify({ ...body, ...other, tranId, qrCode: qrCodeText(tranId) }),
    );
  },
  end: 'codeUnavailable',
}));

const amounts: AnswerRow[] = [
  approved('a cent lower', amount('18449'), mismatch),
  approved('a cent higher', amount('18451'), mismatch),
  approved('zero', amount('0'), mismatch),
  approved('in another currency', amount('18450', '840'), mismatch),
  approved('in a currency that is no code', amount('18450', 'ZAR'), mismatch),
  approved('absent', null, mismatch),
  approved('null', 'null', mismatch),
  approved('negative', amount('-18450'), unusable),
  approved('a fraction', amount('18450.5'), unusable),
  approved('a fraction that vanishes', amount('18450.000'), 'approved'),
  approved('with an exponent', amount('1.845e+4'), 'approved'),
  approved('a fraction too small for a number', amount('18450.000000000000001'), unusable),
  approved('nearly what was asked', amount('18449.9999999999999999'), unusable),
  approved('nearly, with an exponent', amount('1.8450000000000000001e4'), unusable),
  approved('followed by digits without end', amount(`18450.${'0'.repeat(99)}1`), unusable),
  approved('a text', amount('"18450"'), unusable),
  ...(['DEBIT', 'CREDIT', 'BOTH', null] as const).map((indicator) =>
    approved(
      `called ${indicator}`,
      JSON.stringify({ amount: 18_450, currency: '710', ledgerIndicator: indicator }),
      indicator === 'CREDIT' ? unusable : 'approved',
    ),
  ),
  approved('2^53', amount('9007199254740992'), unusable),
  approved('beyond every number', amount('1e400'), unusable),
  approved('without its currency', '{"amount":18450}', unusable),
  approved('a bare number', '18450', unusable),
];

const MiB = 1024 * 1024;
const oversized: AnswerRow[] = (
  [
    ['a body of 256 KiB and one byte', () => httpAnswer(201, 'x'.repeat(256 * 1024 + 1))],
    ['a header of 10 MB', () => httpAnswer(201, '{}', { 'x-long': 'x'.repeat(10 * MiB) })],
    ['100 000 headers', () => httpAnswer(201, '{}', { 'x-a': '1\r\nx-b: 2'.repeat(100_000) })],
  ] as const
).flatMap(([injected, answer]): AnswerRow[] => [
  { id: 'F25', kind: 'pay', injected, answer, end: unusable },
  { id: 'F25', kind: 'confirmation', injected, answer, end: 'repeated' },
  { id: 'F25', kind: 'code', injected, answer, end: 'codeUnavailable' },
]);

const bomb: AnswerRow = {
  id: 'F25',
  kind: 'pay',
  injected: '10 MiB zipped into 10 KiB',
  answer: () =>
    httpAnswer(201, gzipSync(Buffer.alloc(10 * MiB, ' ')), { 'content-encoding': 'gzip' }),
  end: unusable,
};

export const bodyRows: readonly AnswerRow[] = [
  ...garbled,
  ...webPages,
  ...crossed,
  ...codes,
  ...codesForOthers,
  ...amounts,
  ...oversized,
  bomb,
];
