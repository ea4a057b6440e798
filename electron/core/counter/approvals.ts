// What the lines of a sale ask of far ends. Promises: each is asked for once at a time, under an id of its
// own, before any tender; and none is held for longer than its far end may take it.
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { orderStateOf, ordersOf } from '../../../src-shared/domain/sale/sale.ts';
import { fail, type Result, succeed } from '../../../src-shared/result.ts';
import { type Clock, stampDistanceMs } from '../clock.ts';
import type { Endpoint } from '../engine/endpoint.ts';
import type { Entry } from '../engine/transaction-book.ts';
import type { Store } from '../store/store.ts';
import type { StoredSale } from '../store/tables/sales.ts';
import type { StoredPurchase } from '../store/tables/transactions.ts';
import type { SaleBook } from './sale-book.ts';

/**
 * How old an approval for a line may become, in milliseconds, however often its sale is put aside, gone on
 * with or found again: a biller may take a confirmation for no longer than an hour (billpay.md §5).
 */
const approvedMostMs = 45 * 60_000;

type Parts = { readonly store: Store; readonly endpoints: Readonly<Record<string, Endpoint>> };

/** Begins the transactions of all lines that need one and have none; gives what was written. */
export function askForLines(
  { store, endpoints }: Parts,
  sales: SaleBook,
  sale: StoredSale,
): Result<readonly Entry[], Failure> {
  const asked = ordersOf(sale).flatMap((line) => {
    const isNeeded = ['notAsked', 'notPaid'].includes(orderStateOf(sale, line));
    return isNeeded ? [{ line, endpoint: endpoints[line.order?.service ?? ''] }] : [];
  });
  if (asked.length === 0) return succeed([]);
  if (asked.some(({ endpoint }) => !endpoint)) return fail({ code: 'notSetUp' });
  if (!store.hasRoom()) return fail({ code: 'diskFull' });
  const entries = sales.commitNew('approveLines', (at) =>
    asked.flatMap(({ line, endpoint }) =>
      endpoint ? [sales.beginPurchase(sale, endpoint.service, line, at)] : [],
    ),
  );
  for (const { endpoint } of asked) endpoint?.queue.giveWay();
  return succeed(entries);
}

/** How long these approvals may be held from now on, in milliseconds. */
export function heldMostMs(clock: Clock, held: readonly StoredPurchase[]): number {
  const now = clock.stamp();
  const left = held.map(({ row }) => {
    const ageMs = stampDistanceMs(row.approved_at ?? now, now);
    // A clock that was set back says nothing of how old it is.
    return approvedMostMs - (ageMs > 0 ? ageMs : 0);
  });
  return Math.max(0, Math.min(approvedMostMs, ...left));
}
