import { type ChangeEvent, type ClipboardEvent, type KeyboardEvent, useId } from 'react';
import { type Currency, formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import {
  type AmountEntry,
  entryKeyOf,
  entryText,
  pressKey,
  readEntry,
  writtenEntry,
} from './amount-entry.ts';
import styles from './amount-field.module.css';

type Props = {
  readonly entry: AmountEntry;
  readonly currency: Currency;
  /** Why the entry cannot be taken, as a sentence; null when it can. */
  readonly problem: string | null;
  /** What came of the last key, when it was not what it is otherwise. */
  readonly note: string | null;
  readonly onEntry: (entry: AmountEntry) => void;
  readonly onEnter: () => void;
  readonly ref: React.Ref<HTMLInputElement>;
};

/** The amount, larger than anything else; see amount-entry.ts for what typing and pasting mean. */
export function AmountField({ entry, currency, problem, note, onEntry, onEnter, ref }: Props) {
  const fieldId = useId();
  const problemId = useId();
  const text = entryText(entry, currency);
  const pasted = pastedWords(entry, currency);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      onEnter();
      return;
    }
    const key = entryKeyOf(event.key);
    if (key === null) return;
    event.preventDefault();
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const isAllSelected = value !== '' && selectionStart === 0 && selectionEnd === value.length;
    const before = isAllSelected ? writtenEntry('', currency) : entry;
    onEntry(pressKey(before, key, currency));
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
    <div className={styles.field} data-length={lengthClass(text)}>
      <label className={styles.label} htmlFor={fieldId}>
        {texts.sale.amount}
      </label>
      <div className={styles.line}>
        <span className={styles.symbol} aria-hidden="true">
          {currency.symbol}
        </span>
        <input
          ref={ref}
          id={fieldId}
          className={styles.input}
          data-amount=""
          inputMode="none"
          autoComplete="off"
          spellCheck={false}
          placeholder={entryText(writtenEntry('0', currency), currency)}
          value={text}
          aria-invalid={problem !== null}
          aria-describedby={problemId}
          onKeyDown={onKeyDown}
          onChange={onChange}
          onPaste={onPaste}
        />
      </div>
      <p id={problemId} className={hintClass(note ?? problem, pasted)} aria-live="polite">
        {note ?? problem ?? pasted ?? texts.sale.hint}
      </p>
    </div>
  );
}

// Typed digits are cents, a pasted amount is read as written: 184 is R 1.84 or R 184.00. So it is said
// how it was read, until the next key.
function pastedWords(entry: AmountEntry, currency: Currency): string | null {
  if (entry.form !== 'written' || !entry.isPasted) return null;
  const read = readEntry(entry, currency, Number.MAX_SAFE_INTEGER);
  if (read.kind !== 'amount') return null;
  return texts.sale.pasted(
    formatMoney({ amountMinor: read.amountMinor, currency: currency.numeric }),
  );
}

function hintClass(problem: string | null, pasted: string | null) {
  if (problem) return styles.problem;
  return pasted ? styles.pasted : styles.hint;
}

// Long amounts get a smaller size rather than a cut edge.
function lengthClass(text: string): 'short' | 'long' | 'longest' {
  if (text.length <= 8) return 'short';
  return text.length <= 11 ? 'long' : 'longest';
}
