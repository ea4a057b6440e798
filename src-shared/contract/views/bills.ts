// Bills: who can be paid, what a lookup found, and how a line that pays one stands.
import { z } from 'zod';
import { adviceStates } from '../../domain/advice.ts';
import { phases } from '../../domain/transaction.ts';
import { billKinds } from '../../services/bills/operations.ts';
import { reasonOf } from './reason.ts';
import { moneyView, stamp } from './values.ts';

export const billerView = z.object({
  id: z.string(),
  name: z.string(),
  categories: z.array(z.string()),
});
export type BillerView = z.infer<typeof billerView>;

/** Those that are blocked are left out. */
export const billersView = z.object({
  billers: z.array(billerView),
  /** When the intermediary last said so; null: the list is the profile's. */
  listedAt: stamp.nullable(),
});
export type BillersView = z.infer<typeof billersView>;

/** What a lookup found. */
export const billLookupView = z.discriminatedUnion('found', [
  z.object({
    found: z.literal('yes'),
    biller: z.string().nullable(),
    /** Of the customer, what a queue may see. */
    customer: z.string().nullable(),
    due: moneyView.nullable(),
    dueDate: z.string().nullable(),
    fee: moneyView.nullable(),
    least: moneyView.nullable(),
    most: moneyView.nullable(),
    partPaymentAllowed: z.boolean(),
    overPaymentAllowed: z.boolean(),
  }),
  /** The biller has no lookup: the payment can be tried without. */
  z.object({ found: z.literal('notOffered') }),
  z.object({
    found: z.literal('refused'),
    errorType: z.string().nullable(),
    message: z.string().nullable(),
  }),
  /** No answer that can be used; nothing was paid by it. */
  z.object({ found: z.literal('noAnswer') }),
]);
export type BillLookupView = z.infer<typeof billLookupView>;

export const billReason = reasonOf(
  'declined',
  'noAnswer',
  'connectionLost',
  'answerNotFinal',
  'answerUnusable',
  'amountMismatch',
  'cancelled',
  'voided',
  'undecided',
  'tillStopped',
);
export type BillReasonView = z.infer<typeof billReason>;

/** How the payment (or refund) of a bill stands at the biller's. */
export const billStory = z.object({
  transactionId: z.string(),
  kind: z.enum([...billKinds, 'refund']),
  /** Of the account, notice or policy; of a refund, the issuer's reference. */
  number: z.string(),
  biller: z.string().nullable(),
  phase: z.enum(phases),
  amount: moneyView,
  approved: moneyView.nullable(),
  fee: moneyView.nullable(),
  reason: billReason.nullable(),
  slipLines: z.array(z.string()),
  issuerReference: z.string().nullable(),
  phoneNumber: z.string().nullable(),
  startedAt: stamp,
  advice: z
    .object({ kind: z.enum(['confirmation', 'reversal']), state: z.enum(adviceStates) })
    .nullable(),
});
export type BillStory = z.infer<typeof billStory>;

/** Of a line that pays a bill or gives a payment back: what is asked for, and its newest transaction. */
export const billLineView = z.object({
  kind: z.enum([...billKinds, 'refund']),
  number: z.string(),
  biller: z.string().nullable(),
  /**
   * - `notAsked`: asked for when the sale is paid;
   * - `asking`: on its way to the biller;
   * - `differs`: approved for less: taken by a call, or taken off;
   * - `ready`: approved as it stands on the line;
   * - `notPaid`: refused or not known; taken off, or asked for anew.
   */
  state: z.enum(['notAsked', 'asking', 'differs', 'ready', 'notPaid', 'completed']),
  story: billStory.nullable(),
});
export type BillLineView = z.infer<typeof billLineView>;
