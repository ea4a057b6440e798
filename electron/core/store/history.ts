// Questions about the past: lists of payments for history and snapshot, and the day's totals.
import { z } from 'zod';
import type { PaymentRow, ReportView } from '../../../src-shared/contract/views.ts';
import { reasonView } from '../reason-view.ts';
import type { Row, SqlValue, Store } from './open.ts';
import { readPayment } from './payments.ts';

const adviceColumns = z
  .object({
    advice_kind: z.enum(['confirmation', 'reversal']).nullable(),
    advice_state: z.enum(['owed', 'delivered', 'attention']).nullable(),
    advice_settled_at: z.string().nullable(),
  })
  .transform(({ advice_kind: kind, advice_state: state, advice_settled_at: settledAt }) =>
    kind && state ? { kind, state, settledAt } : null,
  );

const rows = `SELECT payments.*, advices.kind AS advice_kind, advices.state AS advice_state,
  advices.settled_at AS advice_settled_at
  FROM payments LEFT JOIN advices ON advices.payment_id = payments.id`;

export function recentPayments(store: Store, limit: number): PaymentRow[] {
  return store.all(`${rows} ORDER BY payments.seq DESC LIMIT ?`, limit).map(paymentRowOf);
}

export function paymentRowById(store: Store, id: string): PaymentRow | undefined {
  const row = store.one(`${rows} WHERE payments.id = ?`, id);
  return row && paymentRowOf(row);
}

/** What a person may have typed to find a payment, in every way it can be read. */
export type Search = { readonly text: string; readonly amountMinor: number | null };

/** A page of payments, newest first, older than `before`. */
export function pagePayments(
  store: Store,
  page: { search?: Search | undefined; before?: number | undefined; limit: number },
): { rows: PaymentRow[]; nextBefore: number | null } {
  const values: SqlValue[] = [page.before ?? Number.MAX_SAFE_INTEGER];
  let where = 'payments.seq < ?';
  if (page.search) {
    const { text, amountMinor } = page.search;
    where += ` AND (payments.sale_number = ? OR payments.tran_id = ? OR payments.id = ?
      OR payments.amount_minor = ? OR payments.approved_minor = ?)`;
    const id = text.toLowerCase();
    values.push(text.padStart(6, '0'), text, id, amountMinor, amountMinor);
  }
  const found = store.all(
    `${rows} WHERE ${where} ORDER BY payments.seq DESC LIMIT ?`,
    ...values,
    page.limit + 1,
  );
  const shown = found.slice(0, page.limit);
  return {
    rows: shown.map(paymentRowOf),
    nextBefore: found.length > page.limit ? Number(shown.at(-1)?.['seq']) : null,
  };
}

/** Totals of the payments started since a moment; amounts in minor units of `currency`. */
export function totalsSince(store: Store, since: string, currency: string): ReportView {
  const sums = (row: Row | undefined) => ({
    count: Number(row?.['count'] ?? 0),
    amount: { amountMinor: Number(row?.['sum'] ?? 0), currency },
  });
  const paid = `FROM payments LEFT JOIN advices ON advices.payment_id = payments.id
    WHERE started_at >= ? AND payments.state = 'paid'`;
  const sum = 'SELECT count(*) AS count, coalesce(sum(approved_minor), 0) AS sum';
  return {
    since,
    paid: sums(store.one(`${sum} ${paid}`, since)),
    notPaid: {
      count: sums(
        store.one(
          `SELECT count(*) AS count FROM payments WHERE started_at >= ? AND state = 'notPaid'`,
          since,
        ),
      ).count,
    },
    byPartner: store
      .all(`${sum}, partner ${paid} GROUP BY partner ORDER BY sum DESC`, since)
      .map((row) => ({ partner: String(row['partner']), ...sums(row) })),
    confirmed: sums(store.one(`${sum} ${paid} AND advices.state = 'delivered'`, since)),
    unconfirmed: sums(store.one(`${sum} ${paid} AND advices.state <> 'delivered'`, since)),
  };
}

function paymentRowOf(row: Row): PaymentRow {
  const { payment } = readPayment(row);
  return {
    paymentId: payment.id,
    saleNumber: payment.saleNumber,
    attempt: payment.attempt,
    amount: payment.amount,
    approved: ('approval' in payment ? payment.approval?.approved : null) ?? null,
    startedAt: payment.startedAt,
    state: payment.state,
    reason: payment.state === 'notPaid' ? reasonView(payment.reason) : null,
    partner: typeof row['partner'] === 'string' ? row['partner'] : null,
    advice: adviceColumns.parse(row),
  };
}
