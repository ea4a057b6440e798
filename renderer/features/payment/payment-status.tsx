import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { texts } from '../../texts/texts.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { statusWords } from './status-words.ts';

type Props = { readonly payment: CurrentPaymentView | null };

/** The payment's state, spoken: on every place, whatever else can be seen there. */
export function PaymentStatus({ payment }: Props) {
  return (
    <output className="unseen" aria-label={texts.payment.statusName}>
      {statusWords(texts, payment)}
    </output>
  );
}

/** The same in its barest words, when a value of the payment is none that the words know. */
export function SafePaymentStatus({ payment }: Props) {
  return (
    <Boundary what={texts.payment.statusName} instead={() => bare(payment)}>
      <PaymentStatus payment={payment} />
    </Boundary>
  );
}

function bare(payment: CurrentPaymentView | null) {
  const words = payment ? (texts.states[payment.state] ?? payment.state) : texts.payment.idle;
  return (
    <output className="unseen" aria-label={texts.payment.statusName}>
      {words}
    </output>
  );
}
