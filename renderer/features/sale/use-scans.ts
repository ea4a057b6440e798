import { useEffect, useRef, useState } from 'react';
import { listenForScans } from '../../ui/press-guard.ts';
import type { AmountEntry } from './amount-entry.ts';

/** Why the last key did not do what it does otherwise; null when it did. */
export type ScanNote = 'scan' | 'again' | null;

/**
 * Takes a scan back out of the amount: the entry is again what it was before the scanner's first key.
 * Gives what the cashier has to be told about it, until the entry changes or the next key.
 */
export function useScans(entry: AmountEntry, onEntry: (entry: AmountEntry) => void): ScanNote {
  const [noted, setNoted] = useState<{ note: ScanNote; entry: AmountEntry } | null>(null);
  const latest = useRef({ entry, onEntry });
  useEffect(() => {
    latest.current = { entry, onEntry };
  });
  useEffect(() => {
    let before = latest.current.entry;
    return listenForScans({
      onBegin() {
        before = latest.current.entry;
        setNoted(null);
      },
      onScan() {
        latest.current.onEntry(before);
        setNoted({ note: 'scan', entry: before });
      },
      onHasty: () => setNoted({ note: 'again', entry: latest.current.entry }),
    });
  }, []);
  return noted?.entry === entry ? noted.note : null;
}
