import { useRef, useState } from 'react';
import type { ParkedSale } from '../../../src-shared/contract/views/sale.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { minutesAndSeconds } from '../../ui/countdown.ts';
import { Decider } from '../../ui/decider.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { hourAndMinute } from '../../ui/moments.ts';
import { useNowMs } from '../../ui/use-countdown.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { wallNowMs } from '../../ui/wall-clock.ts';
import styles from './parked-sales.module.css';

/** How many sales are put aside, and the way to them; nothing when there are none. */
export function ParkedSales() {
  const { till } = usePresent();
  const [isOpen, setOpen] = useState(false);
  const count = till.parked.length;
  useKeys(({ key }) => {
    if (key !== 'F7') return false;
    if (count > 0) setOpen(true);
    return true;
  });
  if (count === 0) return null;
  return (
    <>
      <div className={styles.open}>
        <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {texts.sale.parked.open(count)}
        </Button>
      </div>
      {isOpen && <ParkedDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function ParkedDialog({ onClose }: { onClose: () => void }) {
  const { till, receivedAtMs, ask } = usePresent();
  const passedMs = useNowMs(1_000) - receivedAtMs;
  const dialog = useRef<HTMLDialogElement>(null);
  const [isBusy, setBusy] = useState(false);
  const words = texts.sale.parked;
  const open = till.sale?.state === 'open' ? till.sale : null;

  // One sale is on the counter at a time; an empty one is not worth putting aside.
  async function take({ saleId }: ParkedSale) {
    setBusy(true);
    const leave = open && open.lines.length > 0 ? 'parkSale' : 'abandonSale';
    const isFree = !open || (await ask(leave, { saleId: open.saleId })) !== undefined;
    if (isFree) await ask('resumeSale', { saleId });
    dialog.current?.close();
  }

  return (
    <Dialog
      ref={dialog}
      title={words.title}
      onClose={onClose}
      steps={
        <div className={styles.close}>
          <Button onClick={() => dialog.current?.close()}>{words.close}</Button>
        </div>
      }
    >
      <p className={styles.note}>{open ? words.parksThis : words.note}</p>
      <ul className={styles.sales}>
        {till.parked.map((sale) => (
          <li key={sale.saleId}>
            <Decider
              className={styles.sale}
              disabled={isBusy}
              onClick={() => void take(sale)}
              onKeyDown={({ key, currentTarget }) => {
                const { parentElement } = currentTarget;
                const next = {
                  ArrowDown: parentElement?.nextElementSibling,
                  ArrowUp: parentElement?.previousElementSibling,
                }[key];
                next?.querySelector('button')?.focus();
              }}
            >
              <bdi className={styles.name}>{sale.name ?? texts.sale.item}</bdi>
              <span className={styles.amount}>
                <Amount money={sale.total} />
              </span>
              <span className={styles.facts}>
                <Facts parts={factsOf(sale, passedMs)} />
              </span>
            </Decider>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function factsOf({ openedAt, number, lines, taken, undoneWithinMs }: ParkedSale, passedMs: number) {
  const { parked, countedLines } = texts.sale;
  return [
    hourAndMinute(texts, openedAt),
    number === null ? null : texts.saleNumber(number),
    countedLines(lines),
    taken.amountMinor > 0 && parked.taken(formatMoney(taken)),
    undoneWithinMs !== null && heldWords(Math.max(0, undoneWithinMs - passedMs)),
  ];
}

// What a biller holds of it is given back by itself then.
function heldWords(leftMs: number): string {
  const until = new Date(wallNowMs() + leftMs).toISOString();
  return texts.bills.heldUntil(hourAndMinute(texts, until), minutesAndSeconds(leftMs));
}
