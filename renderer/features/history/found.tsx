import { useMemo, useState } from 'react';
import type { SaleRow } from '../../../src-shared/contract/views/history.ts';
import { referencesSearched } from '../../../src-shared/domain/search.ts';
import { texts } from '../../texts/texts.ts';
import { useAsked } from '../../till/use-answer.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { dayOf } from '../../ui/moments.ts';
import { Note } from '../../ui/note.tsx';
import {
  activeFilters,
  filtersWords,
  type HistoryFilters,
  questionOf,
  without,
} from './filters.ts';
import styles from './found.module.css';
import { SaleLine } from './sale-line.tsx';
import { useInTheWay } from './use-in-the-way.ts';

type Props = {
  readonly filters: HistoryFilters;
  readonly onFilters: (filters: HistoryFilters) => void;
  readonly onOpenSale: (saleId: string) => void;
};

type Older = { readonly rows: readonly SaleRow[]; readonly nextBefore: number | null };

/**
 * The sales that were found, newest first, or what keeps them out. The first page keeps itself fresh;
 * older pages are added below it as they were when asked for.
 */
export function Found({ filters, onFilters, onOpenSale }: Props) {
  const { ask } = usePresent();
  const question = useMemo(() => questionOf(filters), [filters]);
  const { answer, isRefused } = useAsked('getHistory', question);
  const [older, setOlder] = useState<Older | null>(null);
  if (!answer) {
    const { loading, refused } = texts.history;
    return <p className={styles.quiet}>{isRefused ? refused : loading}</p>;
  }

  const newest = answer.value.rows;
  // New sales push the first page down: what it now shows is not shown again below.
  const known = new Set(newest.map(({ saleId }) => saleId));
  const rows = [...newest, ...(older?.rows ?? []).filter(({ saleId }) => !known.has(saleId))];
  const before = older ? older.nextBefore : answer.value.nextBefore;

  async function more(from: number) {
    const page = await ask('getHistory', { ...question, before: from });
    if (!page) return;
    const first = older?.rows ?? newest;
    setOlder({ rows: [...first, ...page.rows], nextBefore: page.nextBefore });
  }

  if (rows.length === 0 && before === null) {
    return <NothingFound filters={filters} onFilters={onFilters} />;
  }
  return (
    <>
      {daysOf(rows).map(({ day, lines }) => (
        <section key={lines[0]?.saleId} className={styles.day}>
          <h2 className={styles.dayName}>{day}</h2>
          <ul className={styles.lines}>
            {lines.map((row) => (
              <li key={row.saleId}>
                <SaleLine row={row} onOpen={() => onOpenSale(row.saleId)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {before !== null && (
        <div className={styles.older}>
          <Button onClick={() => void more(before)}>{texts.history.older}</Button>
        </div>
      )}
    </>
  );
}

/** Why no sale is shown: there is none, or which of the filters is in the way. */
function NothingFound({ filters, onFilters }: Omit<Props, 'onOpenSale'>) {
  const { history } = texts;
  const inTheWay = useInTheWay(filters);
  const active = activeFilters(filters);
  if (active.length === 0) return <Note title={history.empty}>{history.emptyNote}</Note>;
  const help = active.includes('search')
    ? history.noMatchNote(referencesSearched.toLocaleString(texts.locale))
    : history.noMatchOfFilters;
  return (
    <>
      <Note title={history.noMatch(filtersWords(texts, filters))}>
        {inTheWay.length > 0 ? history.inTheWay : help}
      </Note>
      <ul className={styles.ways}>
        {inTheWay.map((name) => (
          <li key={name}>
            <Button onClick={() => onFilters(without(filters, name))}>
              {history.without[name]}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

// The day stands once above its sales. A clock that was set back begins another section, for the
// order is that in which they came about.
function daysOf(rows: readonly SaleRow[]): { day: string; lines: SaleRow[] }[] {
  const days: { day: string; lines: SaleRow[] }[] = [];
  for (const row of rows) {
    const day = dayOf(texts, row.openedAt);
    const last = days.at(-1);
    if (last?.day === day) last.lines.push(row);
    else days.push({ day, lines: [row] });
  }
  return days;
}
