import { type ReactNode, useRef } from 'react';
import { useFocus } from '../../ui/use-focus.ts';
import styles from './full-page.module.css';

/** One message instead of the till: starting, key out of date, not set up. */
export function FullPage({ title, children }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useFocus(heading);
  return (
    <section className={styles.page}>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      {children}
    </section>
  );
}
