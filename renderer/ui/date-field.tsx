import styles from './date-field.module.css';

/** No date has a year of more digits. */
const lastDate = '9999-12-31';

type Props = {
  readonly label: string;
  /** As `2026-03-14`; null when none is chosen. */
  readonly date: string | null;
  readonly first?: string;
  readonly last?: string;
  /** Null when it was emptied. */
  readonly onDate: (date: string | null) => void;
};

/** One date, picked or typed. */
export function DateField({ label, date, first, last = lastDate, onDate }: Props) {
  return (
    <input
      type="date"
      aria-label={label}
      className={styles.date}
      value={date ?? ''}
      min={first}
      max={last}
      onChange={({ target }) => onDate(target.value === '' ? null : target.value)}
    />
  );
}
