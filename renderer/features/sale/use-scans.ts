import { useEffect, useRef, useState } from 'react';
import { listenForScans } from '../../ui/press-guard.ts';

/** Why the last key did not do what it does otherwise; null when it did. */
export type ScanNote = 'scan' | 'Enter' | '+' | null;

/**
 * Takes a scan back out of what was typed: the entry is again what it was before the scanner's first
 * key. Gives what the cashier has to be told about it (a key's name: press it again), until the entry
 * changes or the next key.
 */
export function useScans<Entry>(entry: Entry, onEntry: (entry: Entry) => void): ScanNote {
  const [noted, setNoted] = useState<{ note: ScanNote; entry: Entry } | null>(null);
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
      onHasty: (key) => setNoted({ note: key, entry: latest.current.entry }),
    });
  }, []);
  return noted?.entry === entry ? noted.note : null;
}
