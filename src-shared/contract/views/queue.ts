// What is owed to the intermediary, and what of the book cannot be read.
import { z } from 'zod';
import { answerView } from './answer.ts';
import { moneyView, stamp } from './values.ts';

export const adviceRow = z.object({
  adviceId: z.string(),
  paymentId: z.string(),
  /** Null, as number and amount are, when the payment is lost from the book; the advice is owed all the same. */
  saleId: z.string().nullable(),
  saleNumber: z.string().nullable(),
  amount: moneyView.nullable(),
  kind: z.enum(['confirmation', 'reversal']),
  /** What it is about: a QR payment, a bill that was paid, or a payment of one that is given back. */
  about: z.enum(['payment', 'bill', 'refund']),
  reason: z.enum(['TIMEOUT', 'CANCELLED', 'RESPONSE_NOT_FINAL']).nullable(),
  state: z.enum(['owed', 'attention']),
  owedSince: stamp,
  attempts: z.int(),
  lastAnswer: answerView.nullable(),
  /** Milliseconds until the next try; null while it is being sent, paused or in attention. */
  nextTryInMs: z.int().nullable(),
});
export type AdviceRow = z.infer<typeof adviceRow>;

/** A record of the till's own book that cannot be read: what can still be told of it. */
export const unreadableRow = z.object({
  record: z.enum(['payment', 'advice', 'sale']),
  id: z.string(),
  /** Of an advice: the payment it belongs to. */
  paymentId: z.string().nullable(),
  saleNumber: z.string().nullable(),
  amount: moneyView.nullable(),
  since: stamp.nullable(),
  /** An advice among the exceptions: a person can close it. */
  canClose: z.boolean(),
});
export type UnreadableRow = z.infer<typeof unreadableRow>;

/** What is owed: exceptions first, then the oldest. At most `limit` rows of `total`. */
export const queueView = z.object({
  unreadable: z.array(unreadableRow),
  rows: z.array(adviceRow),
  total: z.int(),
  /** Why nothing is being sent at the moment, if so. */
  paused: z.enum(['noConnection', 'credentialsRefused', 'refusedInARow']).nullable(),
});
export type QueueView = z.infer<typeof queueView>;
