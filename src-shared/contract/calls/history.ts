// What was: sales, and the sums of any day.
import { z } from 'zod';
import { saleStates } from '../../domain/sale/sale.ts';
import { plain } from '../../domain/text.ts';
import { historyView, salePage } from '../views/history.ts';
import { reportView } from '../views/reports.ts';
import { tenderKinds } from '../views/tender-kinds.ts';

export const historyCalls = {
  getHistory: {
    role: 'cashier',
    input: z.strictObject({
      /**
       * Sale number, amount, tranId, payment id, a wallet's or a card slip's reference or the beginning of
       * a line's name, as written or as shown.
       */
      search: z.string().max(100).overwrite(plain).optional(),
      /** Opened on this day of business. */
      day: z.iso.date().optional(),
      state: z.enum(saleStates).optional(),
      /** With a tender of this kind that counts towards it. */
      tender: z.enum(tenderKinds).optional(),
      before: z.int().optional(),
    }),
    output: historyView,
  },
  getSale: {
    role: 'cashier',
    input: z.strictObject({ saleId: z.string().max(60) }),
    output: salePage,
  },
  /** A day of business by the date it begins on; today's so far when none is named. */
  getReport: {
    role: 'supervisor',
    input: z.strictObject({ day: z.iso.date().optional() }),
    output: reportView,
  },
} as const;
