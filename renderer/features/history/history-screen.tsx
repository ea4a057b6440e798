import { useEffect, useMemo, useRef, useState } from 'react';
import { texts } from '../../texts/texts.ts';
import { Page } from '../../ui/page.tsx';
import { useFocus } from '../../ui/use-focus.ts';
import { FilterBar } from './filter-bar.tsx';
import type { HistoryFilters } from './filters.ts';
import { Found } from './found.tsx';
import styles from './history-screen.module.css';

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

/** What is typed, once typing has paused. */
function useSettled<Value extends string | null>(typed: Value): Value {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(typed), typingPauseMs);
    return () => window.clearTimeout(timer);
  }, [typed]);
  return settled;
}
