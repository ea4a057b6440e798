import type { ChangeEvent, ClipboardEvent, InputHTMLAttributes, KeyboardEvent, Ref } from 'react';
import type { Currency } from '../../../src-shared/domain/money.ts';
import {
  type AmountEntry,
  emptyEntry,
  entryKeyOf,
  entryText,
  pressKey,
  writtenEntry,
} from './amount-entry.ts';

type Native = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'id' | 'className' | 'placeholder' | 'aria-invalid' | 'aria-describedby' | 'onFocus'
>;

type Props = Native & {
  readonly entry: AmountEntry;
  readonly currency: Currency;
  readonly onEntry: (entry: AmountEntry) => void;
  readonly onEnter: () => void;
  /** Enter takes it without waiting whether a scan begins: the quick way to a code. */
  readonly isQuick?: boolean | undefined;
  /** Keys with a meaning of their own here; says whether it took the key. */
  readonly onOther?: ((key: string) => boolean) | undefined;
  readonly ref?: Ref<HTMLInputElement>;
};

/** Where an amount is typed; see amount-entry.ts for what typing and pasting mean. */
export function MoneyInput({
  entry,
  currency,
  onEntry,
  onEnter,
  isQuick = false,
  onOther = () => false,
  ...native
}: Props) {
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      onEnter();
      return;
    }
    if (onOther(event.key)) {
      event.preventDefault();
      return;
    }
    const key = entryKeyOf(event.key);
    if (key === null) return;
    event.preventDefault();
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const isAllSelected = value !== '' && selectionStart === 0 && selectionEnd === value.length;
    onEntry(pressKey(isAllSelected ? emptyEntry : entry, key, currency));
  }

  // What arrives here was not typed on a keyboard we could see: a screen keyboard's single
  // character counts as a key, and anything longer was put in as a whole.
  function onChange(event: ChangeEvent<HTMLInputElement>) {
    const input = event.nativeEvent as InputEvent;
    const key = input.inputType === 'insertText' && input.data ? entryKeyOf(input.data) : null;
    if (key !== null) onEntry(pressKey(entry, key, currency));
    else onEntry(writtenEntry(event.target.value, currency));
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>) {
    event.preventDefault();
    onEntry(writtenEntry(event.clipboardData.getData('text'), currency));
  }

  return (
    <input
      data-amount={isQuick ? 'quick' : ''}
      inputMode="none"
      autoComplete="off"
      spellCheck={false}
      value={entryText(entry, currency)}
      onKeyDown={onKeyDown}
      onChange={onChange}
      onPaste={onPaste}
      {...native}
    />
  );
}
