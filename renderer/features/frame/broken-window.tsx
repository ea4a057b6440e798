import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { PlainSold } from '../pay/plain-sold.tsx';
import { PlainPayment } from '../payment/plain-payment.tsx';
import styles from './broken-window.module.css';

/** The last resort: the frame itself broke. The payment stands there all the same, with its ways out. */
export function BrokenWindow({ onAgain }: { readonly onAgain: () => void }) {
  const { payment, sale } = usePresent().till;
  const sold = sale?.state === 'completed' ? sale : null;
  const idle = sold ? texts.payment.paid : texts.payment.idle;
  return (
    <main className={styles.broken} data-broken="">
      <p>{texts.frame.brokenAll}</p>
      <output aria-label={texts.payment.statusName}>
        {payment ? texts.states[payment.state] : idle}
      </output>
      {payment && !sold && <PlainPayment payment={payment} onAgain={onAgain} />}
      {sold && <PlainSold sale={sold} onAgain={onAgain} />}
      <p>
        <button type="button" onClick={() => window.location.reload()}>
          {texts.frame.loadAgain}
        </button>
      </p>
    </main>
  );
}
