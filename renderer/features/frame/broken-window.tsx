import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { PlainPayment } from '../payment/plain-payment.tsx';
import styles from './broken-window.module.css';

/** The last resort: the frame itself broke. The payment stands there all the same, with its ways out. */
export function BrokenWindow({ onAgain }: { readonly onAgain: () => void }) {
  const { payment } = usePresent().till;
  return (
    <main className={styles.broken} data-broken="">
      <p>{texts.frame.brokenAll}</p>
      <output aria-label={texts.payment.statusName}>
        {payment ? texts.states[payment.state] : texts.payment.idle}
      </output>
      {payment && <PlainPayment payment={payment} onAgain={onAgain} />}
      <p>
        <button type="button" onClick={() => window.location.reload()}>
          {texts.frame.loadAgain}
        </button>
      </p>
    </main>
  );
}
