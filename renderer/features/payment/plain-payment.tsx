import { useState } from 'react';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { useSettled } from '../../ui/settling.ts';
import styles from './plain-payment.module.css';

type Props = {
  readonly payment: CurrentPaymentView;
  /** Draws the usual screen once more. */
  readonly onAgain: () => void;
};

type Step = { readonly words: string; readonly call: 'cancelPayment' | 'nextSale' | 'voidPayment' };

/**
 * The payment on the counter when its screen broke: its state, its amount, and every way out. Plain
 * elements and no part of any other screen. No code, and no approval counts as shown.
 */
export function PlainPayment({ payment, onAgain }: Props) {
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const isSettled = useSettled();
  const { paymentId, state } = payment;

  async function take(call: Step['call']) {
    setBusy(true);
    await ask(call, { paymentId });
    setBusy(false);
  }

  return (
    <section className={styles.plain} role="alert" data-broken="">
      <h1>
        {texts.states[state]} · {formatMoney(payment.amount)}
      </h1>
      <p>{texts.saleNumber(payment.saleNumber)}</p>
      <p>{texts.frame.broken(texts.frame.parts.place)}</p>
      {state === 'approved' && <p>{texts.payment.voidNote}</p>}
      <p className={styles.steps}>
        {stepsOf(state).map(({ words, call }) => (
          <button
            key={call}
            type="button"
            data-decides=""
            aria-disabled={isSettled ? undefined : true}
            disabled={isBusy}
            onClick={() => void take(call)}
          >
            {words}
          </button>
        ))}
        <button type="button" onClick={onAgain}>
          {texts.frame.showAgain}
        </button>
      </p>
    </section>
  );
}

function stepsOf(state: CurrentPaymentView['state']): readonly Step[] {
  const next: Step = { words: texts.payment.nextSale, call: 'nextSale' };
  if (state === 'approved') return [{ words: texts.payment.void, call: 'voidPayment' }, next];
  if (state === 'paid' || state === 'notPaid') return [next];
  return [{ words: texts.payment.cancel, call: 'cancelPayment' }];
}
