import type { ReactNode } from 'react';
import styles from './settings-group.module.css';

type Props = { readonly title: string; readonly note: string; readonly children: ReactNode };

/** A group of settings: what it is about beside what can be set. */
export function SettingsGroup({ title, note, children }: Props) {
  return (
    <section className={styles.group}>
      <div>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.note}>{note}</p>
      </div>
      {children}
    </section>
  );
}
