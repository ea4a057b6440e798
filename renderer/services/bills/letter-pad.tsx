import { texts } from '../../texts/texts.ts';
import styles from './letter-pad.module.css';

const keys = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ/.-'.split(''), 'back'];

/** For numbers that have letters or strokes in them, where there is no keyboard. */
export function LetterPad({ onKey }: { onKey: (key: string) => void }) {
  return (
    <fieldset className={styles.pad} aria-label={texts.bills.type.letterPad}>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          className={styles.key}
          data-types=""
          aria-label={key === 'back' ? texts.bills.type.backspace : undefined}
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onKey(key)}
        >
          {key === 'back' ? '⌫' : key}
        </button>
      ))}
    </fieldset>
  );
}
