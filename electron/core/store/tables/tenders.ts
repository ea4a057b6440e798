// Tenders that went through hands or another terminal. One that was given back stays in the book. What
// is paid through the intermediary stands in transactions.ts.
import { z } from 'zod';
import type { HandTender } from '../../../../src-shared/domain/sale/sale.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import type { Row } from '../disk.ts';
import type { Store } from '../store.ts';
import type { RecordedTable } from '../table.ts';

export const tendersTable: RecordedTable = {
  since: 5,
  key: 'id',
  text: ['id', 'sale_id', 'kind', 'reference', 'taken_at', 'returned_at'],
  integer: ['seq', 'amount_minor'],
  unrecorded: [],
  lasting: ['taken_at', 'id', 'sale_id', 'kind', 'amount_minor', 'reference'],
  twin: ['seq', 'sale_id', 'taken_at'],
  marks: [],
  settling: null,
  kept: (sales) => `sale_id IN (${sales})`,
};

/** More than any sale comes to. */
const mostOfTender = 1_000_000_000_000;

const tenderRow = z.object({
  id: z.string(),
  kind: z.enum(['cash', 'card']),
  amount_minor: z.int().nonnegative().max(mostOfTender),
  reference: z.string().nullable(),
  taken_at: z.string(),
  returned_at: z.string().nullable(),
});

export type StoredTender = HandTender & {
  readonly takenAt: Stamp;
  readonly returnedAt: Stamp | null;
};

/** Call inside a commit. */
export function addTender(
  store: Store,
  saleId: string,
  { id, kind, amountMinor, reference }: Omit<HandTender, 'isReturned'>,
  at: Stamp,
): void {
  store.write(
    'tenders',
    id,
    `INSERT INTO tenders (id, sale_id, kind, amount_minor, reference, taken_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    id,
    saleId,
    kind,
    amountMinor,
    reference,
    at,
  );
}

/** It was given back. Call inside a commit. */
export function returnTender(store: Store, id: string, at: Stamp): void {
  store.write('tenders', id, 'UPDATE tenders SET returned_at = ? WHERE id = ?', at, id);
}

/** The rows of the tenders of these sales (a list of ids as JSON), oldest first. */
export function tenderRows(store: Store, saleIds: string): Row[] {
  const of = 'sale_id IN (SELECT value FROM json_each(?))';
  return store.all(`SELECT * FROM tenders WHERE ${of} ORDER BY seq`, saleIds);
}

export function readTender(raw: Row): StoredTender {
  const row = tenderRow.parse(raw);
  return {
    id: row.id,
    kind: row.kind,
    amountMinor: row.amount_minor,
    reference: row.reference,
    takenAt: row.taken_at,
    returnedAt: row.returned_at,
    isReturned: row.returned_at !== null,
  };
}
