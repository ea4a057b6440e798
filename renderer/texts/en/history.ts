// Every payment, and what happened to it.
import type { PaymentRow } from '../../../src-shared/contract/views/history.ts';
import type { QrOperation } from '../../../src-shared/services/qr/operations.ts';
import { isolated } from '../isolated.ts';

export const history = {
  title: 'History',
  search: 'Search',
  searchHint: 'Sale number, amount, reference',
  empty: 'No payments yet',
  emptyNote: 'Every payment will stand here, whatever became of it.',
  noMatch: (search: string) => `Nothing found for “${isolated(search)}”`,
  noMatchNote: (recent: string) =>
    `Search takes a sale number, an amount such as 184.50, an id, or the reference in the customer’s app. A reference is looked for in the last ${recent} payments.`,
  older: 'Older payments',
  loading: 'Looking up…',
  back: 'All payments',
  timeline: 'What happened',
  partner: 'Paid with',
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
  closedBy: (person: string) => `Closed by ${isolated(person)}`,
  closedWords: (person: string, reason: string) => `${isolated(person)}: “${isolated(reason)}”`,
  reopened: 'Needs a person again: an approval may have come after it was closed.',
  times: (count: number) => (count === 1 ? '' : `${count} times`),
  sent: (operation: string) => `${operation} sent`,
  shown: 'Shown to the cashier',
  settled: {
    delivered: (what: string, time: string) => `${what}, delivered ${time}`,
    closed: (what: string, time: string) => `${what}, closed ${time}`,
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
