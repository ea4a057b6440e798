// The day in sums.
import { counted } from './phrases.ts';

export const reports = {
  title: 'Today so far',
  since: (moment: string) => `since ${moment}`,
  paid: (count: number) => counted(count, 'payment', 'payments'),
  notPaid: 'Not paid',
  attempts: (count: number) => (count === 1 ? 'attempt' : 'attempts'),
  byPartner: 'By customer’s app',
  confirmed: 'Confirmed',
  unconfirmed: 'Not yet confirmed',
  allConfirmed: 'Nothing waits.',
  closed: (payments: string, sum: string) => `${payments} closed by a person: ${sum}`,
  empty: 'Nothing paid yet today',
  emptyNote: 'The day’s total and each customer’s app will stand here.',
  loading: 'Adding up…',
};
