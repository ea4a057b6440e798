// Every request and answer, for the timeline of a transaction. Of an answer there is kept what support needs
// of it, without our credentials (kept-answer.ts); nothing comes in or out here by another way. The same
// answer to the same advice again is counted, not written again, so a month without a line does not fill
// the disk.
import { z } from 'zod';
import { silences } from '../../../../src-shared/domain/outcome.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import { most } from '../../../../src-shared/domain/text.ts';
import { redactedJson } from '../../redact.ts';
import { keptFieldsOf } from '../../services/services.ts';
import type { KeptAnswer } from '../../wire/judged.ts';
import { keptBody, keptLine, keptOfBook, keptText } from '../../wire/kept-answer.ts';
import type { Store } from '../store.ts';
import type { RecordedTable } from '../table.ts';

export const exchangesTable: RecordedTable = {
  since: 5,
  key: 'seq',
  text: [
    'transaction_id',
    'advice_id',
    'operation',
    'request',
    'sent_at',
    'answered_at',
    'silence',
    'error_type',
    'message',
    'response',
  ],
  integer: ['seq', 'effect', 'status', 'times', 'late'],
  unrecorded: [
    'answered_at',
    'status',
    'silence',
    'error_type',
    'message',
    'response',
    'times',
    'late',
  ],
  // What was sent is what an advice is made from; everything else is read by people.
  partly: true,
  lasting: ['sent_at', 'transaction_id', 'operation', 'effect', 'request'],
  // A late answer stands in a row of its own, with the same request.
  twin: ['transaction_id', 'request', 'late'],
  // The text of a request has the id of its transaction in it.
  marks: ['transaction_id', 'request'],
  settling: null,
  kept: (sales) => `effect = 1 AND late = 0
    AND transaction_id IN (SELECT id FROM transactions WHERE sale_id IN (${sales}))`,
};

/** Most different answers in a row that are kept of one advice; then the newest replaces the last. */
const keptAnswers = 60;

const exchangeRow = z.object({
  seq: z.int(),
  advice_id: z.string().nullable(),
  operation: z.string(),
  request: z.string(),
  sent_at: z.string(),
  answered_at: z.string().nullable(),
  status: z.int().nullable(),
  // Whatever it was, it was not an answer that could be read.
  silence: z.enum(silences).nullable().catch('malformed'),
  error_type: z.string().nullable(),
  message: z.string().nullable(),
  response: z.string().nullable(),
  times: z.int(),
  late: z.int(),
});
export type StoredExchange = z.infer<typeof exchangeRow>;

// The first answers as rows of `exchanges`, behind all there are.
const firstAnswers = `SELECT ${Number.MAX_SAFE_INTEGER} AS seq, transaction_id, advice_id, operation,
    0 AS effect, NULL AS request, sent_at, answered_at, status, silence, error_type, message, response,
    1 AS times, 0 AS late
  FROM first_answers JOIN advices ON advices.seq = advice_seq AND advices.id = advice_id`;
const timeline = `SELECT * FROM exchanges UNION ALL ${firstAnswers}`;

const newExchange = `INSERT INTO exchanges (transaction_id, operation, effect, request, sent_at)
  VALUES (?, ?, ?, ?, ?)`;

/**
 * Notes a request that is about to leave. `effect`: it is the one with the financial effect. Call with
 * the commit that records its state.
 */
export function addExchange(
  store: Store,
  exchange: {
    transactionId: string;
    operation: string;
    effect: boolean;
    request: string;
    at: Stamp;
  },
): void {
  const { transactionId, operation, effect, request, at } = exchange;
  const values = [transactionId, operation, effect ? 1 : 0, request, at];
  if (effect) store.writeNumbered('exchanges', newExchange, ...values);
  else store.insert(newExchange, ...values);
}

/** The text of a transaction's request with the financial effect, as it was recorded. */
export function requestOf(store: Store, transactionId: string): string | null {
  const row = store.one(
    `SELECT request FROM exchanges WHERE transaction_id = ? AND effect = 1 AND advice_id IS NULL
     ORDER BY seq DESC LIMIT 1`,
    transactionId,
  );
  return textOf(row?.['request']);
}

/** The text of the newest request with a financial effect that there is of a service. */
export function newestRequest(store: Store, service: string): string | null {
  const row = store.one(
    `SELECT request FROM transactions JOIN exchanges ON transaction_id = transactions.id
     WHERE service = ? AND effect = 1 AND request IS NOT NULL
     ORDER BY transactions.seq DESC, exchanges.seq DESC LIMIT 1`,
    service,
  );
  return textOf(row?.['request']);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Notes the answer to a request of a transaction. A late one is kept beside the judgement. */
export function noteAnswer(
  store: Store,
  transactionId: string,
  operation: string,
  answered: KeptAnswer,
  at: Stamp,
  late: boolean,
): void {
  const answer = keptOf(store, operation, answered);
  const last = store.one(
    `SELECT seq, answered_at FROM exchanges
     WHERE transaction_id = ? AND operation = ? AND advice_id IS NULL ORDER BY seq DESC LIMIT 1`,
    transactionId,
    operation,
  );
  if (!last) return;
  const values = [...answerValues(answer, at), late ? 1 : 0] as const;
  if (last['answered_at'] === null) {
    store.run(
      `UPDATE exchanges SET answered_at = ?, status = ?, silence = ?, error_type = ?, message = ?,
         response = ?, late = ? WHERE seq = ?`,
      ...values,
      Number(last['seq']),
    );
    return;
  }
  moveFirstAnswer(store, transactionId);
  store.run(
    `INSERT INTO exchanges (transaction_id, operation, effect, request, sent_at, answered_at, status,
       silence, error_type, message, response, late)
     SELECT transaction_id, operation, effect, request, sent_at, ?, ?, ?, ?, ?, ?, ? FROM exchanges
     WHERE seq = ?`,
    ...values,
    Number(last['seq']),
  );
}

/** Notes one attempt to deliver an advice, which says how many there were before. */
export function noteAdviceAttempt(
  store: Store,
  advice: { seq: number; id: string; transaction_id: string; operation: string; attempts: number },
  answered: KeptAnswer,
  sentAt: Stamp,
  at: Stamp,
): void {
  const answer = keptOf(store, advice.operation, answered);
  if (advice.attempts === 0 && addFirstAnswer(store, advice, answer, sentAt, at)) return;
  // A transaction that is lost from the book has no timeline: only the newest answer is kept, and the
  // results that are noted with it are noted.
  if (!store.one('SELECT 1 FROM transactions WHERE id = ?', advice.transaction_id)) {
    addFirstAnswer(store, advice, answer, sentAt, at, firstAnswerOver);
    return;
  }
  moveFirstAnswer(store, advice.transaction_id);
  if (countRepeat(store, advice.id, answer, at)) return;
  if (advice.attempts >= keptAnswers && replaceLast(store, advice.id, answer, at)) return;
  store.run(
    `INSERT INTO exchanges (transaction_id, advice_id, operation, sent_at, answered_at, status, silence,
       error_type, message, response) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    advice.transaction_id,
    advice.id,
    advice.operation,
    sentAt,
    ...answerValues(answer, at),
  );
}

// Not put together anew for each of the many answers of a backlog.
const firstAnswer = `INTO first_answers (advice_seq, advice_id, sent_at, answered_at, status, silence,
  error_type, message, response) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const firstAnswerBeside = `INSERT OR IGNORE ${firstAnswer}`;
const firstAnswerOver = `INSERT OR REPLACE ${firstAnswer}`;

// False when its place is taken: the advice came back from the second record, which counts no attempts.
function addFirstAnswer(
  store: Store,
  advice: { seq: number; id: string },
  answer: KeptAnswer,
  sentAt: Stamp,
  at: Stamp,
  sql = firstAnswerBeside,
): boolean {
  const added = store.run(sql, advice.seq, advice.id, sentAt, ...answerValues(answer, at));
  return added === 1;
}

// Something follows in the timeline: what stood behind all of it goes before that.
function moveFirstAnswer(store: Store, transactionId: string): void {
  const moved = store.run(
    `INSERT INTO exchanges (transaction_id, advice_id, operation, sent_at, answered_at, status, silence,
       error_type, message, response)
     SELECT transaction_id, advice_id, operation, sent_at, answered_at, status, silence, error_type,
       message, response FROM (${firstAnswers}) WHERE transaction_id = ?`,
    transactionId,
  );
  if (moved === 0) return;
  store.run(
    `DELETE FROM first_answers
     WHERE advice_seq = (SELECT seq FROM advices WHERE transaction_id = ?)`,
    transactionId,
  );
}

// The same answer as the last one is counted. False when it is another.
function countRepeat(store: Store, adviceId: string, answer: KeptAnswer, at: Stamp): boolean {
  const repeated = store.run(
    `UPDATE exchanges SET times = times + 1, answered_at = ?
     WHERE seq = (SELECT max(seq) FROM exchanges WHERE advice_id = ?)
       AND status IS ? AND silence IS ? AND error_type IS ? AND message IS ? AND response IS ?`,
    at,
    adviceId,
    ...answerValues(answer, at).slice(1),
  );
  return repeated > 0;
}

// An answer that is never twice the same (a time stands in it) must not fill the disk either: the
// first ones are kept, and the newest, which is counted with those it replaced.
function replaceLast(store: Store, adviceId: string, answer: KeptAnswer, at: Stamp): boolean {
  const replaced = store.run(
    `UPDATE exchanges SET times = times + 1, answered_at = ?, status = ?, silence = ?,
       error_type = ?, message = ?, response = ?
     WHERE seq = (SELECT max(seq) FROM exchanges WHERE advice_id = ?)
       AND (SELECT count(*) FROM exchanges WHERE advice_id = ?) >= ?`,
    ...answerValues(answer, at),
    adviceId,
    adviceId,
    keptAnswers,
  );
  return replaced > 0;
}

export function exchangesOf(store: Store, transactionId: string): StoredExchange[] {
  return store
    .all(
      `SELECT timeline.*, coalesce(timeline.request, advices.body) AS request
       FROM (${timeline}) AS timeline LEFT JOIN advices ON advices.id = timeline.advice_id
       WHERE timeline.transaction_id = ? ORDER BY timeline.seq`,
      transactionId,
    )
    .map((row) => shownOf(store, exchangeRow.parse(row)));
}

/** How many messages were exchanged for a transaction: not the stamps say that, which may be set back. */
export function exchangesSoFar(store: Store, transactionId: string): number {
  const row = store.one(
    `SELECT count(*) AS count FROM (${timeline}) WHERE transaction_id = ?`,
    transactionId,
  );
  return Number(row?.['count']);
}

/** The newest attempt to deliver an advice. */
export function lastAttempt(store: Store, adviceId: string): StoredExchange | null {
  const row = store.one(
    `SELECT *, '' AS request FROM (${timeline}) WHERE advice_id = ? ORDER BY seq DESC LIMIT 1`,
    adviceId,
  );
  // A page of it says more; in a list one that cannot be read must not take the others along.
  const read = row && exchangeRow.safeParse(row).data;
  return read ? shownOf(store, read) : null;
}

function keptOf(store: Store, operation: string, answer: KeptAnswer): KeptAnswer {
  const { redact } = store;
  const { errorType, message, body, contentType } = answer;
  return {
    ...answer,
    errorType: errorType === null ? null : keptText(errorType, redact),
    message: message === null ? null : keptLine(message, redact, most.message),
    body: body === null ? null : keptBody(keptFieldsOf(operation), body, redact, contentType),
  };
}

// What an earlier version kept as it came is shown as if it were kept today.
function shownOf(store: Store, exchange: StoredExchange): StoredExchange {
  const { redact } = store;
  const { operation, request, error_type: errorType, message, response } = exchange;
  return {
    ...exchange,
    request: redactedJson(request, redact),
    error_type: errorType === null ? null : keptText(errorType, redact),
    message: message === null ? null : keptLine(message, redact, most.message),
    response: response === null ? null : keptOfBook(keptFieldsOf(operation), response, redact),
  };
}

function answerValues(answer: KeptAnswer, at: Stamp) {
  return [
    at,
    answer.status,
    answer.silence,
    answer.errorType,
    answer.message,
    answer.body,
  ] as const;
}
