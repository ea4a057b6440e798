import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { isTimesKey, isUntyped, type LineEntry, pressTimes, takeTimesBack } from './line-entry.ts';
import { lineListId } from './line-list.tsx';
import type { Lines } from './use-lines.ts';

type Given = {
  readonly sale: SaleView | null;
  readonly entry: LineEntry;
  readonly onEntry: (entry: LineEntry) => void;
  readonly lines: Lines;
  readonly onAdd: () => void;
};

/** The keys that make lines of amounts; the function says whether it took the key. */
export function lineKeys({ sale, entry, onEntry, lines, onAdd }: Given) {
  return (key: string): boolean => {
    if (key === '+') onAdd();
    else if (isTimesKey(key)) onEntry(pressTimes(entry));
    else if (key === 'Backspace' && isUntyped(entry) && entry.times !== null) {
      onEntry(takeTimesBack(entry));
    } else if (key === 'Insert' && sale?.removed) lines.putBack(sale.removed);
    else if (key === 'ArrowUp' || key === 'ArrowDown') focusLines();
    else return false;
    return true;
  };
}

function focusLines(): void {
  const list = document.getElementById(lineListId);
  list?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus();
}
