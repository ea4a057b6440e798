import { useState } from 'react';
import type { TillView } from '../src-shared/contract/views/till.ts';
import type { Place } from './features/frame/places.ts';
import { isResult } from './features/payment/status-words.ts';
import { noSteps, onCounter, stepTo } from './on-counter.ts';

export type At = { readonly place: Place; readonly saleId: string | null };

/** Where the window is: a place, in History the sale that is looked at, and on the counter how far its sale is. */
export function useAt(till: Pick<TillView, 'sale' | 'payment'>) {
  const { payment } = till;
  const [at, setAt] = useState<At>({ place: 'sale', saleId: null });
  const [steps, setSteps] = useState(noSteps);
  const go = (place: Place) => setAt({ place, saleId: null });
  const openSale = (saleId: string) => setAt({ place: 'history', saleId });
  const toScreen = (screen: 'sale' | 'pay') => setSteps(stepTo(screen, till));

  // A result has to be seen: it brings the cashier back from wherever they are.
  const result = isResult(payment) ? `${payment?.paymentId} ${payment?.state}` : null;
  const [seenResult, setSeenResult] = useState(result);
  if (result !== seenResult) {
    setSeenResult(result);
    if (result !== null) go('sale');
  }
  return { at, go, openSale, counter: onCounter(till, steps), toScreen };
}
