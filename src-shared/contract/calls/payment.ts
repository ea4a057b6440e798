// A payment on the counter, from the amount to its end.
import { z } from 'zod';
import { tillView } from '../views/till.ts';
import { onePayment } from './ids.ts';

export const paymentCalls = {
  /** Starts a payment; with `saleNumber` it is another attempt at (the rest of) that sale. */
  startPayment: {
    role: 'cashier',
    input: z.strictObject({
      amountMinor: z.int().min(1),
      saleNumber: z.string().max(20).optional(),
    }),
    output: tillView,
  },
  cancelPayment: { role: 'cashier', input: onePayment, output: tillView },
  /** The approval stands on the screen: the void window starts. */
  approvalShown: { role: 'cashier', input: onePayment, output: tillView },
  /** Completes an approved payment, and leaves a result. */
  nextSale: { role: 'cashier', input: onePayment, output: tillView },
  voidPayment: { role: 'cashier', input: onePayment, output: tillView },
} as const;
