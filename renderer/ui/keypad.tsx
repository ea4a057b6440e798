import { texts } from '../texts/texts.ts';
import styles from './keypad.module.css';

export type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | 'back';

const keys: readonly Key[] = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0', 'back'];

/** Twelve large keys. Pressing one with a finger or mouse leaves the focus where it is. */
export function Keypad({ onKey }: { onKey: (key: Key) => void }) {
  return (
    <fieldset className={styles.keypad} aria-label={texts.sale.keypad}>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          className={styles.key}
          data-types=""
          aria-label={key === 'back' ? texts.sale.backspace : undefined}
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onKey(key)}
        >
          {key === 'back' ? <Backspace /> : key}
        </button>
      ))}
    </fieldset>
  );
}

function Backspace() {
  return (
    <svg className={styles.backspace} viewBox="0 0 32 24" aria-hidden="true">
      <path d="M10 3h19v18H10L2 12zM15 8.5l7 7M22 8.5l-7 7" />
    </svg>
  );
}
