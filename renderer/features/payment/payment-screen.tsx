import { useEffect, useRef, useState } from 'react';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { assertNever } from '../../../src-shared/result.ts';
import { ApprovedScreen } from './approved-screen.tsx';
import { CodeScreen } from './code-screen.tsx';
import { NotPaidScreen } from './not-paid-screen.tsx';
import { PaidScreen } from './paid-screen.tsx';
import { play } from './sounds.ts';

type Props = {
  readonly payment: CurrentPaymentView;
  /** How many lines its sale has. */
  readonly lineCount: number;
  /** A biller was asked for a line of it. */
  readonly hasBills: boolean;
  /** Leads to how the rest of its sale is paid. */
  readonly onPay: () => void;
};

/** The payment on the counter, in whatever state the till says it is. */
export function PaymentScreen({ payment, lineCount, hasBills, onPay }: Props) {
  // The void window can end while its question is open; the screen that follows has to say so.
  const [askedToVoid, setAskedToVoid] = useState<string | null>(null);
  const { paymentId } = payment;
  switch (payment.state) {
    case 'requestingCode':
    case 'awaitingCustomer':
      return <CodeScreen key={paymentId} payment={payment} />;
    case 'approved':
      return (
        <ApprovedScreen
          key={paymentId}
          payment={payment}
          wantsVoid={askedToVoid === paymentId}
          onPay={onPay}
          onWantVoid={(wants) => setAskedToVoid(wants ? paymentId : null)}
        />
      );
    case 'paid':
      return (
        <PaidScreen key={paymentId} payment={payment} isTooLateToVoid={askedToVoid === paymentId} />
      );
    case 'notPaid':
      return (
        <NotPaidScreen
          key={paymentId}
          payment={payment}
          lineCount={lineCount}
          hasBills={hasBills}
          onPay={onPay}
        />
      );
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
