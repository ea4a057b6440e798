import { useEffect, useMemo, useRef, useState } from 'react';
import type { SaleRow } from '../../../src-shared/contract/views/history.ts';
import { texts } from '../../texts/texts.ts';
import { useAnswer } from '../../till/use-answer.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { dayOf } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { useFocus } from '../../ui/use-focus.ts';
import { FilterBar } from './filter-bar.tsx';
import { type HistoryFilters, questionOf } from './filters.ts';
import styles from './history-screen.module.css';
import { NothingFound } from './nothing-found.tsx';
import { SaleLine } from './sale-line.tsx';

const typingPauseMs = 250;

type Props = {
  /** Kept above this screen, so that a look at a sale loses nothing of them. */
  readonly filters: HistoryFilters;
  readonly onFilters: (filters: HistoryFilters) => void;
  readonly onOpenSale: (saleId: string) => void;
};

/** Every sale, newest first, one line each. */
export function HistoryScreen({ filters, onFilters, onOpenSale }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useFocus(heading);
  const search = useSettled(filters.search.trim());
  const day = useSettled(filters.day);
  const { state, tender } = filters;
  const looked = useMemo(() => ({ search, day, state, tender }), [search, day, state, tender]);
  return (
    <Page
      heading={heading}
      title={texts.history.title}
      aside={
        <label className={styles.search}>
          <span>{texts.history.search}</span>
          <input
            type="search"
            value={filters.search}
            maxLength={100}
            placeholder={texts.history.searchHint}
            onChange={({ target }) => onFilters({ ...filters, search: target.value })}
          />
        </label>
      }
    >
      <FilterBar filters={filters} onFilters={onFilters} />
      <Found
        key={JSON.stringify(looked)}
        filters={looked}
        onFilters={onFilters}
        onOpenSale={onOpenSale}
      />
    </Page>
  );
}

type Older = { readonly rows: readonly SaleRow[]; readonly nextBefore: number | null };

// The first page keeps itself fresh; older pages are added below it as they were when asked for.
function Found({ filters, onFilters, onOpenSale }: Props) {
  const { ask } = usePresent();
  const question = useMemo(() => questionOf(filters), [filters]);
  const answer = useAnswer('getHistory', question);
  const [older, setOlder] = useState<Older | null>(null);
  if (!answer) return <p className={styles.quiet}>{texts.history.loading}</p>;

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

  if (rows.length === 0) return <NothingFound filters={filters} onFilters={onFilters} />;
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

/** What is typed, once typing has paused. */
function useSettled<Value extends string | null>(typed: Value): Value {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(typed), typingPauseMs);
    return () => window.clearTimeout(timer);
  }, [typed]);
  return settled;
}
