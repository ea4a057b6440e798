import { texts } from '../../texts/texts.ts';
import { fullSecondsLeft } from '../../ui/countdown.ts';
import styles from './countdown-ring.module.css';

const radius = 54;
const around = 2 * Math.PI * radius;

type Props = {
  readonly leftMs: number;
  readonly wholeMs: number;
};

/** The time that is left, as a ring and in words; moves once a second. */
export function CountdownRing({ leftMs, wholeMs }: Props) {
  const seconds = fullSecondsLeft(leftMs);
  const share = Math.min(1, (seconds * 1000) / wholeMs);
  return (
    <div className={styles.countdown} role="timer" aria-live="off">
      <svg className={styles.ring} viewBox="0 0 120 120" aria-hidden="true">
        <circle className={styles.track} cx="60" cy="60" r={radius} />
        <circle
          className={styles.left}
          cx="60"
          cy="60"
          r={radius}
          strokeDasharray={`${around * share} ${around}`}
          transform="rotate(-90 60 60)"
        />
      </svg>
      <p className={styles.words}>
        <span className={styles.number}>{seconds}</span>{' '}
        <span className={styles.unit}>{texts.payment.seconds(seconds)}</span>
      </p>
    </div>
  );
}
