import { useEffect, useState } from 'react';
import { usePresent } from '../../till/use-till.ts';
import {
  activeFilters,
  type FilterName,
  type HistoryFilters,
  questionOf,
  without,
} from './filters.ts';

/** Of several filters, those that keep sales out by themselves: without one of them there are some. */
export function useInTheWay(filters: HistoryFilters): readonly FilterName[] {
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
