import { type Ref, useId } from 'react';
import { type Currency, formatDigits, formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { type AmountEntry, entryText, readEntry } from './amount-entry.ts';
import styles from './amount-field.module.css';
import { MoneyInput } from './money-input.tsx';

type Props = {
  readonly label: string;
  readonly entry: AmountEntry;
  readonly currency: Currency;
  /** Another number is the large one here. */
  readonly isSecond?: boolean;
  /** See MoneyInput. */
  readonly isQuick?: boolean;
  /** How many, where that was said before the amount. */
  readonly times?: number | null;
  /** Stands there, quietly, until something is typed; in minor units. */
  readonly placeholderMinor?: number;
  /** What to do here, as long as there is nothing more urgent to say. */
  readonly hint: string;
  /** Why the entry cannot be taken, as a sentence; null when it can. */
  readonly problem: string | null;
  /** What came of the last key, when it was not what it is otherwise. */
  readonly note: string | null;
  readonly onEntry: (entry: AmountEntry) => void;
  readonly onEnter: () => void;
  readonly onOther?: (key: string) => boolean;
  readonly ref: Ref<HTMLInputElement>;
};

/** An amount to be typed, larger than anything else, and a line for what there is to say about it. */
export function AmountField(props: Props) {
  const { label, entry, currency, times = null, hint, problem, note, ref } = props;
  const fieldId = useId();
  const problemId = useId();
  const text = entryText(entry, currency) + (times === null ? '' : `${times}00`);
  const pasted = pastedWords(entry, currency);

  return (
    <div
      className={props.isSecond ? `${styles.field} ${styles.second}` : styles.field}
      data-length={lengthClass(text)}
    >
      <label className={styles.label} htmlFor={fieldId}>
        {label}
      </label>
      <div className={styles.line}>
        {times !== null && <span className={styles.times}>{texts.sale.timesOf(times)}</span>}
        <span className={styles.symbol} aria-hidden="true">
          {currency.symbol}
        </span>
        <MoneyInput
          ref={ref}
          id={fieldId}
          className={styles.input}
          isQuick={props.isQuick}
          entry={entry}
          currency={currency}
          placeholder={formatDigits(props.placeholderMinor ?? 0, currency.digits)}
          aria-invalid={problem !== null}
          aria-describedby={problemId}
          onEntry={props.onEntry}
          onEnter={props.onEnter}
          onOther={props.onOther}
        />
      </div>
      <p id={problemId} className={hintClass(note ?? problem, pasted)} aria-live="polite">
        {note ?? problem ?? pasted ?? hint}
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
