// What a window sees. Views are plain data, complete enough to draw a screen without asking again;
// money decisions are made before they get here. Times that count down are milliseconds left at
// the moment the view was made, so that no two clocks have to agree.
import { z } from 'zod';
import { adviceKinds, adviceStates } from '../domain/advice.ts';
import { silences } from '../domain/outcome.ts';
import { paymentStates } from '../services/qr/payment.ts';
import { destinationParts, problem } from './rule.ts';

const stamp = z.string();
const moneyView = z.object({ amountMinor: z.int().nonnegative(), currency: z.string() });

export const notPaidReason = z.object({
  code: z.enum([
    'codeRefused',
    'codeUnavailable',
    'codeUnsafe',
    'declined',
    'noAnswer',
    'connectionLost',
    'answerNotFinal',
    'answerUnusable',
    'amountMismatch',
    'cancelled',
    'voided',
    'undecided',
    'abandoned',
    'tillStopped',
    'settledUnseen',
  ]),
  /** The intermediary's error type and its message for the operator, where it gave them. */
  errorType: z.string().nullable(),
  message: z.string().nullable(),
  /** amountMismatch: what was approved instead, if anything. */
  approved: moneyView.nullable(),
});

const shared = {
  paymentId: z.string(),
  saleNumber: z.string(),
  attempt: z.int(),
  amount: moneyView,
};

/** The payment on the counter right now, or the result that has not been left yet. */
export const currentPaymentView = z.discriminatedUnion('state', [
  z.object({ ...shared, state: z.literal('requestingCode') }),
  z.object({
    ...shared,
    state: z.literal('awaitingCustomer'),
    /** Text to draw as a QR code; null while it must not be visible. */
    qrCode: z.string().nullable(),
    answerWithinMs: z.int().nonnegative(),
    /** The whole time the customer has, for the ring. */
    answerTimeMs: z.int().positive(),
  }),
  z.object({
    ...shared,
    state: z.literal('approved'),
    approved: moneyView,
    partner: z.string(),
    approvedAt: stamp,
    /** Less than asked was approved: the cashier must take it or void it. */
    isPart: z.boolean(),
    /**
     * - `unshown`: call `approvalShown` once it stands on the screen;
     * - `confirms`: confirms by itself when the time is up;
     * - `ask`: waits for the cashier and is voided when the time is up.
     */
    completion: z.object({
      kind: z.enum(['unshown', 'confirms', 'ask']),
      withinMs: z.int().nonnegative(),
    }),
  }),
  z.object({
    ...shared,
    state: z.literal('paid'),
    approved: moneyView,
    partner: z.string(),
    approvedAt: stamp,
    /** Still to pay on this sale; not zero only after a part payment. */
    remaining: moneyView,
  }),
  z.object({
    ...shared,
    state: z.literal('notPaid'),
    reason: notPaidReason,
    decidedAt: stamp,
    /** Whether money may have moved, so that a reversal is owed or has been sent. */
    reversal: z.enum(['none', ...adviceStates]),
    /** What earlier payments of this sale have taken; more than zero only after a part payment. */
    taken: moneyView,
  }),
]);
export type CurrentPaymentView = z.infer<typeof currentPaymentView>;
export type NotPaidReasonView = z.infer<typeof notPaidReason>;

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

const destination = z.object({ address: z.string(), username: z.string() });

/** What happened to the till's own book on the disk; stays until somebody has read it. */
export const storeNotice = z.object({
  id: z.int(),
  /**
   * - `damaged`: the file was set aside, and what could be read was carried over;
   * - `lost`: it was gone or empty; `outdated`: an older one was in its place;
   * - `altered`: rows of it had changed by themselves;
   * - `moved`: it is on another computer or in another folder than before, perhaps as a copy;
   * - `foreign`: it, or the second record beside it, was another till's and was set aside;
   * - `sentElsewhere`: nothing of the book: the password goes elsewhere than before (`sent`).
   */
  kind: z.enum(['damaged', 'lost', 'outdated', 'altered', 'moved', 'foreign', 'sentElsewhere']),
  /** Rows that were put right from the second record. */
  rows: z.int(),
  /** Where the file is now that was damaged, or not ours. */
  setAside: z.string().nullable(),
  /** False when the second record does not make up for all that was lost: payments may be missing. */
  isWhole: z.boolean(),
  /** Where payments and the password go, and with whose name, from now on and before. */
  sent: z
    .object({ changed: z.array(z.enum(destinationParts)), from: destination, to: destination })
    .optional(),
});
export type StoreNotice = z.infer<typeof storeNotice>;

/** The snapshot: everything a window needs at any moment, pushed after each change. */
export const tillView = z.object({
  /** Rises with each change of one run of the till; a lower one is stale. */
  revision: z.int(),
  /** New at each start of the core. */
  runId: z.string(),
  /** `notSetUp`: a profile was given but cannot be used, and there is no earlier one. */
  mode: z.enum(['live', 'training', 'notSetUp']),
  /** What is wrong with a profile that was given at the start. */
  problems: z.array(problem),
  shop: z.object({ name: z.string(), terminalId: z.string() }),
  currency: z.object({
    numeric: z.string(),
    code: z.string(),
    symbol: z.string(),
    digits: z.int(),
  }),
  maxAmountMinor: z.int(),
  connection: z.object({
    state: z.enum(['checking', 'connected', 'noConnection', 'credentialsRefused']),
    since: stamp,
    /** No connection, because the server's certificate is not valid on the date of this computer. */
    doubtsDate: z.boolean(),
  }),
  owed: z.object({
    confirmations: z.int(),
    reversals: z.int(),
    /** What needs a person: refused for good and not closed, and records that cannot be read. */
    attention: z.int(),
    /** Of these, the records that cannot be read: what became of their money is not known here. */
    unreadable: z.int(),
    oldestSince: stamp.nullable(),
  }),
  payment: currentPaymentView.nullable(),
  /** Oldest first. */
  storeNotices: z.array(storeNotice),
  /** The last payments, newest first. */
  recent: z.array(paymentRow),
});
export type TillView = z.infer<typeof tillView>;

/** Why the last attempt to deliver an advice did not settle it; the window has the words. */
const lastAnswer = z.object({
  at: stamp,
  status: z.int().nullable(),
  silence: z.enum(silences).nullable(),
  errorType: z.string().nullable(),
  message: z.string().nullable(),
});

export const adviceRow = z.object({
  adviceId: z.string(),
  paymentId: z.string(),
  /** Null, as the amount is, when the payment is lost from the book; the advice is owed all the same. */
  saleNumber: z.string().nullable(),
  amount: moneyView.nullable(),
  kind: z.enum(['confirmation', 'reversal']),
  reason: z.enum(['TIMEOUT', 'CANCELLED', 'RESPONSE_NOT_FINAL']).nullable(),
  state: z.enum(['owed', 'attention']),
  owedSince: stamp,
  attempts: z.int(),
  lastAnswer: lastAnswer.nullable(),
  /** Milliseconds until the next try; null while it is being sent, paused or in attention. */
  nextTryInMs: z.int().nullable(),
});
export type AdviceRow = z.infer<typeof adviceRow>;

/** A record of the till's own book that cannot be read: what can still be told of it. */
export const unreadableRow = z.object({
  record: z.enum(['payment', 'advice']),
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
    answer: lastAnswer,
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

/** What was taken since a moment, by the till's own book. */
export const reportView = z.object({
  since: stamp,
  paid: z.object({ count: z.int(), amount: moneyView }),
  notPaid: z.object({ count: z.int() }),
  byPartner: z.array(z.object({ partner: z.string(), count: z.int(), amount: moneyView })),
  /**
   * Of the paid ones: whose confirmation the intermediary has, whose not yet, and whose a person
   * closed without it.
   */
  confirmed: z.object({ count: z.int(), amount: moneyView }),
  unconfirmed: z.object({ count: z.int(), amount: moneyView }),
  closed: z.object({ count: z.int(), amount: moneyView }),
});
export type ReportView = z.infer<typeof reportView>;

export const settingsView = z.object({
  /** The profile in use or saved, as JSON; null when there is none. */
  profile: z.record(z.string(), z.unknown()).nullable(),
  hasPassword: z.boolean(),
  /** Where the host keeps the password. */
  passwordKeptIn: z.enum(['keyring', 'ownerOnlyFile']),
  dataFolder: z.string(),
  version: z.string(),
});
export type SettingsView = z.infer<typeof settingsView>;
