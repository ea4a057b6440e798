import { useRef, useState } from 'react';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { useNextStep } from '../../ui/use-next-step.ts';

/** Leaves the result of a sale that is done: the one next step of its screen. */
export function NextSale({ saleId }: { saleId: string }) {
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const next = useRef<HTMLButtonElement>(null);
  useNextStep(next);

  async function leave() {
    setBusy(true);
    await ask('nextSale', { saleId });
    setBusy(false);
  }

  return (
    <Button ref={next} kind="next" tall isResting={isBusy} onClick={() => void leave()}>
      {texts.payment.nextSale}
    </Button>
  );
}
