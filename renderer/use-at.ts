import { useState } from 'react';
import type { CurrentPaymentView } from '../src-shared/contract/views/payment.ts';
import type { Place } from './features/frame/places.ts';
import { isResult } from './features/payment/status-words.ts';

export type At = { readonly place: Place; readonly paymentId: string | null };

/** Where the window is: a place, and in History the payment that is looked at. */
export function useAt(payment: CurrentPaymentView | null) {
  const [at, setAt] = useState<At>({ place: 'sale', paymentId: null });
  const go = (place: Place) => setAt({ place, paymentId: null });
  const openPayment = (paymentId: string) => setAt({ place: 'history', paymentId });

  // A result has to be seen: it brings the cashier back from wherever they are.
  const result = isResult(payment) ? `${payment?.paymentId} ${payment?.state}` : null;
  const [seenResult, setSeenResult] = useState(result);
  if (result !== seenResult) {
    setSeenResult(result);
    if (result !== null) go('sale');
  }
  return { at, go, openPayment };
}
