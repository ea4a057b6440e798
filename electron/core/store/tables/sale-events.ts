// What was done about a sale, one row each time; only ever added to, and only read by people.
import { z } from 'zod';
import { saleEntry } from '../../../../src-shared/contract/views/history.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import type { Store } from '../store.ts';
import type { Table } from '../table.ts';

export const saleEventsTable: Table = {
  since: 5,
  text: ['sale_id', 'at', 'kind', 'subject', 'name'],
  integer: ['seq', 'amount_minor'],
};

export type SaleEventKind = z.infer<typeof saleEntry>['kind'];

export type SaleEvent = {
  readonly kind: SaleEventKind;
  /** The line, tender or transaction it is about. */
  readonly subject?: string;
  readonly amountMinor?: number;
  readonly name?: string | null;
};

export type StoredSaleEvent = {
  readonly at: Stamp;
  readonly kind: SaleEventKind;
  readonly subject: string | null;
  readonly amountMinor: number | null;
  readonly name: string | null;
};

/** Call with the commit that does it. */
export function addSaleEvent(
  store: Store,
  saleId: string,
  { kind, subject, amountMinor, name }: SaleEvent,
  at: Stamp,
): void {
  store.run(
    `INSERT INTO sale_events (sale_id, at, kind, subject, amount_minor, name)
     VALUES (?, ?, ?, ?, ?, ?)`,
    saleId,
    at,
    kind,
    subject ?? null,
    amountMinor ?? null,
    name ?? null,
  );
}

const eventRow = z.object({
  at: z.string(),
  kind: saleEntry.shape.kind,
  subject: z.string().nullable(),
  amount_minor: z.int().nonnegative().nullable(),
  name: z.string().nullable(),
});

export function saleEventsOf(store: Store, saleId: string): StoredSaleEvent[] {
  return store
    .all('SELECT * FROM sale_events WHERE sale_id = ? ORDER BY seq', saleId)
    .flatMap((raw) => {
      // One that cannot be read tells nobody anything; the others still do.
      const { data: row } = eventRow.safeParse(raw);
      if (!row) return [];
      const { at, kind, subject, name } = row;
      return [{ at, kind, subject, amountMinor: row.amount_minor, name }];
    });
}
