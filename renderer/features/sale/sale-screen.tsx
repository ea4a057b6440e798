import { useEffect, useRef, useState } from 'react';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { belongsToControl, useKeys } from '../../ui/use-keys.ts';
import { ruleWords } from '../../words/problem-words.ts';
import {
  type AmountEntry,
  type EntryReading,
  emptyEntry,
  entryKeyOf,
  pressKey,
  readEntry,
} from './amount-entry.ts';
import { AmountField } from './amount-field.tsx';
import { RecentPayments } from './recent-payments.tsx';
import styles from './sale-screen.module.css';
import { type ScanNote, useScans } from './use-scans.ts';

type Props = {
  /** Kept above this screen, so that a look at the history loses nothing. */
  readonly entry: AmountEntry;
  readonly onEntry: (entry: AmountEntry) => void;
  readonly onOpenPayment: (paymentId: string) => void;
};

export function SaleScreen({ entry, onEntry, onOpenPayment }: Props) {
  const { till, ask } = usePresent();
  const { currency, maxAmountMinor } = till;
  const [isStarting, setStarting] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const reading = readEntry(entry, currency, maxAmountMinor);
  const note = noteOf(useScans(entry, onEntry), reading, currency.numeric);
  const problem = problemOf(reading, { amountMinor: maxAmountMinor, currency: currency.numeric });

  async function take() {
    if (reading.kind !== 'amount' || isStarting) return;
    setStarting(true);
    const started = await ask('startPayment', { amountMinor: reading.amountMinor });
    if (started) onEntry(emptyEntry);
    setStarting(false);
  }

  // Digits go to the amount wherever the focus happens to be.
  useKeys((event) => {
    if (event.key === 'Escape') {
      onEntry(emptyEntry);
      return true;
    }
    if (belongsToControl(event)) return false;
    if (event.key === 'Enter') {
      void take();
      return true;
    }
    const key = entryKeyOf(event.key);
    if (key === null) return false;
    onEntry(pressKey(entry, key, currency));
    field.current?.focus();
    return true;
  });

  return (
    <div className={styles.screen}>
      <h1 className="unseen">{texts.sale.title}</h1>
      <Boundary what={texts.frame.parts.latest}>
        <RecentPayments rows={till.recent} onOpenPayment={onOpenPayment} />
      </Boundary>
      <section className={styles.entry} aria-label={texts.sale.title}>
        <AmountField
          ref={field}
          entry={entry}
          currency={currency}
          problem={problem}
          note={note}
          onEntry={onEntry}
          onEnter={() => void take()}
        />
        <Boundary what={texts.frame.parts.keypad}>
          <Keypad onKey={(key) => onEntry(pressKey(entry, key, currency))} />
        </Boundary>
        <Button
          kind="next"
          tall
          disabled={reading.kind !== 'amount' || isStarting}
          onClick={() => void take()}
        >
          {texts.sale.take}
        </Button>
      </section>
    </div>
  );
}

function noteOf(note: ScanNote, reading: EntryReading, currency: string): string | null {
  if (note === 'scan') return texts.sale.scanned;
  if (note !== 'again' || reading.kind !== 'amount') return null;
  return texts.sale.enterAgain(formatMoney({ amountMinor: reading.amountMinor, currency }));
}

function problemOf(reading: EntryReading, most: Parameters<typeof formatMoney>[0]): string | null {
  if (reading.kind === 'unreadable') return texts.sale.unreadable(ruleWords(texts, reading.rule));
  return reading.kind === 'tooMuch' ? texts.sale.tooMuch(formatMoney(most)) : null;
}
