// A day of business in sums.
import { z } from 'zod';
import { moneyView } from './values.ts';

/** What was taken on a day of business, by the till's own book. */
export const reportView = z.object({
  /** The date it begins on. */
  day: z.iso.date(),
  beginsHour: z.int(),
  today: z.iso.date(),
  /** The day of the first payment of all; today when there is none. */
  firstDay: z.iso.date(),
  paid: z.object({ count: z.int(), amount: moneyView }),
  /** Attempts by which nothing was taken: refused, called off, given back, and with no final answer. */
  notPaid: z.object({
    count: z.int(),
    declined: z.int(),
    cancelled: z.int(),
    voided: z.int(),
    unanswered: z.int(),
  }),
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
