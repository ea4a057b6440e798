import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { texts } from '../../texts/texts.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { statusWords } from './status-words.ts';

type Props = { readonly payment: CurrentPaymentView | null; readonly sale: SaleView | null };

/** The payment's state, spoken: on every place, whatever else can be seen there. */
export function PaymentStatus({ payment, sale }: Props) {
  return (
    <output className="unseen" aria-label={texts.payment.statusName}>
      {statusWords(texts, payment, sale)}
    </output>
  );
}

/** The same in its barest words, when a value of the payment is none that the words know. */
export function SafePaymentStatus({ payment, sale }: Props) {
  return (
    <Boundary what={texts.payment.statusName} instead={() => bare({ payment, sale })}>
      <PaymentStatus payment={payment} sale={sale} />
    </Boundary>
  );
}

function bare({ payment, sale }: Props) {
  const idle = sale?.state === 'completed' ? texts.payment.paid : texts.payment.idle;
  const words = payment ? (texts.states[payment.state] ?? payment.state) : idle;
  return (
    <output className="unseen" aria-label={texts.payment.statusName}>
      {words}
    </output>
  );
}
