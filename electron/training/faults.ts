// What can go wrong with the line itself, whatever the payment: set by a test, the demo or a control
// call, and met by the next requests until it is taken away, used up or over.
import { z } from 'zod';
import { billOperationNames } from '../../src-shared/services/bills/operations.ts';
import { billErrorTypes } from '../../src-shared/services/bills/scenarios.ts';
import { errorTypes } from './answers.ts';
import type { ServedOperation } from './training-service.ts';

/** Which of the till's requests a fault meets; scans by the customer's wallet are never met. */
const operations = z.union(
  [
    z.literal('all'),
    z
      .array(
        z.enum(['createQrCode', 'pay', 'confirmPayment', 'reversePayment', ...billOperationNames]),
      )
      .min(1),
  ],
  'must be "all" or a list of operations',
);
const limits = {
  operations,
  /** How many requests meet it; absent: all until it is taken away. */
  times: z.int().positive().optional(),
  /** It ends by itself after this long. */
  forMs: z.int().positive().max(3_600_000).optional(),
};

/**
 * - `status`: answered with this status instead of being processed (`processed: true`: afterwards),
 *   with an ErrorDetail when `errorType` is given, with `body` as raw text, else without a body;
 * - `drop`: the connection breaks after the whole request was read; nothing is processed;
 * - `dropAfter`: processed, and the connection breaks instead of the answer;
 * - `silence`: read, not processed, never answered;
 * - `refuse`: nobody listens, and every connection breaks; it meets all operations.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...limits,
    kind: z.literal('status'),
    status: z.int().min(200).max(599),
    processed: z.boolean().optional(),
    errorType: z.enum([...errorTypes, ...billErrorTypes]).optional(),
    body: z.string().max(1_000_000).optional(),
    headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string()).optional(),
  }),
  z.strictObject({ ...limits, kind: z.literal('drop') }),
  z.strictObject({ ...limits, kind: z.literal('dropAfter') }),
  z.strictObject({ ...limits, kind: z.literal('silence') }),
  z.strictObject({ ...limits, kind: z.literal('refuse') }),
]);
export type Fault = z.infer<typeof faultSchema>;

/** Holds the fault in force and counts down its `times`. */
export class FaultGate {
  #fault: Fault | null = null;
  #timesLeft = Number.POSITIVE_INFINITY;

  set(fault: Fault | null): void {
    this.#fault = fault;
    this.#timesLeft = fault?.times ?? Number.POSITIVE_INFINITY;
  }

  /** The fault that this request meets, if any; uses up one of its times. */
  take(operation: ServedOperation): Fault | null {
    const fault = this.#fault;
    if (!fault || fault.kind === 'refuse') return null;
    if (fault.operations !== 'all' && !fault.operations.some((name) => name === operation))
      return null;
    this.#timesLeft -= 1;
    if (this.#timesLeft <= 0) this.#fault = null;
    return fault;
  }
}
