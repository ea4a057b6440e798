// A payment out of its row in the book. Promises: whatever stands there, what comes out is a payment
// that can be decided and shown, or nothing does.
import { z } from 'zod';
import { notPaidReason } from '../../../../src-shared/contract/views/payment.ts';
import { money } from '../../../../src-shared/domain/money.ts';
import { invariant } from '../../../../src-shared/result.ts';
import {
  type Approval,
  type NotPaidReason,
  type Payment,
  type PaymentId,
  paymentStates,
} from '../../../../src-shared/services/qr/payment.ts';
import { readJson } from '../../wire/strict-json.ts';
import type { Row } from '../disk.ts';

/** A payment and its place in the book. */
export type StoredPayment = { readonly seq: number; readonly payment: Payment };

const paymentRow = z.object({
  seq: z.int(),
  id: z.string(),
  sale_number: z.string(),
  attempt: z.int(),
  state: z.enum(paymentStates),
  amount_minor: z.int(),
  currency: z.string(),
  code_request_id: z.string(),
  tran_id: z.string().nullable(),
  qr_code: z.string().nullable(),
  approval: z.string().nullable(),
  reason: z.string().nullable(),
  started_at: z.string(),
  approved_at: z.string().nullable(),
  // A moment that nobody can tell: somebody has to be asked, as of an approval that was never shown.
  shown_at: z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)))
    .nullable()
    .catch(null),
  decided_at: z.string().nullable(),
});

// In whatever currency the far end named.
const storedMoney = z.object({ amountMinor: z.int().nonnegative(), currency: z.string() });
const storedApproval = z.object({
  approved: storedMoney.nullable(),
  partner: z.object({ id: z.string(), name: z.string() }),
  thirdPartyIdentifiers: z.array(z.unknown()),
  slipLines: z.array(z.string()),
  issuerReference: z.string().nullable(),
});
const storedReason = z.object({
  code: notPaidReason.shape.code,
  errorType: z.string().nullable().optional(),
  message: z.string().nullable().optional(),
  approved: storedMoney.nullable().optional(),
});

/** Turns a row of `payments` into a payment. Throws when the row contradicts its state. */
export function readPayment(raw: Row): StoredPayment {
  const row = paymentRow.parse(raw);
  const facts = {
    id: row.id as PaymentId,
    saleNumber: row.sale_number,
    attempt: row.attempt,
    amount: money(row.amount_minor, row.currency),
    codeRequestId: row.code_request_id,
    startedAt: row.started_at,
  };
  const code =
    row.tran_id !== null && row.qr_code !== null
      ? { tranId: row.tran_id, qrCode: row.qr_code }
      : null;
  const approval = row.approval === null ? null : readApproval(row.approval);
  const stored = (payment: Payment) => ({ seq: row.seq, payment });
  if (row.state === 'requestingCode') return stored({ ...facts, state: row.state });
  if (row.state === 'notPaid') {
    const reason = readReason(row.reason);
    invariant(reason && row.decided_at, 'a payment that is not paid has a reason');
    return stored({
      ...facts,
      state: row.state,
      code,
      approval,
      reason,
      decidedAt: row.decided_at,
    });
  }
  invariant(code, `a payment that is ${row.state} has a code`);
  if (row.state === 'awaitingCustomer') return stored({ ...facts, state: row.state, code });
  invariant(approval && row.approved_at, `a payment that is ${row.state} has an approval`);
  const approved = { ...facts, code, approval, approvedAt: row.approved_at };
  if (row.state === 'approved') {
    return stored({ ...approved, state: row.state, shownAt: row.shown_at });
  }
  invariant(row.decided_at, 'a paid payment was decided');
  return stored({ ...approved, state: row.state, decidedAt: row.decided_at });
}

/** The reason in a column; null when there is none that can be read. */
export function readReason(text: unknown): NotPaidReason | null {
  const read = readJson(String(text));
  if (!read.ok || !storedReason.safeParse(read.value).success) return null;
  return read.value as NotPaidReason;
}

// As it came, and checked: another order of its members would be other bytes.
function readApproval(text: string): Approval {
  const approval: unknown = JSON.parse(text);
  storedApproval.parse(approval);
  return approval as Approval;
}
