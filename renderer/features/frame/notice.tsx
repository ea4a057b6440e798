import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import styles from './notice.module.css';

/**
 * Why the last step failed. Stays until it is read: nothing at a counter may vanish unseen. It lies
 * over the top bar, the one part of a screen that nobody needs just now.
 */
export function Notice({ message, onDismiss }: { message: string; onDismiss: () => void }) {
  return (
    <div className={styles.notice} role="alert">
      <p className={styles.words}>
        <Mark kind="triangle" /> {texts.frame.failed(message)}
      </p>
      <Button onClick={onDismiss}>{texts.frame.dismiss}</Button>
    </div>
  );
}
