import type { ReactNode, Ref } from 'react';
import styles from './page.module.css';

type Props = {
  readonly title: ReactNode;
  readonly heading: Ref<HTMLHeadingElement>;
  /** What can be done with the whole page, at the end of its heading. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** A place that may be longer than the window: its heading, and what scrolls below it. */
export function Page({ title, heading, aside, children }: Props) {
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {aside}
      </div>
      {children}
    </div>
  );
}
