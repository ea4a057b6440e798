import { useId } from 'react';
import type { ClosingField } from '../../../src-shared/domain/closing.ts';
import type { TextRule } from '../../../src-shared/domain/rule.ts';
import { texts } from '../../texts/texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { ruleWords } from '../../words/problem-words.ts';
import styles from './closing-text.module.css';

type Props = {
  readonly field: ClosingField;
  readonly value: string;
  /** The rule it breaks, or null. */
  readonly rule: TextRule | null;
  readonly onValue: (value: string) => void;
};

/**
 * The name or the reason of a closing: label, control, and help, in whose place a broken rule is told
 * so that nothing jumps.
 */
export function ClosingText({ field, value, rule, onValue }: Props) {
  const id = useId();
  const { fields, problem } = texts.queue.closing;
  const { label, help } = fields[field];
  const shared = {
    id,
    name: field,
    value,
    required: true,
    autoComplete: 'off',
    'aria-invalid': rule !== null,
    'aria-describedby': `${id}-help`,
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {field === 'reason' ? (
        <textarea {...shared} rows={3} onChange={(event) => onValue(event.target.value)} />
      ) : (
        <input
          {...shared}
          type="text"
          spellCheck={false}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
      <div id={`${id}-help`}>
        {rule === null ? (
          <p className={styles.help}>{help}</p>
        ) : (
          <p className={styles.problem}>
            <Mark kind="cross" /> {problem(label, ruleWords(texts, rule))}
          </p>
        )}
      </div>
    </div>
  );
}
