// Postings: money from here to there, written with the commit that completes a sale and never changed.
// Reports are sums of them.
import { z } from 'zod';
import { accounts, type Posting } from '../../../../src-shared/domain/sale/settle.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import type { Store } from '../store.ts';
import type { RecordedTable } from '../table.ts';

export const postingsTable: RecordedTable = {
  since: 5,
  key: 'id',
  text: ['id', 'sale_id', 'transaction_id', 'at', 'from_account', 'to_account', 'currency'],
  integer: ['seq', 'amount_minor'],
  unrecorded: [],
  lasting: [
    'at',
    'id',
    'sale_id',
    'transaction_id',
    'from_account',
    'to_account',
    'amount_minor',
    'currency',
  ],
  twin: ['seq', 'sale_id', 'at'],
  marks: [],
  settling: null,
  kept: (sales) => `sale_id IN (${sales})`,
};

/** Call with the commit that completes the sale. */
export function addPostings(
  store: Store,
  sale: { readonly id: string; readonly currency: string },
  postings: readonly Posting[],
  at: Stamp,
): void {
  postings.forEach(({ from, to, amountMinor, transactionId }, index) => {
    const id = `${sale.id} ${index + 1}`;
    store.write(
      'postings',
      id,
      `INSERT INTO postings (id, sale_id, transaction_id, at, from_account, to_account, amount_minor,
         currency) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      sale.id,
      transactionId,
      at,
      from,
      to,
      amountMinor,
      sale.currency,
    );
  });
}

const postingRow = z.object({
  transaction_id: z.string().nullable(),
  from_account: z.enum(accounts),
  to_account: z.enum(accounts),
  amount_minor: z.int().positive(),
});

/** The postings of a sale, in their order, of those that can be read. */
export function postingsOf(store: Store, saleId: string): Posting[] {
  return store
    .all('SELECT * FROM postings WHERE sale_id = ? ORDER BY seq', saleId)
    .flatMap((raw) => {
      const { data: row } = postingRow.safeParse(raw);
      if (!row) return [];
      const { from_account: from, to_account: to, amount_minor: amountMinor } = row;
      return [{ from, to, amountMinor, transactionId: row.transaction_id }];
    });
}
