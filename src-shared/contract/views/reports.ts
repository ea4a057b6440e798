// A day of business in sums.
import { z } from 'zod';
import { differenceView, moneyView } from './values.ts';

const counted = z.object({ count: z.int(), amount: moneyView });

/** What was taken on a day of business, by the till's own book. */
export const reportView = z.object({
  /** The date it begins on. */
  day: z.iso.date(),
  beginsHour: z.int(),
  today: z.iso.date(),
  /** The day of the first sale of all; today when there is none. */
  firstDay: z.iso.date(),
  /** Completed sales. */
  sales: counted,
  /** What they were paid with. Cash without the change that was given. */
  tenders: z.object({ qr: counted, cash: counted, card: counted }),
  /** Bills paid, and payments of bills given back. */
  bills: counted,
  refunds: counted,
  change: moneyView,
  /** Cash and cards taken at this moment for sales that are not completed: in no sum of any day yet. */
  held: counted,
  /** What cash paid more than the totals; negative when it was less. */
  rounding: differenceView,
  /** Attempts of QR payments by which nothing was taken: refused, called off, given back, and with no final answer. */
  notPaid: z.object({
    count: z.int(),
    declined: z.int(),
    cancelled: z.int(),
    voided: z.int(),
    unanswered: z.int(),
  }),
  byPartner: z.array(z.object({ partner: z.string(), count: z.int(), amount: moneyView })),
  /**
   * Of the QR payments: whose confirmation the intermediary has, whose not yet, and whose a person
   * closed without it.
   */
  confirmed: counted,
  unconfirmed: counted,
  closed: counted,
});
export type ReportView = z.infer<typeof reportView>;
