// What was: lines of the history, and one sale with all that happened to it.
import { z } from 'zod';
import { adviceKinds, adviceStates } from '../../domain/advice.ts';
import { saleStates } from '../../domain/sale/sale.ts';
import { paymentStates } from '../../services/qr/payment.ts';
import { answerView } from './answer.ts';
import { billStory } from './bills.ts';
import { notPaidReason } from './payment.ts';
import { lineView } from './sale.ts';
import { tenderKinds } from './tender-kinds.ts';
import { differenceView, moneyView, stamp } from './values.ts';

/** One QR payment of a sale. */
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

/** One line of the history. */
export const saleRow = z.object({
  saleId: z.string(),
  /** Null of a basket, which nothing was ever asked or taken for. */
  number: z.string().nullable(),
  state: z.enum(saleStates),
  openedAt: stamp,
  total: moneyView,
  lines: z.int(),
  /** The first of its lines that has a name. */
  name: z.string().nullable(),
  /** What counts towards it, by kind; of cash, without the change that was given. */
  tenders: z.array(z.object({ kind: z.enum(tenderKinds), amount: moneyView })),
  /** The QR payment that a person has to see to; else one whose advice is owed; else the newest. */
  payment: paymentRow.nullable(),
});
export type SaleRow = z.infer<typeof saleRow>;

export const historyView = z.object({
  rows: z.array(saleRow),
  /** Pass as `before` for the next page; null on the last. */
  nextBefore: z.int().nullable(),
});
export type HistoryView = z.infer<typeof historyView>;

/** One thing that happened to a QR payment, oldest first. */
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

/** A QR payment of a sale, with all that happened to it. */
export const paymentStory = z.object({
  payment: paymentRow,
  tranId: z.string().nullable(),
  slipLines: z.array(z.string()),
  issuerReference: z.string().nullable(),
  timeline: z.array(timelineEntry),
});
export type PaymentStory = z.infer<typeof paymentStory>;

/** One thing that was done about a sale, oldest first. */
export const saleEntry = z.object({
  at: stamp,
  kind: z.enum([
    'opened',
    'lineAdded',
    'lineChanged',
    'lineRemoved',
    'linePutBack',
    'parked',
    'resumed',
    /** `paymentId` says which. */
    'paymentStarted',
    /** Asked for a line; `paymentId` says which. */
    'approvalAsked',
    'tenderTaken',
    'tenderReturned',
    'completed',
    'abandoned',
  ]),
  /** Of a line or a tender. */
  amount: moneyView.nullable(),
  name: z.string().nullable(),
  tender: z.enum(tenderKinds).nullable(),
  paymentId: z.string().nullable(),
});
export type SaleEntry = z.infer<typeof saleEntry>;

/** A sale with all that is known of it. */
export const salePage = z.object({
  sale: saleRow,
  endedAt: stamp.nullable(),
  lines: z.array(lineView.extend({ isRemoved: z.boolean() })),
  /** Those that were given back too. */
  tenders: z.array(
    z.object({
      tenderId: z.string(),
      kind: z.enum(['cash', 'card']),
      amount: moneyView,
      reference: z.string().nullable(),
      takenAt: stamp,
      returnedAt: stamp.nullable(),
    }),
  ),
  change: moneyView,
  rounding: differenceView,
  /** With `lines`' own, each attempt of every line that pays a bill. */
  bills: z.array(billStory),
  payments: z.array(paymentStory),
  entries: z.array(saleEntry),
});
export type SalePage = z.infer<typeof salePage>;
