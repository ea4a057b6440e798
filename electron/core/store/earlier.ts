// The tables of before migration 0005, which made other ones of them: what a file and a second record of
// such a version have.
import type { Table } from './table.ts';

/** How a table that a later version dropped was described, and where its rows are now. */
export type EarlierTable = Table & { readonly key: string | null; readonly now: string };

export const tablesBefore0005: Readonly<Record<string, EarlierTable>> = {
  settings: { since: 1, now: 'settings', key: 'name', text: ['name', 'value'], integer: [] },
  sales: {
    since: 1,
    now: 'sales',
    key: 'number',
    text: ['number', 'currency', 'opened_at'],
    integer: ['seq', 'total_minor'],
  },
  payments: {
    since: 1,
    now: 'transactions',
    key: 'id',
    text: [
      'id',
      'sale_number',
      'state',
      'currency',
      'code_request_id',
      'tran_id',
      'qr_code',
      'approval',
      'partner',
      'reason',
      'started_at',
      'approved_at',
      'shown_at',
      'decided_at',
      'left_at',
    ],
    integer: ['seq', 'attempt', 'amount_minor', 'approved_minor'],
  },
  exchanges: {
    since: 1,
    now: 'exchanges',
    key: 'seq',
    text: [
      'payment_id',
      'advice_id',
      'operation',
      'request',
      'sent_at',
      'answered_at',
      'silence',
      'error_type',
      'message',
      'response',
    ],
    integer: ['seq', 'status', 'times', 'late'],
  },
  advices: {
    since: 1,
    now: 'advices',
    key: 'id',
    text: [
      'id',
      'payment_id',
      'interface',
      'operation',
      'kind',
      'reason',
      'body',
      'state',
      'owed_at',
      'owed_in_run',
      'settled_at',
      'closed_at',
      'closings',
    ],
    integer: ['seq', 'attempts', 'sends', 'due_ms'],
  },
  first_answers: {
    since: 4,
    now: 'first_answers',
    key: null,
    text: ['advice_id', 'sent_at', 'answered_at', 'silence', 'error_type', 'message', 'response'],
    integer: ['advice_seq', 'status'],
  },
  payment_events: {
    since: 1,
    now: 'transaction_events',
    key: null,
    text: ['payment_id', 'at', 'state', 'reason', 'owes'],
    integer: ['seq'],
  },
};
