import { useId } from 'react';
import styles from './chips.module.css';

type Props<Value extends string> = {
  readonly name: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, words: string])[];
  readonly onValue: (value: Value) => void;
};

/** One of a few, all in sight; arrows lead from one to the next. */
export function Chips<Value extends string>({ name, value, options, onValue }: Props<Value>) {
  const group = useId();
  return (
    <fieldset className={styles.chips}>
      <legend className="unseen">{name}</legend>
      {options.map(([option, words]) => (
        <label key={option} className={styles.chip}>
          <input
            type="radio"
            name={group}
            checked={option === value}
            onChange={() => onValue(option)}
          />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
