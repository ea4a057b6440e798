import { texts } from '../../texts/texts.ts';
import { Mark } from '../../ui/mark.tsx';
import styles from './profile-field.module.css';
import { currencyChoices, type Field } from './profile-form-data.ts';

type Props = {
  readonly field: Field;
  readonly value: string;
  /** What is wrong with it by the till's judgement, as sentences. */
  readonly problems: readonly string[];
  /** Said below the help, such as where the password is kept. */
  readonly note?: string | undefined;
  readonly onValue: (value: string) => void;
};

export const fieldId = (path: string) => `field-${path}`;

/** One field of the profile: label, control, help, and each broken rule as a sentence. */
export function ProfileField({ field, value, problems, note, onValue }: Props) {
  const { label, help } = texts.settings.fields[field.path];
  const id = fieldId(field.path);
  const shared = {
    id,
    value,
    'aria-invalid': problems.length > 0,
    'aria-describedby': `${id}-help`,
  };
  const options = optionsOf(field);
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
        {field.optional && field.kind !== 'password' && (
          <span className={styles.optional}> {texts.settings.optional}</span>
        )}
      </label>
      {options ? (
        <select {...shared} onChange={(event) => onValue(event.target.value)}>
          {options.map(([option, words]) => (
            <option key={option} value={option}>
              {words}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type={field.kind === 'password' ? 'password' : 'text'}
          inputMode={field.kind === 'number' ? 'numeric' : undefined}
          autoComplete={field.kind === 'password' ? 'new-password' : 'off'}
          spellCheck={false}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
      <div id={`${id}-help`}>
        {problems.map((problem) => (
          <p key={problem} className={styles.problem}>
            <Mark kind="cross" /> {problem}
          </p>
        ))}
        <p className={styles.help}>{[help, note].filter(Boolean).join(' ')}</p>
      </div>
    </div>
  );
}

function optionsOf({ kind }: Field): readonly (readonly [string, string])[] | null {
  switch (kind) {
    case 'switch':
      return [
        ['no', texts.settings.no],
        ['yes', texts.settings.yes],
      ];
    case 'scheme':
      return Object.entries(texts.settings.schemes);
    case 'cashRounding':
      return Object.entries(texts.settings.cashRoundings);
    case 'currency':
      return currencyChoices();
    default:
      return null;
  }
}
