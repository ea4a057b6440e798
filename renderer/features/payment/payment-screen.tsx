import { useEffect, useRef } from 'react';
import type { CurrentPaymentView } from '../../../src-shared/contract/views.ts';
import { assertNever } from '../../../src-shared/result.ts';
import { ApprovedScreen } from './approved-screen.tsx';
import { CodeScreen } from './code-screen.tsx';
import { NotPaidScreen } from './not-paid-screen.tsx';
import { PaidScreen } from './paid-screen.tsx';
import { play } from './sounds.ts';

/** The payment on the counter, in whatever state the till says it is. */
export function PaymentScreen({ payment }: { payment: CurrentPaymentView }) {
  switch (payment.state) {
    case 'requestingCode':
    case 'awaitingCustomer':
      return <CodeScreen key={payment.paymentId} payment={payment} />;
    case 'approved':
      return <ApprovedScreen key={payment.paymentId} payment={payment} />;
    case 'paid':
      return <PaidScreen key={payment.paymentId} payment={payment} />;
    case 'notPaid':
      return <NotPaidScreen key={payment.paymentId} payment={payment} />;
    default:
      return assertNever(payment);
  }
}

/** Sounds when the payment that was watched comes to its result; not for the cashier's own steps. */
export function useResultSound(payment: CurrentPaymentView | null): void {
  const before = useRef<CurrentPaymentView | null>(null);
  useEffect(() => {
    const was = before.current;
    before.current = payment;
    if (!payment || was?.paymentId !== payment.paymentId || was.state === payment.state) return;
    if (payment.state === 'approved') play('approved');
    // With a void window of nothing an approval is never seen as such.
    if (payment.state === 'paid' && was.state !== 'approved') play('approved');
    if (payment.state === 'notPaid' && !isOwnStep(payment.reason.code)) play('notPaid');
  }, [payment]);
}

function isOwnStep(code: string): boolean {
  return code === 'cancelled' || code === 'voided';
}
