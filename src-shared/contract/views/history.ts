// What was: lines of the history, and one payment with all that happened to it.
import { z } from 'zod';
import { adviceKinds, adviceStates } from '../../domain/advice.ts';
import { paymentStates } from '../../services/qr/payment.ts';
import { answerView } from './answer.ts';
import { notPaidReason } from './payment.ts';
import { moneyView, stamp } from './values.ts';

/** One line of the history. */
export const paymentRow = z.object({
  paymentId: z.string(),
  saleNumber: z.string(),
  attempt: z.int(),
  amount: moneyView,
  /** What was approved, if anything; less than `amount` for a part payment. */
  approved: moneyView.nullable(),
  startedAt: stamp,
  state: z.enum(paymentStates),
  reason: notPaidReason.nullable(),
  partner: z.string().nullable(),
  advice: z
    .object({
      kind: z.enum(['confirmation', 'reversal']),
      state: z.enum(adviceStates),
      /** When it was delivered, or closed by a person. */
      settledAt: stamp.nullable(),
    })
    .nullable(),
});
export type PaymentRow = z.infer<typeof paymentRow>;

export const historyView = z.object({
  rows: z.array(paymentRow),
  /** Pass as `before` for the next page; null on the last. */
  nextBefore: z.int().nullable(),
});
export type HistoryView = z.infer<typeof historyView>;

/** One thing that happened to a payment, oldest first. */
export const timelineEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('state'),
    at: stamp,
    state: z.enum(paymentStates),
    reason: notPaidReason.nullable(),
    owes: z.enum(['confirmation', 'reversal']).nullable(),
  }),
  z.object({
    kind: z.literal('sent'),
    at: stamp,
    operation: z.string(),
    /** The message as sent, as JSON text. */
    request: z.string(),
  }),
  z.object({
    kind: z.literal('answered'),
    at: stamp,
    operation: z.string(),
    answer: answerView,
    /** What is kept of the answer, as JSON text: without secrets, unknown fields as lengths. Null: none came. */
    response: z.string().nullable(),
    /** How often in a row the same answer came; `at` is the last time. */
    times: z.int(),
    /** The answer came after the outcome had been decided and changed nothing. */
    late: z.boolean(),
  }),
  /** A person settled what was refused for good. */
  z.object({
    kind: z.literal('closed'),
    at: stamp,
    advice: z.enum(adviceKinds),
    person: z.string(),
    reason: z.string(),
  }),
  /** A late approval put it back among the exceptions. */
  z.object({ kind: z.literal('reopened'), at: stamp, advice: z.enum(adviceKinds) }),
]);
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const paymentPage = z.object({
  payment: paymentRow,
  tranId: z.string().nullable(),
  slipLines: z.array(z.string()),
  issuerReference: z.string().nullable(),
  timeline: z.array(timelineEntry),
});
export type PaymentPage = z.infer<typeof paymentPage>;
