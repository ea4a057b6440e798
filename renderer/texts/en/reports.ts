// The day in sums.
import type { TenderKind } from '../../../src-shared/contract/views/tender-kinds.ts';
import { counted, notShownNow } from './phrases.ts';

export const reports = {
  title: 'Today so far',
  since: (hour: string) => `since ${hour}`,
  between: (hour: string) => `${hour} to ${hour} the next day`,
  day: 'Day',
  dayBefore: 'Day before',
  dayAfter: 'Day after',
  today: 'Today',
  sales: (count: number) => counted(count, 'sale', 'sales'),
  payments: (count: number) => counted(count, 'payment', 'payments'),
  tenders: { qr: 'QR', cash: 'Cash', card: 'Card on other terminal' } satisfies Record<
    TenderKind,
    string
  >,
  change: 'Change given',
  changeNote: 'Not counted in the cash above.',
  rounding: 'Rounding',
  roundingNote: {
    none: 'Cash came to the totals.',
    less: 'Cash was this much less than the totals.',
    more: 'Cash was this much more than the totals.',
  },
  qr: 'QR payments',
  notPaid: 'Not paid',
  attempts: (count: number) => counted(count, 'attempt', 'attempts'),
  byPartner: 'By customer’s app',
  confirmed: 'Confirmed',
  unconfirmed: 'Not confirmed yet',
  allConfirmed: 'Nothing waits.',
  closed: 'Closed by a person',
  declined: (count: number) => `${count}\u00a0refused`,
  cancelled: (count: number) => `${count}\u00a0called off`,
  voided: (count: number) => `${count}\u00a0given back`,
  unanswered: (count: number) => `${count}\u00a0without an answer`,
  empty: 'Nothing sold yet today',
  emptyNote: 'The day’s total, and what it was paid with, will stand here.',
  emptyDay: 'Nothing was sold on this day',
  emptyDayNote: 'Look at the day before or after.',
  loading: 'Adding up…',
  refused: notShownNow,
};
