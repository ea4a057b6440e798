// Questions about the past: lists of payments for history and snapshot, and the day's totals.
import { z } from 'zod';
import type { PaymentRow } from '../../../../src-shared/contract/views/history.ts';
import type { ReportView } from '../../../../src-shared/contract/views/reports.ts';
import {
  type AdviceKind,
  adviceKinds,
  adviceStates,
} from '../../../../src-shared/domain/advice.ts';
import { referencesSearched, type Search } from '../../../../src-shared/domain/search.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import type { NotPaidReason } from '../../../../src-shared/services/qr/payment.ts';
import { reasonView } from '../../views/reason-view.ts';
import type { Row, SqlValue } from '../disk.ts';
import { readRows } from '../safe/unreadable.ts';
import type { Store } from '../store.ts';
import { adviceStateNow } from './advices.ts';
import { readPayment } from './payment-row.ts';
import { keptReason } from './payments.ts';

const rows = `SELECT payments.*, advices.id AS advice_id, advices.kind AS advice_kind,
  ${adviceStateNow} AS advice_state,
  coalesce(advices.closed_at, advices.settled_at) AS advice_settled_at
  FROM payments LEFT JOIN advices ON advices.payment_id = payments.id`;

export function recentPayments(store: Store, limit: number): PaymentRow[] {
  return rowsOf(store, store.all(`${rows} ORDER BY payments.seq DESC LIMIT ?`, limit));
}

export function paymentRowById(store: Store, id: string): PaymentRow | undefined {
  return rowsOf(store, store.all(`${rows} WHERE payments.id = ?`, id))[0];
}

// One question for each index: an OR over all of them would read the whole table. Of an amount, which
// may be that of every coffee, no more than a page.
const newestOf = (column: string) => `SELECT seq FROM (
  SELECT seq FROM payments WHERE ${column} = ? AND seq < ? ORDER BY seq DESC LIMIT ?)`;
// A reference stands inside the approval, where no index leads: only the newest are looked through,
// and of these only what holds the text at all is taken apart.
const seqsByReference = `SELECT seq FROM (SELECT seq, approval FROM payments
    WHERE ? IS NOT NULL AND seq > (SELECT coalesce(max(seq), 0) FROM payments) - ${referencesSearched})
  WHERE instr(lower(approval), ?) > 0 AND (lower(approval ->> '$.issuerReference') = ?
    OR EXISTS (SELECT 1 FROM json_each(approval, '$.thirdPartyIdentifiers')
      WHERE lower(value ->> '$.transactionIdentifier') = ?))`;
const foundSeqs = `SELECT seq FROM payments WHERE sale_number = ?
  UNION SELECT seq FROM payments WHERE tran_id IN (?, ?)
  UNION SELECT seq FROM payments WHERE id = ?
  UNION ${newestOf('amount_minor')}
  UNION ${newestOf('approved_minor')}
  UNION ${seqsByReference}`;

// In the order of the questions in `foundSeqs`.
function valuesOf(search: Search, before: number, most: number): SqlValue[] {
  const { saleNumber, exact, id, reference, amountMinor } = search;
  const byAmount = [amountMinor, before, most];
  const byReference = [reference, reference, reference, reference];
  return [saleNumber, id, exact, id, ...byAmount, ...byAmount, ...byReference];
}

/** A page of payments, newest first, older than `before`. */
export function pagePayments(
  store: Store,
  page: { search?: Search | null; before?: number | undefined; limit: number },
): { rows: PaymentRow[]; nextBefore: number | null } {
  const before = page.before ?? Number.MAX_SAFE_INTEGER;
  const most = page.limit + 1;
  const older = 'WHERE payments.seq < ';
  const newestFirst = 'ORDER BY payments.seq DESC LIMIT ';
  const { search } = page;
  const found = search
    ? store.all(
        `${rows} ${older}? AND payments.seq IN (${foundSeqs}) ${newestFirst}?`,
        before,
        ...valuesOf(search, before, most),
        most,
      )
    : store.all(`${rows} ${older}? ${newestFirst}?`, before, most);
  const shown = found.slice(0, page.limit);
  return {
    rows: rowsOf(store, shown),
    nextBefore: found.length > page.limit ? Number(shown.at(-1)?.['seq']) : null,
  };
}

/** The sums of a report, without the days it stands between. */
export type Totals = Omit<ReportView, 'day' | 'beginsHour' | 'today' | 'firstDay'>;

/** Totals of the payments that began between two moments; amounts in minor units of `currency`. */
export function totalsBetween(
  store: Store,
  bounds: readonly [from: string, until: string],
  currency: string,
): Totals {
  const sums = (row: Row | undefined) => ({
    count: Number(row?.['count'] ?? 0),
    amount: { amountMinor: Number(row?.['sum'] ?? 0), currency },
  });
  const paid = `FROM payments LEFT JOIN advices ON advices.payment_id = payments.id
    WHERE started_at >= ? AND started_at < ? AND payments.state = 'paid'`;
  const sum = 'SELECT count(*) AS count, coalesce(sum(approved_minor), 0) AS sum';
  const sumOf = (more: string) => sums(store.one(`${sum} ${paid} ${more}`, ...bounds));
  return {
    paid: sumOf(''),
    notPaid: notPaidBetween(store, bounds),
    byPartner: store
      .all(`${sum}, partner ${paid} GROUP BY partner ORDER BY sum DESC`, ...bounds)
      .map((row) => ({ partner: String(row['partner']), ...sums(row) })),
    confirmed: sumOf(`AND advices.state = 'delivered'`),
    unconfirmed: sumOf(`AND advices.state <> 'delivered' AND advices.closed_at IS NULL`),
    closed: sumOf('AND advices.closed_at IS NOT NULL'),
  };
}

function notPaidBetween(store: Store, bounds: readonly [string, string]): Totals['notPaid'] {
  const [from, until] = bounds;
  const counts = new Map(
    store
      .all(
        `SELECT iif(json_valid(reason), reason ->> '$.code', NULL) AS code, count(*) AS count
         FROM payments WHERE started_at >= ? AND started_at < ? AND state = 'notPaid'
         GROUP BY code`,
        from,
        until,
      )
      .map((row) => [row['code'], Number(row['count'])]),
  );
  const sum = (counted: Iterable<number>) => [...counted].reduce((all, count) => all + count, 0);
  const of = (...codes: NotPaidReason['code'][]) => sum(codes.map((code) => counts.get(code) ?? 0));
  const count = sum(counts.values());
  const declined = of('declined', 'codeRefused', 'codeUnsafe', 'amountMismatch');
  const cancelled = of('cancelled');
  const voided = of('voided', 'undecided');
  return { count, declined, cancelled, voided, unanswered: count - declined - cancelled - voided };
}

/** When the first payment of all began, or null. One whose date is none any more is on no day. */
export function firstPaymentAt(store: Store): Stamp | null {
  const row = store.one(
    `SELECT started_at FROM payments WHERE date(substr(started_at, 1, 10)) = substr(started_at, 1, 10)
     ORDER BY started_at LIMIT 1`,
  );
  return typeof row?.['started_at'] === 'string' ? row['started_at'] : null;
}

function rowsOf(store: Store, found: readonly Row[]): PaymentRow[] {
  return readRows(store, 'payments', found, (row) => paymentRowOf(store, row));
}

function paymentRowOf(store: Store, row: Row): PaymentRow {
  const { payment } = readPayment(row);
  return {
    paymentId: payment.id,
    saleNumber: payment.saleNumber,
    attempt: payment.attempt,
    amount: payment.amount,
    approved: ('approval' in payment ? payment.approval?.approved : null) ?? null,
    startedAt: payment.startedAt,
    state: payment.state,
    reason: payment.state === 'notPaid' ? reasonView(keptReason(store, payment.reason)) : null,
    partner: typeof row['partner'] === 'string' ? row['partner'] : null,
    advice: row['advice_id'] === null ? null : adviceColumnsOf(row, payment.state),
  };
}

// What cannot be read of an advice takes nothing from its payment; it needs a person.
function adviceColumnsOf(row: Row, state: PaymentRow['state']): PaymentRow['advice'] {
  const likely: AdviceKind = state === 'paid' ? 'confirmation' : 'reversal';
  const settledAt = row['advice_settled_at'];
  return {
    kind: z.enum(adviceKinds).catch(likely).parse(row['advice_kind']),
    state: z.enum(adviceStates).catch('attention').parse(row['advice_state']),
    settledAt: typeof settledAt === 'string' ? settledAt : null,
  };
}
