// A sale and a payment in a few words: state, what is owed, number and amount.
import type { PaymentRow, SaleRow } from '../../../src-shared/contract/views/history.ts';
import type { TenderKind } from '../../../src-shared/contract/views/tender-kinds.ts';

export const saleStates = {
  open: 'On the counter',
  parked: 'Parked',
  completed: 'Paid',
  abandoned: 'Nothing sold',
} satisfies Record<SaleRow['state'], string>;

export const tenders = {
  qr: 'QR',
  cash: 'Cash',
  card: 'Card',
} satisfies Record<TenderKind, string>;

export const states = {
  requestingCode: 'Getting the code',
  awaitingCustomer: 'Waiting',
  approved: 'Approved',
  paid: 'Paid',
  notPaid: 'Not paid',
} satisfies Record<PaymentRow['state'], string>;

export const advices = {
  confirmation: {
    owed: 'Confirmation waits',
    delivered: 'Confirmed',
    attention: 'Needs a person',
    closed: 'Closed by a person',
  },
  reversal: {
    owed: 'Money back waits',
    delivered: 'Reversed',
    attention: 'Needs a person',
    closed: 'Closed by a person',
  },
};

/** A part payment: after the amount that was taken. */
export const ofAmount = (asked: string) => `of ${asked}`;
export const saleNumber = (saleNumber: string) => `Sale ${saleNumber}`;
export const attempt = (attempt: number) => `try ${attempt}`;
