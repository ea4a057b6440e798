// When the void window of a sale began, as the book tells it after a restart. Pure.
import { approvedOf } from '../../../src-shared/domain/sale/settle.ts';
import { stampDistanceMs } from '../clock.ts';
import type { StoredSale } from '../store/tables/sales.ts';

/** When the last of what pays for a sale was seen, taken or given back: its void window began then. */
export function paidAt({ parts, tenders }: StoredSale): string | undefined {
  const moments = [
    ...approvedOf(parts).map(({ row }) => row.shown_at),
    ...tenders.flatMap(({ takenAt, returnedAt }) => [takenAt, returnedAt]),
  ].filter((at) => at !== null && stampDistanceMs(at, at) === 0) as string[];
  return moments.reduce<string | undefined>(
    (last, at) => (last === undefined || stampDistanceMs(last, at) > 0 ? at : last),
    undefined,
  );
}
