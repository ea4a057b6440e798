// Every sale, and what happened to it.
import type { PaymentRow } from '../../../src-shared/contract/views/history.ts';
import type { QrOperation } from '../../../src-shared/services/qr/operations.ts';
import { isolated } from '../isolated.ts';
import { counted } from './phrases.ts';

export const history = {
  title: 'History',
  search: 'Search',
  searchHint: 'Sale, amount, line, slip reference',
  filters: 'Show only',
  day: 'Day',
  state: 'State',
  anyState: 'Any state',
  tender: 'Paid with',
  anyTender: 'Any way to pay',
  reset: 'Show all',
  empty: 'No sales yet',
  emptyNote: 'Every sale will stand here, whatever became of it.',
  noMatch: (what: string) => `Nothing found for ${what}`,
  noMatchNote: (recent: string) =>
    `Search takes a sale number, an amount such as 184.50, an id, the beginning of a line’s name, and the reference of a card slip or of the customer’s app. A reference is looked for in the last ${recent} payments.`,
  noMatchOfFilters: 'No sale is like this. Show all, or choose something else above.',
  /** Several filters together find nothing: which of them is in the way. */
  inTheWay: 'Without one of these there are sales:',
  without: {
    search: 'Without the search',
    day: 'On any day',
    state: 'In any state',
    tender: 'Paid in any way',
  },
  searched: (text: string) => `“${isolated(text)}”`,
  older: 'Older sales',
  loading: 'Looking up…',
  back: 'All sales',
  basket: 'Basket',
  moreLines: (count: number) => `+${count}`,
  lines: (count: number) => counted(count, 'line', 'lines'),
  notShown: 'This sale cannot be shown',
  notShownNote:
    'The message at the top says why. What is owed for it is still sent, and stands in Queue.',
  timeline: 'What happened',
  partner: 'Customer’s app',
  started: 'Started',
  tranId: 'Transaction id',
  paymentId: 'Payment id',
  messageId: 'Message id',
  reference: 'Reference',
  slip: 'Slip',
  message: 'Message',
  request: 'Sent',
  response: 'Received',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Could not copy',
  copyOf: (what: string) => `Copy: ${what}`,
  export: 'Export',
  late: 'Came too late and changed nothing.',
  closed: {
    confirmation: 'Confirmation closed by a person',
    reversal: 'Money-back message closed by a person',
  },
  closedWords: (person: string, reason: string) => `${isolated(person)}: “${isolated(reason)}”`,
  reopened: 'Needs a person again: an approval may have come after it was closed.',
  times: (count: number) => (count === 1 ? '' : `${count} times`),
  sent: (operation: string) => `${operation} sent`,
  shown: 'Shown to the cashier',
  settled: {
    delivered: (time: string) => `delivered ${time}`,
    closed: (time: string) => `closed ${time}`,
  },
  owes: {
    confirmation: 'A confirmation is owed from here on.',
    reversal: 'A money-back message is owed from here on.',
  },
  stateSentences: {
    requestingCode: 'The till asked for a code',
    awaitingCustomer: 'The customer had the code',
    approved: 'Approved',
    paid: 'Paid',
    notPaid: 'Not paid',
  } satisfies Record<PaymentRow['state'], string>,
  operations: {
    createQrCode: 'Request for a code',
    pay: 'Payment request',
    confirmPayment: 'Confirmation',
    reversePayment: 'Money-back message',
  } satisfies Record<QrOperation, string>,
};
