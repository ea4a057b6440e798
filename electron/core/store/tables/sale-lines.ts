// The lines of sales. One that is taken off stays in the book, with the time.
import { z } from 'zod';
import { type Line, mostQuantity, type Order } from '../../../../src-shared/domain/sale/sale.ts';
import type { Stamp } from '../../../../src-shared/domain/stamp.ts';
import { invariant } from '../../../../src-shared/result.ts';
import type { Row } from '../disk.ts';
import type { Store } from '../store.ts';
import type { RecordedTable } from '../table.ts';

export const saleLinesTable: RecordedTable = {
  since: 5,
  key: 'id',
  text: ['id', 'sale_id', 'name', 'added_at', 'removed_at', 'service', 'kind', 'asked'],
  integer: ['seq', 'unit_minor', 'quantity'],
  unrecorded: [],
  lasting: ['added_at', 'id', 'sale_id', 'service', 'kind', 'asked'],
  twin: ['seq', 'sale_id', 'added_at'],
  marks: [],
  settling: null,
  kept: (sales) => `sale_id IN (${sales})`,
};

/** More than any till takes, and little enough that a whole sale of such lines can be counted. */
const mostOfLine = 1_000_000_000;

const lineRow = z.object({
  id: z.string(),
  name: z.string().nullable(),
  unit_minor: z.int().positive().max(mostOfLine),
  quantity: z.int().positive().max(mostQuantity),
  removed_at: z.string().nullable(),
  service: z.string().nullable(),
  kind: z.string().nullable(),
  asked: z.string().nullable(),
});

/** Adds a line. Call inside a commit. */
export function addLine(
  store: Store,
  saleId: string,
  {
    id,
    name,
    unitMinor,
    quantity,
    order,
  }: Omit<Line, 'isRemoved' | 'order'> & { readonly order?: Order | null },
  at: Stamp,
): void {
  store.write(
    'sale_lines',
    id,
    `INSERT INTO sale_lines (id, sale_id, name, unit_minor, quantity, added_at, service, kind, asked)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    saleId,
    name,
    unitMinor,
    quantity,
    at,
    order?.service ?? null,
    order?.kind ?? null,
    order?.asked ?? null,
  );
}

/** Writes a line as it is now. Call inside a commit. */
export function saveLine(
  store: Store,
  { id, name, unitMinor, quantity, isRemoved }: Line,
  at: Stamp,
): void {
  store.write(
    'sale_lines',
    id,
    `UPDATE sale_lines SET name = ?, unit_minor = ?, quantity = ?, removed_at = ? WHERE id = ?`,
    name,
    unitMinor,
    quantity,
    isRemoved ? at : null,
    id,
  );
}

/** The rows of the lines of these sales (a list of ids as JSON), oldest first. */
export function lineRows(store: Store, saleIds: string): Row[] {
  const of = 'sale_id IN (SELECT value FROM json_each(?))';
  return store.all(`SELECT * FROM sale_lines WHERE ${of} ORDER BY seq`, saleIds);
}

export function readLine(raw: Row): Line {
  const row = lineRow.parse(raw);
  return {
    id: row.id,
    name: row.name,
    unitMinor: row.unit_minor,
    quantity: row.quantity,
    isRemoved: row.removed_at !== null,
    order: orderIn(row),
  };
}

// A line that lost a part of its order would be sold as goods, and what is held for it given back.
function orderIn({ service, kind, asked }: z.infer<typeof lineRow>): Order | null {
  if (service === null && kind === null && asked === null) return null;
  invariant(service !== null && kind !== null && asked !== null, 'the order of a line is whole');
  return { service, kind, asked };
}
