// Sales and payments in the store. A payment is written whole at each transition together with its
// event, and read back through a schema: a row we cannot read is broken code, not bad input.
import { z } from 'zod';
import { adviceKinds, type OwedAdvice } from '../../../../src-shared/domain/advice.ts';
import { type Money, money } from '../../../../src-shared/domain/money.ts';
import { spellingsOf } from '../../../../src-shared/domain/same-id.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import { fitted, most } from '../../../../src-shared/domain/text.ts';
import {
  type Approval,
  type NotPaidReason,
  type Payment,
  type PaymentId,
  type PaymentState,
  paymentStates,
} from '../../../../src-shared/services/qr/payment.ts';
import { keptId, keptLine, keptText } from '../../wire/kept-answer.ts';
import { readRows } from '../safe/unreadable.ts';
import type { Store } from '../store.ts';
import { readPayment, readReason, type StoredPayment } from './payment-row.ts';

export type StateEvent = {
  readonly at: Stamp;
  readonly state: PaymentState;
  readonly reason: NotPaidReason | null;
  readonly owes: OwedAdvice['kind'] | null;
};

/** Opens a sale and gives it the next number of this till. Call inside a commit. */
export function addSale(store: Store, total: Money, openedAt: Stamp): string {
  const last = store.one('SELECT coalesce(max(seq), 0) AS seq FROM sales');
  let next = Number(last?.['seq']) + 1;
  while (isNumberTaken(store, saleNumberOf(next))) next += 1;
  const number = saleNumberOf(next);
  store.run(
    'INSERT INTO sales (number, total_minor, currency, opened_at) VALUES (?, ?, ?, ?)',
    number,
    total.amountMinor,
    total.currency,
    openedAt,
  );
  store.touch('sales', number);
  return number;
}

function saleNumberOf(place: number): string {
  return String(place).padStart(6, '0');
}

// The numbers go by the places of the rows, until one of those is damaged.
function isNumberTaken(store: Store, number: string): boolean {
  return store.one('SELECT 1 FROM sales WHERE number = ?', number) !== undefined;
}

const saleRow = z.object({
  total_minor: z.int().positive(),
  currency: z.string().regex(/^\d{3}$/),
  taken: z.int().nonnegative(),
  attempts: z.int(),
});

/** What is taken and still to pay on a sale, and how often it was tried; undefined when none can be read. */
export function findSale(
  store: Store,
  number: string,
): { taken: Money; remaining: Money; attempts: number } | undefined {
  const row = store.one(
    `SELECT total_minor, sales.currency, count(payments.seq) AS attempts,
       coalesce(sum(approved_minor) FILTER (WHERE state IN ('approved', 'paid')), 0) AS taken
     FROM sales LEFT JOIN payments ON sale_number = number WHERE number = ? GROUP BY number`,
    number,
  );
  const { data: sale } = saleRow.safeParse(row);
  if (!sale) return undefined;
  const { taken, currency, attempts } = sale;
  return {
    taken: money(taken, currency),
    remaining: money(Math.max(sale.total_minor - taken, 0), currency),
    attempts,
  };
}

/** Whether a message of this till bears this id already. */
export function isIdTaken(store: Store, id: string): boolean {
  const row = store.one(
    `SELECT EXISTS (SELECT 1 FROM payments WHERE id = ?)
       OR EXISTS (SELECT 1 FROM payments WHERE code_request_id = ?)
       OR EXISTS (SELECT 1 FROM advices WHERE id = ?) AS taken`,
    id,
    id,
    id,
  );
  return row?.['taken'] === 1;
}

/** Whether another payment than this one was given the transaction already. */
export function isTransactionOfAnother(store: Store, tranId: string, id: PaymentId): boolean {
  const row = store.one(
    'SELECT EXISTS (SELECT 1 FROM payments WHERE tran_id IN (?, ?, ?) AND id <> ?) AS taken',
    ...spellingsOf(tranId),
    id,
  );
  return row?.['taken'] === 1;
}

const nextState = `ON CONFLICT (id) DO UPDATE SET state = excluded.state, tran_id = excluded.tran_id,
  qr_code = excluded.qr_code, approval = excluded.approval,
  approved_minor = excluded.approved_minor, partner = excluded.partner,
  reason = excluded.reason, approved_at = coalesce(excluded.approved_at, approved_at),
  shown_at = coalesce(excluded.shown_at, shown_at), decided_at = excluded.decided_at`;

/** Writes a new payment or its next state, with the event. Call inside a commit. */
export function savePayment(
  store: Store,
  payment: Payment,
  owes: OwedAdvice | null,
  at: Stamp,
): void {
  const code = 'code' in payment ? payment.code : null;
  const approval = 'approval' in payment ? keptApproval(store, payment.approval) : null;
  const reason = 'reason' in payment ? JSON.stringify(keptReason(store, payment.reason)) : null;
  // A new payment under the id of another must fail, not overwrite it.
  const isNew = payment.state === 'requestingCode';
  store.run(
    `INSERT INTO payments (id, sale_number, attempt, state, amount_minor, currency,
       code_request_id, tran_id, qr_code, approval, approved_minor, partner, reason, started_at,
       approved_at, shown_at, decided_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ${isNew ? '' : nextState}`,
    payment.id,
    payment.saleNumber,
    payment.attempt,
    payment.state,
    payment.amount.amountMinor,
    payment.amount.currency,
    payment.codeRequestId,
    code?.tranId ?? null,
    code?.qrCode ?? null,
    approval ? JSON.stringify(approval) : null,
    approval?.approved?.amountMinor ?? null,
    approval?.partner.name ?? null,
    reason,
    payment.startedAt,
    'approvedAt' in payment ? payment.approvedAt : null,
    'shownAt' in payment ? payment.shownAt : null,
    'decidedAt' in payment ? payment.decidedAt : null,
  );
  store.touch('payments', payment.id);
  store.run(
    'INSERT INTO payment_events (payment_id, at, state, reason, owes) VALUES (?, ?, ?, ?, ?)',
    payment.id,
    at,
    payment.state,
    reason,
    owes?.kind ?? null,
  );
}

/** A reason with the far end's words as they may be kept and shown. */
export function keptReason(store: Store, reason: NotPaidReason): NotPaidReason {
  if (!('message' in reason)) return reason;
  const { errorType, message } = reason;
  return {
    ...reason,
    errorType: errorType === null ? null : keptText(errorType, store.redact),
    message: message === null ? null : keptLine(message, store.redact, most.message),
  };
}

// What is only read. Partner and identifiers go back to the far end as they came, with the advice.
function keptApproval(store: Store, approval: Approval | null): Approval | null {
  return approval && { ...approval, ...keptSlip(store, approval) };
}

/** What is printed of an approval, as it may be kept and shown. */
export function keptSlip(
  { redact }: Pick<Store, 'redact'>,
  { slipLines, issuerReference }: Pick<Approval, 'slipLines' | 'issuerReference'>,
): Pick<Approval, 'slipLines' | 'issuerReference'> {
  return {
    slipLines: slipLines.map((line) => keptLine(line, redact, most.slipLine)),
    issuerReference:
      issuerReference === null ? null : fitted(keptId(issuerReference, redact), most.reference),
  };
}

/** The result has been seen and the counter is free for the next sale. Call inside a commit. */
export function markLeft(store: Store, at: Stamp): void {
  const left = store.all(
    `UPDATE payments SET left_at = ? WHERE left_at IS NULL AND state IN ('paid', 'notPaid')
     RETURNING id`,
    at,
  );
  for (const { id } of left) store.touch('payments', String(id));
}

export function findPayment(store: Store, id: string): StoredPayment | undefined {
  const row = store.one('SELECT * FROM payments WHERE id = ?', id);
  return row && readPayment(row);
}

/** The payment on the counter: the newest that has not been left, of those that can be read. */
export function currentPayment(store: Store): StoredPayment | undefined {
  const rows = store.all('SELECT * FROM payments WHERE left_at IS NULL ORDER BY seq DESC');
  return readRows(store, 'payments', rows, readPayment)[0];
}

/**
 * Payments that were under way, oldest first. Asked by what they are not: one in a state that the
 * till does not know is met, and noted as unreadable, instead of being passed over.
 */
export function openPayments(store: Store): StoredPayment[] {
  const rows = store.all(
    `SELECT * FROM payments WHERE left_at IS NULL AND state NOT IN ('paid', 'notPaid') ORDER BY seq`,
  );
  return readRows(store, 'payments', rows, readPayment);
}

/** Takes a payment that cannot be acted on out of what is read; it is shown to a person instead. */
export function setAside(store: Store, id: string, error: unknown): void {
  const row = store.one('SELECT * FROM payments WHERE id = ?', id);
  if (row) store.unreadable.note('payments', row, error);
}

export function stateEvents(store: Store, id: string): StateEvent[] {
  return store
    .all('SELECT * FROM payment_events WHERE payment_id = ? ORDER BY seq', id)
    .flatMap((row) => {
      // A state that is none tells nobody anything; the others still do.
      const { data: state } = z.enum(paymentStates).safeParse(row['state']);
      if (!state) return [];
      const reason = keptReasonOf(store, row['reason']);
      const owes = z.enum(adviceKinds).nullable().catch(null).parse(row['owes']);
      return [{ at: String(row['at']), state, reason, owes }];
    });
}

function keptReasonOf(store: Store, text: unknown): NotPaidReason | null {
  const reason = readReason(text);
  return reason && keptReason(store, reason);
}
