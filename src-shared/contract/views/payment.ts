// The payment on the counter, and why one was not paid.
import { z } from 'zod';
import { adviceStates } from '../../domain/advice.ts';
import { reasonOf } from './reason.ts';
import { moneyView, stamp } from './values.ts';

export const notPaidReason = reasonOf(
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
);

const shared = {
  paymentId: z.string(),
  saleId: z.string(),
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
    /** Less than asked was approved: the rest is paid in another way, or it is voided. */
    isPart: z.boolean(),
    /** Still to pay on its sale; more than nothing when it paid for a part. Then nothing confirms itself. */
    left: moneyView,
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
  }),
  z.object({
    ...shared,
    state: z.literal('notPaid'),
    reason: notPaidReason,
    decidedAt: stamp,
    /** Whether money may have moved, so that a reversal is owed or has been sent. */
    reversal: z.enum(['none', ...adviceStates]),
    /** What was taken for its sale in other ways. */
    taken: moneyView,
  }),
]);
export type CurrentPaymentView = z.infer<typeof currentPaymentView>;
export type NotPaidReasonView = z.infer<typeof notPaidReason>;
