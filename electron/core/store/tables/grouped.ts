// Rows of several sales, asked for with one question.
import type { Row } from '../disk.ts';

/** The rows in their order, by the id of the sale they belong to. */
export function bySale(rows: readonly Row[]): (saleId: string) => readonly Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const saleId = String(row['sale_id']);
    const group = groups.get(saleId);
    if (group) group.push(row);
    else groups.set(saleId, [row]);
  }
  return (saleId) => groups.get(saleId) ?? [];
}
