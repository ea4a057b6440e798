import { useRef } from 'react';
import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './key-map.module.css';

/** Every key of the till, one press of "?" away. */
export function KeyMap({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <Dialog
      ref={dialog}
      title={texts.keys.title}
      onClose={onClose}
      steps={
        <div className={styles.close}>
          <Button kind="next" onClick={() => dialog.current?.close()}>
            {texts.keys.close}
          </Button>
        </div>
      }
    >
      <dl className={styles.rows}>
        {texts.keys.rows.map(([key, meaning]) => (
          <div key={key} className={styles.row}>
            <dt>{key}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
