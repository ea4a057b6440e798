// The day in sums.
import { z } from 'zod';
import { moneyView, stamp } from './values.ts';

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
