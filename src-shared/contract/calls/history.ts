// What was: payments of any day, and the sums of this one.
import { z } from 'zod';
import { plain } from '../../domain/text.ts';
import { historyView, paymentPage } from '../views/history.ts';
import { reportView } from '../views/reports.ts';
import { nothing, onePayment } from './ids.ts';

export const historyCalls = {
  getHistory: {
    role: 'cashier',
    input: z.strictObject({
      /** Sale number, amount, tranId, payment id or a wallet's reference, as written or as shown. */
      search: z.string().max(100).overwrite(plain).optional(),
      before: z.int().optional(),
    }),
    output: historyView,
  },
  getPayment: { role: 'cashier', input: onePayment, output: paymentPage },
  /** The business day so far: since local midnight. */
  getReport: { role: 'supervisor', input: nothing, output: reportView },
} as const;
