import { useEffect, useRef } from 'react';
import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import styles from './key-map.module.css';

/** Every key of the till, one press of "?" away. */
export function KeyMap({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="key-map" onClose={onClose}>
      <h2 id="key-map" className={styles.title}>
        {texts.keys.title}
      </h2>
      <dl className={styles.rows}>
        {texts.keys.rows.map(([key, meaning]) => (
          <div key={key} className={styles.row}>
            <dt>{key}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Button kind="next" onClick={() => dialog.current?.close()}>
        {texts.keys.close}
      </Button>
    </dialog>
  );
}
