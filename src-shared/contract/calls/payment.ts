// A payment on the counter, from the amount to its end.
import { z } from 'zod';
import { tillView } from '../views/till.ts';
import { onePayment } from './ids.ts';

export const paymentCalls = {
  /** Starts a QR payment for (a part of) what is left of a sale; without `saleId`, of a new one of one line. */
  startPayment: {
    role: 'cashier',
    input: z.strictObject({ amountMinor: z.int().min(1), saleId: z.uuid().optional() }),
    output: tillView,
  },
  cancelPayment: { role: 'cashier', input: onePayment, output: tillView },
  /** The approval stands on the screen: the void window starts. */
  approvalShown: { role: 'cashier', input: onePayment, output: tillView },
  voidPayment: { role: 'cashier', input: onePayment, output: tillView },
} as const;
