import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { minutesAndSeconds } from '../../ui/countdown.ts';
import { useCountdown } from '../../ui/use-countdown.ts';
import styles from './approved-bills.module.css';

/** Until the till gives back by itself what the biller holds. */
export function HeldFor({ undoneWithinMs }: { undoneWithinMs: number | null }) {
  if (undoneWithinMs === null) return null;
  return <Counting lengthMs={undoneWithinMs} />;
}

function Counting({ lengthMs }: { lengthMs: number }) {
  const { receivedAtMs } = usePresent();
  const leftMs = useCountdown(receivedAtMs, lengthMs);
  return (
    <p className={styles.held} title={texts.bills.approve.heldNote}>
      {texts.bills.approve.held(minutesAndSeconds(leftMs))}
    </p>
  );
}
