import { type RefObject, useEffect, useRef, useState } from 'react';
import { usePresent } from '../../till/use-till.ts';
import { useKeys } from '../../ui/use-keys.ts';

export type Cancelling = {
  /** The question stands on the screen. */
  readonly isAsking: boolean;
  /** The till is calling the payment off. */
  readonly isUnderWay: boolean;
  /** From then on no code is shown, whatever the till could do. */
  readonly wasChosen: boolean;
  /** The button that begins it; it gets the focus back when the question is left. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly begin: () => void;
  readonly keepWaiting: () => void;
  readonly cancel: () => Promise<void>;
};

/** The way out while a payment runs, by its button or Escape; it asks first where money may move. */
export function useCancelling(paymentId: string, isWaiting: boolean): Cancelling {
  const { ask } = usePresent();
  const [isAsking, setAsking] = useState(false);
  const [isUnderWay, setUnderWay] = useState(false);
  const [wasChosen, setChosen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const isBackFromQuestion = useRef(false);

  // Nobody can have paid before there is a code: nothing to ask then.
  function begin() {
    if (isWaiting) setAsking(true);
    else void cancel();
  }

  function keepWaiting() {
    setAsking(false);
    isBackFromQuestion.current = true;
  }

  useEffect(() => {
    if (isAsking || !isBackFromQuestion.current) return;
    isBackFromQuestion.current = false;
    button.current?.focus();
  }, [isAsking]);

  async function cancel() {
    setAsking(false);
    setUnderWay(true);
    setChosen(true);
    await ask('cancelPayment', { paymentId });
    setUnderWay(false);
  }

  useKeys((event) => {
    if (event.key !== 'Escape' || isAsking || isUnderWay) return false;
    begin();
    return true;
  });

  return { isAsking, isUnderWay, wasChosen, button, begin, keepWaiting, cancel };
}
