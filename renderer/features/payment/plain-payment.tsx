import { useState } from 'react';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { useSettled } from '../../ui/settling.ts';
import styles from './plain-payment.module.css';

type Props = {
  readonly payment: CurrentPaymentView;
  /** Leads to how the rest of its sale is paid; not where nothing of that stands any more. */
  readonly onPay?: () => void;
  /** Draws the usual screen once more. */
  readonly onAgain: () => void;
};

type Call = 'cancelPayment' | 'nextSale' | 'voidPayment';
type Step = { readonly words: string; readonly go: Call | (() => void) };

/**
 * The payment on the counter when its screen broke: its state, its amount, and every way out. Plain
 * elements and no part of any other screen. No code, and no approval counts as shown.
 */
export function PlainPayment({ payment, onPay, onAgain }: Props) {
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const isSettled = useSettled();
  const { paymentId, saleId, state } = payment;

  async function take(call: Call) {
    setBusy(true);
    await (call === 'nextSale' ? ask(call, { saleId }) : ask(call, { paymentId }));
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
        {stepsOf(payment, onPay).map(({ words, go }) => (
          <button
            key={words}
            type="button"
            data-decides=""
            aria-disabled={isSettled ? undefined : true}
            disabled={isBusy}
            onClick={() => (typeof go === 'string' ? void take(go) : go())}
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

function stepsOf(payment: CurrentPaymentView, onPay: Props['onPay']): readonly Step[] {
  const { state } = payment;
  const next: Step = { words: texts.payment.nextSale, go: 'nextSale' };
  const rest: Step[] = onPay ? [{ words: texts.payment.takeRest, go: onPay }] : [];
  if (state === 'approved') {
    const away: Step = { words: texts.payment.void, go: 'voidPayment' };
    return payment.left.amountMinor > 0 ? [away, ...rest] : [away, next];
  }
  if (state === 'notPaid') return payment.taken.amountMinor > 0 ? rest : [next];
  return state === 'paid' ? [next] : [{ words: texts.payment.cancel, go: 'cancelPayment' }];
}
