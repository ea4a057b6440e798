import { useEffect, useState } from 'react';
import { referencesSearched } from '../../../src-shared/domain/search.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/note.tsx';
import {
  activeFilters,
  type FilterName,
  filtersWords,
  type HistoryFilters,
  questionOf,
  without,
} from './filters.ts';
import styles from './nothing-found.module.css';

type Props = {
  readonly filters: HistoryFilters;
  readonly onFilters: (filters: HistoryFilters) => void;
};

/** Why no sale is shown: there is none, or which of the filters is in the way. */
export function NothingFound({ filters, onFilters }: Props) {
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

/** Of several filters, those that keep sales out by themselves: without one of them there are some. */
function useInTheWay(filters: HistoryFilters): readonly FilterName[] {
  const { ask } = usePresent();
  const [found, setFound] = useState<readonly FilterName[]>([]);
  useEffect(() => {
    let isWanted = true;
    const names = activeFilters(filters);
    const look = async () => {
      setFound([]);
      for (const name of names.length > 1 ? names : []) {
        // One after the other: they are many questions for one glance.
        // oxlint-disable-next-line no-await-in-loop
        const answer = await ask('getHistory', questionOf(without(filters, name)));
        if (!isWanted) return;
        if (answer && answer.rows.length > 0) setFound((before) => [...before, name]);
      }
    };
    void look();
    return () => {
      isWanted = false;
    };
  }, [filters, ask]);
  return found;
}
