// What a sale was, in a few words for a line of a list. Pure: the catalogue is given.
import type { SaleRow } from '../../src-shared/contract/views/history.ts';
import { formatMoney } from '../../src-shared/domain/money.ts';
import type { Texts } from '../texts/en/en.ts';
import { shortReason } from './not-paid-words.ts';

/** `Sale 04-000318`; a basket has no number. */
export function saleName(texts: Texts, { number }: Pick<SaleRow, 'number'>): string {
  return number === null ? texts.history.basket : texts.saleNumber(number);
}

/** What it was paid with, one text for each kind; the amounts only where there are several. */
export function tenderFacts(texts: Texts, row: Pick<SaleRow, 'tenders' | 'payment'>): string[] {
  const { tenders, payment } = row;
  if (tenders.length > 1) {
    return tenders.map(({ kind, amount }) => `${texts.tenders[kind]} ${formatMoney(amount)}`);
  }
  const [only] = tenders;
  if (!only) return [];
  const partner = only.kind === 'qr' ? payment?.partner : null;
  return [texts.tenders[only.kind], ...(partner ? [partner] : [])];
}

/** The first thing that was sold, and how much more there was. */
export function goodsFact({ history }: Texts, { name, lines }: Pick<SaleRow, 'name' | 'lines'>) {
  if (name === null) return lines > 1 ? history.lines(lines) : null;
  return lines > 1 ? `${name} ${history.moreLines(lines - 1)}` : name;
}

/** Everything but its number, its amount and its state, the most telling first. */
export function saleFacts(texts: Texts, row: SaleRow): (string | null)[] {
  const why = row.state === 'completed' ? null : shortReason(texts, row.payment?.reason ?? null);
  return [...tenderFacts(texts, row), why, goodsFact(texts, row)];
}
