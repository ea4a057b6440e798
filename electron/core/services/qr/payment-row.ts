// A QR payment to and from its row in the book. Promises: whatever stands there, what comes out is a
// payment that can be decided and shown, or nothing does.
import { z } from 'zod';
import { notPaidReason } from '../../../../src-shared/contract/views/payment.ts';
import { money } from '../../../../src-shared/domain/money.ts';
import { fitted, most } from '../../../../src-shared/domain/text.ts';
import type { Phase } from '../../../../src-shared/domain/transaction.ts';
import { invariant } from '../../../../src-shared/result.ts';
import type {
  Approval,
  NotPaidReason,
  Payment,
  PaymentId,
  PaymentState,
} from '../../../../src-shared/services/qr/payment.ts';
import type { Kept } from '../../engine/service.ts';
import type { Redact } from '../../redact.ts';
import type { TransactionRow } from '../../store/tables/transactions.ts';
import { keptId, keptLine } from '../../wire/kept-answer.ts';
import { readJson } from '../../wire/strict-json.ts';
import { keptReason, storedMoney, storedReason } from '../kept-reason.ts';

/** Where a payment stands while it is being asked for. */
const steps = { requestingCode: 'code', awaitingCustomer: 'customer' } as const;

const storedApproval = z.object({
  approved: storedMoney.nullable(),
  partner: z.object({ id: z.string(), name: z.string() }),
  thirdPartyIdentifiers: z.array(z.unknown()),
  slipLines: z.array(z.string()),
  issuerReference: z.string().nullable(),
});
const stored = storedReason(notPaidReason.shape.code);

/** The payment in a row. Throws when the row contradicts itself. */
export function readPayment(row: TransactionRow): Payment {
  invariant(row.lookup_id, 'a QR payment asks for a code');
  const facts = {
    id: row.id as PaymentId,
    saleId: row.sale_id,
    saleNumber: row.sale_number,
    attempt: row.attempt,
    amount: money(row.amount_minor, row.currency),
    codeRequestId: row.lookup_id,
    startedAt: row.started_at,
  };
  const code =
    row.reference !== null && row.issued !== null
      ? { tranId: row.reference, qrCode: row.issued }
      : null;
  const approval = row.approval === null ? null : readApproval(row.approval);
  const state = stateOf(row.phase, row.step);
  invariant(state, `no payment is ${row.phase} ${row.step}`);
  if (state === 'requestingCode') return { ...facts, state };
  if (state === 'notPaid') {
    const reason = readReason(row.reason);
    invariant(reason && row.decided_at, 'a payment that is not paid has a reason');
    return { ...facts, state, code, approval, reason, decidedAt: row.decided_at };
  }
  invariant(code, `a payment that is ${state} has a code`);
  if (state === 'awaitingCustomer') return { ...facts, state, code };
  invariant(approval && row.approved_at, `a payment that is ${state} has an approval`);
  const approved = { ...facts, code, approval, approvedAt: row.approved_at };
  if (state === 'approved') return { ...approved, state, shownAt: row.shown_at };
  invariant(row.decided_at, 'a paid payment was decided');
  return { ...approved, state, decidedAt: row.decided_at };
}

/** The state of a payment in the words of the book; null when no payment is in it. */
export function stateOf(phase: Phase, step: string | null): PaymentState | null {
  switch (phase) {
    case 'asking':
      if (step === steps.requestingCode) return 'requestingCode';
      return step === steps.awaitingCustomer ? 'awaitingCustomer' : null;
    case 'approved':
      return 'approved';
    case 'completed':
      return 'paid';
    case 'refused':
    case 'undone':
      return 'notPaid';
    default:
      return null;
  }
}

/** What the book keeps of a payment. `isUndone`: it owes a reversal, or has owed one. */
export function keptPayment(payment: Payment, isUndone: boolean, redact: Redact): Kept {
  const code = 'code' in payment ? payment.code : null;
  const approval = 'approval' in payment ? keptApproval(payment.approval, redact) : null;
  return {
    phase: phaseOf(payment.state, isUndone),
    step: payment.state in steps ? steps[payment.state as keyof typeof steps] : null,
    reference: code?.tranId ?? null,
    issued: code?.qrCode ?? null,
    approval: approval ? JSON.stringify(approval) : null,
    approved_minor: approval?.approved?.amountMinor ?? null,
    partner: approval?.partner.name ?? null,
    reason: 'reason' in payment ? JSON.stringify(keptReason(payment.reason, redact)) : null,
    approved_at: 'approvedAt' in payment ? payment.approvedAt : null,
    shown_at: 'shownAt' in payment ? payment.shownAt : null,
    decided_at: 'decidedAt' in payment ? payment.decidedAt : null,
  };
}

function phaseOf(state: PaymentState, isUndone: boolean): Phase {
  switch (state) {
    case 'approved':
      return 'approved';
    case 'paid':
      return 'completed';
    case 'notPaid':
      return isUndone ? 'undone' : 'refused';
    default:
      return 'asking';
  }
}

/** The reason in a column; null when there is none that can be read. */
export function readReason(text: string | null): NotPaidReason | null {
  const read = readJson(String(text));
  if (!read.ok || !stored.safeParse(read.value).success) return null;
  return read.value as NotPaidReason;
}

// As it came, and checked: another order of its members would be other bytes.
function readApproval(text: string): Approval {
  const approval: unknown = JSON.parse(text);
  storedApproval.parse(approval);
  return approval as Approval;
}

// What is only read. Partner and identifiers go back to the far end as they came, with the advice.
function keptApproval(approval: Approval | null, redact: Redact): Approval | null {
  return approval && { ...approval, ...keptSlip(approval, redact) };
}

/** What is printed of an approval, as it may be kept and shown. */
export function keptSlip(
  { slipLines, issuerReference }: Pick<Approval, 'slipLines' | 'issuerReference'>,
  redact: Redact,
): Pick<Approval, 'slipLines' | 'issuerReference'> {
  return {
    slipLines: slipLines.map((line) => keptLine(line, redact, most.slipLine)),
    issuerReference:
      issuerReference === null ? null : fitted(keptId(issuerReference, redact), most.reference),
  };
}
