import type { RefObject } from 'react';
import type { Currency } from '../../../src-shared/domain/money.ts';
import { belongsToControl, useKeys } from '../../ui/use-keys.ts';
import { type AmountEntry, entryKeyOf, pressKey } from './amount-entry.ts';

type Given = {
  readonly entry: AmountEntry;
  readonly currency: Currency;
  readonly onEntry: (entry: AmountEntry) => void;
  readonly onEnter: () => void;
  readonly onEscape: () => void;
  /** Keys with a meaning of their own here; says whether it took the key. */
  readonly onOther?: (key: string) => boolean;
};

/** Digits go to the amount, and Enter takes it, wherever the focus happens to be. */
export function useAmountKeys(field: RefObject<HTMLInputElement | null>, given: Given): void {
  const { entry, currency, onEntry, onEnter, onEscape, onOther = () => false } = given;
  useKeys((event) => {
    if (event.key === 'Escape') {
      onEscape();
      return true;
    }
    if (belongsToControl(event) && event.target !== field.current) return false;
    if (onOther(event.key)) return true;
    if (event.key === 'Enter') {
      onEnter();
      return true;
    }
    const key = entryKeyOf(event.key);
    if (key === null) return false;
    onEntry(pressKey(entry, key, currency));
    field.current?.focus();
    return true;
  });
}
