import { texts } from '../../texts/texts.ts';
import styles from './starting-overlay.module.css';

/** Lies over everything while the till cannot be reached; what is below has lost its code already. */
export function StartingOverlay({ isFirst }: { isFirst: boolean }) {
  return (
    <div className={styles.overlay} role="alert">
      <div className={styles.words}>
        <p className={styles.title}>{isFirst ? texts.frame.starting : texts.frame.startingAgain}</p>
        {!isFirst && <p>{texts.frame.startingNote}</p>}
      </div>
    </div>
  );
}
