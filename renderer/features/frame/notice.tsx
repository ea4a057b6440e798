import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useSettling } from '../../ui/settling.ts';
import styles from './notice.module.css';

/**
 * Why the last step failed, or what the till did otherwise than it was told. Stays until it is read:
 * nothing at a counter may vanish unseen. It has its own line below the bar and covers nothing.
 */
export function Notice({ message, onDismiss }: { message: string; onDismiss: () => void }) {
  // The next one may stand where this one stood: it is not read by a press for the one before.
  useSettling(`notice ${message}`);
  return (
    <div className={styles.notice} role="alert">
      <p className={styles.words}>
        <Mark kind="triangle" /> {message}
      </p>
      <Button onClick={onDismiss}>{texts.frame.dismiss}</Button>
    </div>
  );
}
