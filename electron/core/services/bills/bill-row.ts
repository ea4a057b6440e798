// A bill to and from its row in the book. Promises: whatever stands there, what comes out is a bill that
// can be decided and shown, or nothing does.
import { z } from 'zod';
import { billReason } from '../../../../src-shared/contract/views/bills.ts';
import { money } from '../../../../src-shared/domain/money.ts';
import { fitted, most } from '../../../../src-shared/domain/text.ts';
import type { Phase } from '../../../../src-shared/domain/transaction.ts';
import { invariant } from '../../../../src-shared/result.ts';
import type {
  AskedBill,
  Bill,
  BillApproval,
  BillReason,
} from '../../../../src-shared/services/bills/bill.ts';
import { billKinds } from '../../../../src-shared/services/bills/operations.ts';
import type { Kept } from '../../engine/service.ts';
import type { Redact } from '../../redact.ts';
import type { TransactionRow } from '../../store/tables/transactions.ts';
import { keptId, keptLine } from '../../wire/kept-answer.ts';
import { readJson } from '../../wire/strict-json.ts';
import { keptReason, storedMoney, storedReason } from '../kept-reason.ts';

const storedAsked = z.union([
  z.object({
    kind: z.enum(billKinds),
    number: z.string(),
    biller: z.object({ id: z.string(), name: z.string() }).nullable(),
  }),
  z.object({ kind: z.literal('refund'), issuerReference: z.string(), reason: z.string() }),
]);
const storedApproval = z.object({
  approved: storedMoney.nullable(),
  fee: storedMoney.nullable(),
  biller: z.string().nullable(),
  thirdPartyIdentifiers: z.array(z.unknown()),
  slipLines: z.array(z.string()),
  issuerReference: z.string().nullable(),
  phoneNumber: z.string().nullable(),
});
const stored = storedReason(billReason.shape.code);

/** What a line asks for, from its text; null when it is none of ours. */
export function readAsked(text: string): AskedBill | null {
  const read = readJson(text);
  return (read.ok && storedAsked.safeParse(read.value).data) || null;
}

/** The bill in a row. Throws when the row contradicts itself. */
export function readBill(row: TransactionRow): Bill {
  const asked = readAsked(row.issued ?? '');
  invariant(asked, 'a bill is about something');
  const facts = {
    id: row.id,
    saleNumber: row.sale_number,
    attempt: row.attempt,
    amount: money(row.amount_minor, row.currency),
    asked,
  };
  if (row.phase === 'asking') return { ...facts, state: 'asking' };
  const approval = row.approval === null ? null : readApproval(row.approval);
  if (row.phase === 'refused' || row.phase === 'undone') {
    invariant(row.reason && row.decided_at, 'a bill that is not paid has a reason');
    const reason = JSON.parse(row.reason) as BillReason;
    stored.parse(reason);
    const isUndone = row.phase === 'undone';
    const decidedAt = row.decided_at;
    return { ...facts, state: 'notPaid', approval, reason, decidedAt, isUndone };
  }
  invariant(approval && row.approved_at, `a bill that is ${row.phase} has an approval`);
  const approved = { ...facts, approval, approvedAt: row.approved_at };
  if (row.phase === 'approved') return { ...approved, state: 'approved' };
  invariant(row.phase === 'completed' && row.decided_at, `no bill is ${row.phase}`);
  return { ...approved, state: 'completed', decidedAt: row.decided_at };
}

/** What the book keeps of a bill. */
export function keptBill(bill: Bill, redact: Redact): Kept {
  const approval = 'approval' in bill && bill.approval ? keptApproval(bill.approval, redact) : null;
  return {
    phase: phaseOf(bill),
    step: null,
    reference: approval?.issuerReference ?? null,
    issued: JSON.stringify(bill.asked),
    approval: approval && JSON.stringify(approval),
    approved_minor: approval?.approved?.amountMinor ?? null,
    partner:
      approval?.biller ?? ('biller' in bill.asked ? (bill.asked.biller?.name ?? null) : null),
    reason: 'reason' in bill ? JSON.stringify(keptReason(bill.reason, redact)) : null,
    approved_at: 'approvedAt' in bill ? bill.approvedAt : null,
    shown_at: null,
    decided_at: 'decidedAt' in bill ? bill.decidedAt : null,
  };
}

function phaseOf(bill: Bill): Phase {
  return bill.state === 'notPaid' ? (bill.isUndone ? 'undone' : 'refused') : bill.state;
}

// As it came, and checked: another order of its members would be other bytes.
function readApproval(text: string): BillApproval {
  const approval: unknown = JSON.parse(text);
  storedApproval.parse(approval);
  return approval as BillApproval;
}

// Identifiers go back to the far end as they came, with the advice.
function keptApproval(approval: BillApproval, redact: Redact): BillApproval {
  const id = (text: string | null) =>
    text === null ? null : fitted(keptId(text, redact), most.reference);
  return {
    ...approval,
    biller: approval.biller && keptLine(approval.biller, redact, most.institutionName),
    slipLines: approval.slipLines.map((line) => keptLine(line, redact, most.slipLine)),
    issuerReference: id(approval.issuerReference),
    phoneNumber: id(approval.phoneNumber),
  };
}
