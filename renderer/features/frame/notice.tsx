import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import styles from './notice.module.css';

/**
 * Why the last step failed, or what the till did otherwise than it was told. Stays until it is read:
 * nothing at a counter may vanish unseen. It has its own line below the bar and covers nothing.
 */
export function Notice({ message, onDismiss }: { message: string; onDismiss: () => void }) {
  return (
    <div className={styles.notice} role="alert">
      <p className={styles.words}>
        <Mark kind="triangle" /> {message}
      </p>
      <Button onClick={onDismiss}>{texts.frame.dismiss}</Button>
    </div>
  );
}
