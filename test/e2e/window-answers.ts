// What a till answers to a window's questions, for tests of the window alone.
import type { CallName, Output } from '../../src-shared/contract/contract.ts';
import { aLine, aTender, rand, row, saleRow } from '../unit/renderer/views.ts';

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
const none = { count: 0, amount: rand(0) };

/** One payment, one exception, one record that cannot be read: something on every page. */
export const fullAnswers: Answers = {
  getHistory: { rows: [saleRow()], nextBefore: 1 },
  getSale: {
    sale: saleRow(),
    endedAt: at,
    lines: [
      { ...aLine({ unit: rand(18_450), name: 'Groceries' }), isRemoved: false },
      { ...aLine({ lineId: '7f4a2f0e-5a1c-4a54-8b43-7f0c5c1d9a03' }), isRemoved: true },
    ],
    tenders: [
      {
        tenderId: aTender().tenderId,
        kind: 'cash',
        amount: rand(6_000),
        reference: null,
        takenAt: at,
        returnedAt: at,
      },
    ],
    change: rand(0),
    rounding: rand(0),
    payments: [
      {
        payment: row(),
        tranId: '0000123456',
        slipLines: ['THANK YOU'],
        issuerReference: 'REF 1',
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
      },
    ],
    entries: [
      { at, kind: 'opened', amount: null, name: null, tender: null, paymentId: null },
      {
        at,
        kind: 'paymentStarted',
        amount: rand(18_450),
        name: null,
        tender: 'qr',
        paymentId: row().paymentId,
      },
      { at, kind: 'completed', amount: null, name: null, tender: null, paymentId: null },
    ],
  },
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
        paymentId: row().paymentId,
        saleId: saleRow().saleId,
        saleNumber: row().saleNumber,
        amount: rand(18_450),
        kind: 'confirmation',
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
  getReport: {
    day: '2026-11-21',
    beginsHour: 0,
    today: '2026-11-21',
    firstDay: '2026-11-02',
    sales: { count: 1, amount: rand(18_450) },
    tenders: { qr: { count: 1, amount: rand(18_450) }, cash: none, card: none },
    change: rand(0),
    rounding: rand(0),
    notPaid: { count: 0, declined: 0, cancelled: 0, voided: 0, unanswered: 0 },
    byPartner: [{ partner: 'Protea Wallet', count: 1, amount: rand(18_450) }],
    confirmed: { count: 1, amount: rand(18_450) },
    unconfirmed: none,
    closed: none,
  },
  getSettings: {
    profile: null,
    hasPassword: true,
    passwordKeptIn: 'keyring',
    dataFolder: '/data',
    version: '0.1.0',
  },
};
