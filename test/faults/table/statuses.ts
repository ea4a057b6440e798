// Fault rows about the status of an answer: F16 to F18 and F30 to F51, by QR's outcome table
// (protocol dossier README §4). Where the list of faults differs, the dossier and the design win:
// an explained refusal of a payment owes nothing, an unexplained one owes RESPONSE_NOT_FINAL; 401
// and 403 hold an advice; a repeated advice called a duplicate was delivered.
import { errorTypes } from '../../../electron/training/answers.ts';
import { httpAnswer } from '../../support/http-bytes.ts';
import { goodAnswer, type RawRequest } from '../../support/raw-server.ts';
import type { AdviceEnd, AnswerRow, PayEnd } from './row.ts';

const bare = (status: number) => () => httpAnswer(status);
const detail =
  (status: number, errorType: string, more: object = {}) =>
  ({ body }: RawRequest) =>
    httpAnswer(
      status,
      JSON.stringify({
        id: 'd8aaa1f6d2b641ba',
        errorType,
        errorMessage: 'In the words of the intermediary',
        ...(body['tranId'] !== undefined && { tranId: body['tranId'] }),
        ...more,
      }),
    );
const good = (status: number) => (request: RawRequest) =>
  goodAnswer(request).toString().replace(/ \d+ /, ` ${status} `);

const successful: AnswerRow[] = [200, 201, 202].flatMap((status) => [
  { id: 'F16', kind: 'pay', injected: `${status}`, answer: good(status), end: 'approved' },
  {
    id: 'F17',
    kind: 'confirmation',
    injected: `${status}`,
    answer: good(status),
    end: 'delivered',
  },
  { id: 'F17', kind: 'reversal', injected: `${status}`, answer: good(status), end: 'delivered' },
  {
    id: 'F17',
    kind: 'confirmation',
    injected: `${status} bare`,
    answer: bare(status),
    end: 'delivered',
  },
]);

/** The rows of one status without a body. */
function bareRows(id: string, status: number, pay: PayEnd, advice: AdviceEnd): AnswerRow[] {
  const answer = bare(status);
  return [
    { id, kind: 'pay', injected: `${status} bare`, answer, end: pay },
    { id, kind: 'confirmation', injected: `${status} bare`, answer, end: advice },
  ];
}

/** The rows of a status that refuses for good, bare and explained. */
function refusedRows(id: string, status: number): AnswerRow[] {
  const injected = `${status} with an ErrorDetail`;
  const answer = detail(status, 'GENERAL_ERROR');
  return [
    ...bareRows(id, status, 'declined, RESPONSE_NOT_FINAL', 'attention'),
    { id, kind: 'pay', injected, answer, end: 'declined' },
    { id, kind: 'reversal', injected, answer, end: 'attention' },
  ];
}

const clientErrors = [
  402, 405, 406, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428,
  431, 451,
];
const beyondTheTable = [507, 508, 511, 520, 599];

const byStatus: AnswerRow[] = [
  // 204 has no body by HTTP, 205 by its meaning; all four are "all others": failed.
  ...[204, 205, 206, 299].flatMap((status) =>
    bareRows('F18', status, 'declined, RESPONSE_NOT_FINAL', 'attention'),
  ),
  ...[401, 403].flatMap((status): AnswerRow[] => {
    const id = status === 401 ? 'F37' : 'F38';
    return [
      ...bareRows(id, status, 'declined, RESPONSE_NOT_FINAL', 'held'),
      { id, kind: 'code', injected: `${status}`, answer: bare(status), end: 'codeRefused' },
      { id, kind: 'reversal', injected: `${status}`, answer: bare(status), end: 'held' },
    ];
  }),
  ...refusedRows('F38', 407),
  { id: 'F39', kind: 'reversal', injected: '404 bare', answer: bare(404), end: 'delivered' },
  {
    id: 'F39',
    kind: 'reversal',
    injected: '404 with an ErrorDetail',
    answer: detail(404, 'UNABLE_TO_LOCATE_RECORD'),
    end: 'delivered',
  },
  { id: 'F40', kind: 'confirmation', injected: '404 bare', answer: bare(404), end: 'attention' },
  {
    id: 'F40',
    kind: 'confirmation',
    injected: '404 with an ErrorDetail',
    answer: detail(404, 'UNABLE_TO_LOCATE_RECORD'),
    end: 'attention',
  },
  { id: 'F41', kind: 'code', injected: '404', answer: bare(404), end: 'codeRefused' },
  ...bareRows('F41', 404, 'declined, RESPONSE_NOT_FINAL', 'attention').slice(0, 1),
  ...refusedRows('F42', 408),
  ...refusedRows('F43', 409),
  // outcome.test.ts has every status for every operation; here each for pay, some for an advice.
  ...clientErrors.flatMap((status, index) =>
    bareRows('F44', status, 'declined, RESPONSE_NOT_FINAL', 'attention').slice(
      0,
      index % 4 === 0 ? 2 : 1,
    ),
  ),
  ...refusedRows('F47', 501),
  // 502: failed by the table although a proxy may have delivered the request, so a bare one is
  // reversed; the list's "EXCEPTION + breaker" for advices needs three in a row here (design §4).
  ...refusedRows('F48', 502),
  ...refusedRows('F49', 503),
  { id: 'F49', kind: 'code', injected: '503', answer: bare(503), end: 'codeRefused' },
  ...refusedRows('F51', 505),
  ...beyondTheTable.flatMap((status) =>
    bareRows('F51', status, 'declined, RESPONSE_NOT_FINAL', 'attention'),
  ),
  ...[600, 999].flatMap((status) =>
    bareRows('F51', status, 'answerUnusable, RESPONSE_NOT_FINAL', 'repeated'),
  ),
  ...[500, 504].flatMap((status): AnswerRow[] => {
    const id = status === 500 ? 'F46' : 'F50';
    const explained = detail(status, 'NO_SCAN_RECEIVED');
    const injected = `${status} with an ErrorDetail`;
    return [
      ...bareRows(id, status, 'answerNotFinal, RESPONSE_NOT_FINAL', 'repeated'),
      { id, kind: 'pay', injected, answer: explained, end: 'answerNotFinal, RESPONSE_NOT_FINAL' },
      { id, kind: 'reversal', injected, answer: explained, end: 'repeated' },
      { id, kind: 'code', injected: `${status}`, answer: bare(status), end: 'codeUnavailable' },
    ];
  }),
];

const retryAfter = ['120', 'Sat, 14 Mar 2026 10:30:00 GMT', null, '-5', '315360000', 'soon'];
const tooMany: AnswerRow[] = retryAfter.flatMap((value): AnswerRow[] => {
  const answer = () => httpAnswer(429, '', { 'retry-after': value });
  const injected = `429, Retry-After ${value ?? 'absent'}`;
  // The design's breaker counts refusals and sets its own pauses; Retry-After is not read.
  return [
    { id: 'F45', kind: 'pay', injected, answer, end: 'declined, RESPONSE_NOT_FINAL' },
    { id: 'F45', kind: 'confirmation', injected, answer, end: 'attention' },
  ];
});

const errorDetails: AnswerRow[] = [
  ...errorTypes
    .filter((errorType) => errorType !== 'DUPLICATE_RECORD')
    .map(
      (errorType): AnswerRow => ({
        id: 'F31',
        kind: 'pay',
        injected: `400 ${errorType}`,
        answer: detail(400, errorType),
        end: 'declined',
      }),
    ),
  {
    id: 'F31',
    kind: 'pay',
    injected: '400 with an error type of a later version',
    answer: detail(400, 'WALLET_ASLEEP'),
    end: 'declined',
  },
  {
    id: 'F32',
    kind: 'pay',
    injected: '400 without a body',
    answer: bare(400),
    end: 'declined, RESPONSE_NOT_FINAL',
  },
  // Not the intermediary's own words: whoever speaks may have passed the request on first.
  ...[
    ['with a web page', '<html><h1>Bad Request</h1></html>'],
    ['with JSON that is no ErrorDetail', '{"error":"bad request"}'],
    ['with half an ErrorDetail', '{"errorType":"INSUFFICIENT_FUNDS"'],
    [
      'with the ErrorDetail of another transaction',
      '{"errorType":"INSUFFICIENT_FUNDS","tranId":"another"}',
    ],
  ].map(
    ([what = '', body]): AnswerRow => ({
      id: 'F32',
      kind: 'pay',
      injected: `400 ${what}`,
      answer: () => httpAnswer(400, body),
      end: 'answerUnusable, RESPONSE_NOT_FINAL',
    }),
  ),
  {
    id: 'F33',
    kind: 'pay',
    injected: '400 DUPLICATE_RECORD',
    answer: detail(400, 'DUPLICATE_RECORD'),
    end: 'declined, RESPONSE_NOT_FINAL',
  },
  ...(['FORMAT_ERROR', 'GENERAL_ERROR', 'FUNCTION_NOT_SUPPORTED'] as const).flatMap(
    (errorType): AnswerRow[] =>
      (['confirmation', 'reversal'] as const).map((kind) => ({
        id: 'F34',
        kind,
        injected: `400 ${errorType}`,
        answer: detail(400, errorType),
        end: 'attention',
      })),
  ),
  // On the first send no earlier copy can have arrived; the repeat is a story row.
  {
    id: 'F35',
    kind: 'confirmation',
    injected: '400 DUPLICATE_RECORD on the first send',
    answer: detail(400, 'DUPLICATE_RECORD'),
    end: 'attention',
  },
  ...(['confirmation', 'reversal'] as const).map(
    (kind): AnswerRow => ({
      id: 'F36',
      kind,
      injected: '400 ACCOUNT_ALREADY_SETTLED',
      answer: detail(400, 'ACCOUNT_ALREADY_SETTLED'),
      end: 'attention',
    }),
  ),
  {
    id: 'F36',
    kind: 'reversal',
    injected: '400 UNABLE_TO_LOCATE_RECORD: nothing to reverse',
    answer: detail(400, 'UNABLE_TO_LOCATE_RECORD'),
    end: 'delivered',
  },
];

export const statusRows: readonly AnswerRow[] = [
  ...successful,
  ...byStatus,
  ...tooMany,
  ...errorDetails,
];
