import { useEffect, useState } from 'react';
import { texts } from '../../texts/texts.ts';
import { useSettling } from '../../ui/settling.ts';
import styles from './starting-overlay.module.css';

const longMs = 10_000;

/** Lies over everything while the till cannot be reached; what is below has lost its code already. */
export function StartingOverlay({ isFirst }: { isFirst: boolean }) {
  const [isLong, setLong] = useState(false);
  useSettling('overlay');
  useEffect(() => {
    const timer = window.setTimeout(() => setLong(true), longMs);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div className={styles.overlay} role="alert">
      <div className={styles.words}>
        <p className={styles.title}>{isFirst ? texts.frame.starting : texts.frame.startingAgain}</p>
        {!isFirst && <p>{texts.frame.startingNote}</p>}
        {isLong && (
          <div className={styles.long}>
            <p className={styles.todo}>{texts.frame.startingLong}</p>
            {!isFirst && <p>{texts.frame.startingLongNote}</p>}
          </div>
        )}
      </div>
    </div>
  );
}
