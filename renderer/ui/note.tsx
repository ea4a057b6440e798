import type { ReactNode } from 'react';
import styles from './note.module.css';

/** What will appear in an empty place, or why nothing did. */
export function Note({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.note}>
      <p className={styles.title}>{title}</p>
      {children && <p className={styles.text}>{children}</p>}
    </div>
  );
}
