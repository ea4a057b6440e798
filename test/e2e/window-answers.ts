// What a till answers to a window's questions, for tests of the window alone.
import type { CallName, Output } from '../../src-shared/contract/contract.ts';
import {
  paymentRow,
  report,
  saleId,
  salePage,
  saleRow,
  story,
} from '../unit/renderer/history-views.ts';
import { rand } from '../unit/renderer/views.ts';

export type Answers = { readonly [Name in CallName]?: Output<Name> };

const at = '2026-03-14T10:21:31.090+02:00';
const adviceId = '3f0a1c62-95b7-4f0e-8b3c-5d1f6a7e2b10';
const answer = {
  at,
  status: 400,
  silence: null,
  errorType: 'FORMAT_ERROR',
  message: 'The message is malformed',
};

/** One sale, one exception, one record that cannot be read: something on every page. */
export const fullAnswers: Answers = {
  getHistory: { rows: [saleRow()], nextBefore: 1 },
  getSale: salePage({
    rounding: { amountMinor: -7, currency: '710' },
    payments: [
      story({
        payment: paymentRow({
          advice: { kind: 'confirmation', state: 'attention', settledAt: null },
        }),
        timeline: [
          { kind: 'state', at, state: 'awaitingCustomer', reason: null, owes: null },
          { kind: 'sent', at, operation: 'confirmPayment', request: '{}' },
          {
            kind: 'answered',
            at,
            operation: 'confirmPayment',
            answer,
            response: '{}',
            times: 1,
            late: false,
          },
        ],
      }),
    ],
  }),
  getQueue: {
    unreadable: [
      {
        record: 'advice',
        id: '9d2b7f3a-1c84-4c7e-a1de-2f4b8c6e0a55',
        paymentId: null,
        saleNumber: null,
        amount: null,
        since: null,
        canClose: true,
      },
    ],
    rows: [
      {
        adviceId,
        paymentId: paymentRow().paymentId,
        saleId,
        saleNumber: paymentRow().saleNumber,
        amount: rand(18_450),
        kind: 'confirmation',
        about: 'payment',
        reason: null,
        state: 'attention',
        owedSince: at,
        attempts: 1,
        lastAnswer: answer,
        nextTryInMs: null,
      },
    ],
    total: 2,
    paused: null,
  },
  getReport: report({
    tenders: {
      qr: { count: 1, amount: rand(12_450) },
      cash: { count: 1, amount: rand(6_000) },
      card: { count: 0, amount: rand(0) },
    },
  }),
  getSettings: {
    profile: null,
    hasPassword: true,
    passwordKeptIn: 'keyring',
    dataFolder: '/data',
    version: '0.1.0',
  },
};
