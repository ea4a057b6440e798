// What the history is looked through for. Pure: the catalogue is given.
import type { Input } from '../../../src-shared/contract/contract.ts';
import type { SaleRow } from '../../../src-shared/contract/views/history.ts';
import type { TenderKind } from '../../../src-shared/contract/views/tender-kinds.ts';
import type { BusinessDay } from '../../../src-shared/domain/business-day.ts';
import type { Texts } from '../../texts/en/en.ts';
import { dayOfYear } from '../../ui/moments.ts';

export type HistoryFilters = {
  /** As it was typed. */
  readonly search: string;
  readonly day: BusinessDay | null;
  readonly state: SaleRow['state'] | null;
  readonly tender: TenderKind | null;
};
export type FilterName = keyof HistoryFilters;

export const noFilters: HistoryFilters = { search: '', day: null, state: null, tender: null };

const names: readonly FilterName[] = ['search', 'day', 'state', 'tender'];

export function questionOf(filters: HistoryFilters): Input<'getHistory'> {
  const { day, state, tender } = filters;
  const search = filters.search.trim();
  return {
    ...(search !== '' && { search }),
    ...(day !== null && { day }),
    ...(state !== null && { state }),
    ...(tender !== null && { tender }),
  };
}

/** Those that keep sales out, in the order in which they stand on the screen. */
export function activeFilters(filters: HistoryFilters): FilterName[] {
  const question = questionOf(filters);
  return names.filter((name) => question[name] !== undefined);
}

export function without(filters: HistoryFilters, name: FilterName): HistoryFilters {
  return { ...filters, [name]: noFilters[name] };
}

/** What a filter asks for, as the empty place names it: `“184.50” · Sat, 14 Mar 2026 · Parked`. */
export function filtersWords(texts: Texts, filters: HistoryFilters): string {
  const { search, day, state, tender } = filters;
  const words: Record<FilterName, string | null> = {
    search: texts.history.searched(search.trim()),
    day: day && dayOfYear(texts, day),
    state: state && texts.saleStates[state],
    tender: tender && texts.tenders[tender],
  };
  return activeFilters(filters)
    .map((name) => words[name])
    .join(' · ');
}
