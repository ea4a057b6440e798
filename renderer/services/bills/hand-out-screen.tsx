import { useRef, useState } from 'react';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useNextStep } from '../../ui/use-next-step.ts';
import { shownNumber } from './bill-number.ts';
import styles from './hand-out-screen.module.css';
import { HeldFor } from './held-for.tsx';

const { refund: words, numbers } = texts.bills;

/** The biller gives a payment back: how much goes out of the drawer, larger than anything else. */
export function HandOutScreen({ sale }: { sale: SaleView }) {
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const next = useRef<HTMLButtonElement>(null);
  useNextStep(next, isAsking);
  const { saleId, payOut } = sale;
  useKeys(({ key }) => {
    if (key !== 'Escape' || isAsking) return false;
    setAsking(true);
    return true;
  });

  async function go(call: 'nextSale' | 'abandonSale') {
    setBusy(true);
    setAsking(false);
    await ask(call, { saleId });
    setBusy(false);
  }

  return (
    <div className={styles.screen}>
      <div className={styles.out}>
        <h1 className={styles.word}>{words.handOut}</h1>
        <p className={styles.amount}>
          <Amount money={payOut} isLarge />
        </p>
      </div>
      <About sale={sale} />
      <footer className={styles.actions}>
        {isAsking ? (
          <Confirm
            question={words.cancelQuestion}
            keep={words.keep}
            onKeep={() => setAsking(false)}
            go={words.cancel}
            onGo={() => void go('abandonSale')}
          />
        ) : (
          <>
            <Button tall isResting={isBusy} onClick={() => setAsking(true)}>
              {words.cancel}
            </Button>
            <Button
              ref={next}
              kind="next"
              tall
              isResting={isBusy}
              onClick={() => void go('nextSale')}
            >
              {words.handedOut}
            </Button>
          </>
        )}
      </footer>
    </div>
  );
}

function About({ sale: { number, lines, undoneWithinMs } }: { sale: SaleView }) {
  return (
    <div className={styles.words}>
      <p className={styles.lead}>{words.handOutNote}</p>
      <dl className={styles.facts}>
        {lines.map(
          ({ lineId, bill }) =>
            bill && (
              <div key={lineId}>
                <dt>{numbers.refund}</dt>
                <dd className={styles.id}>{shownNumber(bill)}</dd>
              </div>
            ),
        )}
      </dl>
      <div className={styles.more}>
        <p>{number !== null && texts.saleNumber(number)}</p>
        <HeldFor undoneWithinMs={undoneWithinMs} />
      </div>
    </div>
  );
}
