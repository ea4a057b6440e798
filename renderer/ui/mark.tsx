import styles from './mark.module.css';

export type MarkKind = 'check' | 'cross' | 'triangle' | 'clock' | 'pause';

const shapes: Record<MarkKind, string> = {
  check: 'M4.5 12.8l5 5.2 10-12',
  cross: 'M5.5 5.5l13 13M18.5 5.5l-13 13',
  triangle: 'M12 3.6l9.4 16.6H2.6zM12 10v4.6M12 17.2v.3',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  clock: 'M12 3.2a8.8 8.8 0 1 0 .01 0M12 7.4V12l3.2 2.4',
};

/** A sign that goes with a word, never alone: as tall as the text it stands in. */
export function Mark({ kind }: { kind: MarkKind }) {
  return (
    <svg className={styles.mark} viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[kind]} />
    </svg>
  );
}
