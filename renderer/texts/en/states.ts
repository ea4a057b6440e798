// A payment in a few words: its state, what it owes, its number and its amount.
import type { PaymentRow } from '../../../src-shared/contract/views/history.ts';

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
