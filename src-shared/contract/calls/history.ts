// What was: payments, and the sums of any day.
import { z } from 'zod';
import { plain } from '../../domain/text.ts';
import { historyView, paymentPage } from '../views/history.ts';
import { reportView } from '../views/reports.ts';
import { onePayment } from './ids.ts';

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
  /** A day of business by the date it begins on; today's so far when none is named. */
  getReport: {
    role: 'supervisor',
    input: z.strictObject({ day: z.iso.date().optional() }),
    output: reportView,
  },
} as const;
