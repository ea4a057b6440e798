// The day in sums.
import { counted } from './phrases.ts';

export const reports = {
  title: 'Today so far',
  since: (hour: string) => `since ${hour}`,
  between: (hour: string) => `${hour} to ${hour} the next day`,
  day: 'Day',
  dayBefore: 'Day before',
  dayAfter: 'Day after',
  today: 'Today',
  paid: (count: number) => counted(count, 'payment', 'payments'),
  notPaid: 'Not paid',
  attempts: (count: number) => (count === 1 ? 'attempt' : 'attempts'),
  byPartner: 'By customer’s app',
  confirmed: 'Confirmed',
  unconfirmed: 'Not yet confirmed',
  allConfirmed: 'Nothing waits.',
  closed: (payments: string, sum: string) => `${payments} closed by a person: ${sum}`,
  declined: (count: number) => `${count}\u00a0refused`,
  cancelled: (count: number) => `${count}\u00a0called off`,
  voided: (count: number) => `${count}\u00a0given back`,
  unanswered: (count: number) => `${count}\u00a0without an answer`,
  empty: 'Nothing paid yet today',
  emptyNote: 'The day’s total and each customer’s app will stand here.',
  emptyDay: 'Nothing was paid on this day',
  emptyDayNote: 'Look at the day before or after.',
  loading: 'Adding up…',
};
