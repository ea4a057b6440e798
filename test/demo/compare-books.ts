// Lays the till's book beside the intermediary's ledger: every payment must have ended, and both
// must say the same of its money.
import type { LedgerEntry } from '../../electron/training/ledger.ts';
import type { BillLedgerEntry } from '../../electron/training/services/bills/ledger.ts';
import type { PaymentRow } from '../../src-shared/contract/views/history.ts';
import { type Money, money } from '../../src-shared/domain/money.ts';
import type { TestTill } from '../support/test-till.ts';

export type Comparison = {
  readonly payments: number;
  /** Payments that ended the same way in both books. */
  readonly settled: number;
  readonly takings: Money;
  /** A sentence for each that did not. */
  readonly differences: string[];
};

/** Compares all payments of the till with all entries of the ledger. */
export async function compareBooks(
  till: Pick<TestTill, 'call'>,
  ledger: LedgerEntry[],
): Promise<Comparison> {
  const rows = await allPayments(till);
  const entries = new Map(ledger.map((entry) => [entry.paymentId, entry]));
  const differences: string[] = [];
  let takings = 0;
  for (const row of rows) {
    const entry = entries.get(row.paymentId);
    entries.delete(row.paymentId);
    const difference = differenceOf(row, entry);
    if (difference) differences.push(`sale ${row.saleNumber}: ${difference}`);
    if (row.state === 'paid') takings += row.amount.amountMinor;
  }
  for (const entry of entries.values()) {
    differences.push(`the ledger has ${entry.paymentId}, which the till does not know`);
  }
  const settledAtLedger = ledger
    .filter(({ state }) => state === 'settled')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (settledAtLedger !== takings) {
    differences.push(`the till took ${takings}, the ledger settled ${settledAtLedger}`);
  }
  return {
    payments: rows.length,
    settled: rows.length - differences.length,
    takings: money(takings, '710'),
    differences,
  };
}

/** What the billers' ledger says after the day: nothing of it may still be reserved. */
export function compareBills(ledger: readonly BillLedgerEntry[]) {
  const countOf = (wanted: string) => ledger.filter(({ state }) => state === wanted).length;
  const open = ledger.filter(({ state }) => state === 'reserved');
  return {
    text: `Bills and refunds at the billers: ${countOf('confirmed')} confirmed, ${countOf('reversed')} given back`,
    differences: open.map(({ id }) => `the biller still holds ${id}`),
  };
}

function differenceOf(row: PaymentRow, entry: LedgerEntry | undefined): string | null {
  if (row.state !== 'paid' && row.state !== 'notPaid') return `still ${row.state}`;
  if (row.advice && row.advice.state !== 'delivered') return `${row.advice.kind} not delivered`;
  if (row.state === 'paid') {
    const same = entry?.state === 'settled' && entry.amountMinor === row.amount.amountMinor;
    return same ? null : `paid, but the ledger says ${entry?.state ?? 'nothing'}`;
  }
  const held = entry?.state === 'reserved' || entry?.state === 'settled' || entry?.state === 'open';
  return held ? `not paid, but the ledger says ${entry.state}` : null;
}

async function allPayments(till: Pick<TestTill, 'call'>): Promise<PaymentRow[]> {
  const rows: PaymentRow[] = [];
  let before: number | null | undefined;
  do {
    const page = await till.call('getHistory', before ? { before } : {});
    for (const { saleId } of page.rows) {
      const { payments } = await till.call('getSale', { saleId });
      rows.push(...payments.map(({ payment }) => payment));
    }
    before = page.nextBefore;
  } while (before !== null);
  return rows;
}
