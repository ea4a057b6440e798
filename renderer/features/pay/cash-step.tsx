import { useEffect, useRef, useState } from 'react';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Amount } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Halves } from '../../ui/halves.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { ruleWords } from '../../words/problem-words.ts';
import { pressKey, readEntry } from '../sale/amount-entry.ts';
import { AmountField } from '../sale/amount-field.tsx';
import { useAmountKeys } from '../sale/use-amount-keys.ts';
import { useScans } from '../sale/use-scans.ts';
import styles from './cash-step.module.css';
import { LeftToPay } from './left-to-pay.tsx';
import { NoteButtons } from './note-buttons.tsx';
import { type CashPreview, inCoinsWords, noteOf, previewCash } from './pay-words.ts';
import { StepLabel } from './step-label.tsx';
import type { StepProps } from './tender-step.tsx';

type Props = StepProps & { readonly onBack: () => void };

/** What was received, and what goes back of it before anything is taken. */
export function CashStep({ sale, entry, onEntry, onBack }: Props) {
  const { currency } = usePresent().till;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { received, preview, problem, canTake, isBusy, take } = useCash({
    sale,
    entry,
    onEntry,
    onBack,
  });
  const note = noteOf(texts, useScans(entry, onEntry), formatMoney(received));
  useAmountKeys(field, { entry, currency, onEntry, onEnter: take, onEscape: onBack });

  function offer(amountMinor: number) {
    onEntry({ form: 'digits', digits: String(amountMinor) });
    field.current?.focus();
  }

  return (
    <Halves
      title={texts.pay.cash}
      aside={
        <LeftToPay sale={sale}>
          <Preview preview={preview} />
        </LeftToPay>
      }
      field={
        <AmountField
          ref={field}
          label={texts.pay.received}
          entry={entry}
          currency={currency}
          hint={inCoinsWords(texts, sale) ?? texts.pay.receivedHint}
          problem={problem}
          note={note}
          onEntry={onEntry}
          onEnter={take}
        />
      }
      more={<NoteButtons due={sale.cashLeft} currency={currency} onOffer={offer} />}
      keypad={
        <Boundary what={texts.frame.parts.keypad}>
          <Keypad onKey={(key) => onEntry(pressKey(entry, key, currency))} />
        </Boundary>
      }
      steps={
        <>
          <Button tall isResting={isBusy} onClick={onBack}>
            {texts.pay.backToTenders}
          </Button>
          <Button kind="next" tall disabled={!canTake} isResting={isBusy} onClick={take}>
            <StepLabel {...(canTake ? { amount: formatMoney(received) } : {})}>
              {texts.pay.takeCash}
            </StepLabel>
          </Button>
        </>
      }
    />
  );
}

function useCash({ sale, entry, onBack }: Props) {
  const { till, ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const { saleId, cashLeft } = sale;
  const reading = readEntry(entry, till.currency, Number.MAX_SAFE_INTEGER);
  const receivedMinor = reading.kind === 'amount' ? reading.amountMinor : 0;
  const preview = previewCash(receivedMinor, sale);
  const isUnreadable = reading.kind === 'unreadable';
  const canTake = !isUnreadable && preview.kind !== 'none';

  async function take() {
    if (!canTake || isBusy) return;
    setBusy(true);
    const taken = await ask('takeCash', { saleId, receivedMinor });
    setBusy(false);
    if (taken) onBack();
  }

  return {
    received: { ...cashLeft, amountMinor: receivedMinor },
    preview,
    problem: isUnreadable ? texts.sale.unreadable(ruleWords(texts, reading.rule)) : null,
    canTake,
    isBusy,
    take: () => void take(),
  };
}

/** Before it is taken: what will go back, or what will still be left. */
function Preview({ preview }: { preview: CashPreview }) {
  if (preview.kind === 'none') return <div className={styles.preview} />;
  return (
    <div className={styles.preview} aria-live="polite">
      <p className={styles.label}>
        {preview.kind === 'change' ? texts.pay.change : texts.pay.stillLeft}
      </p>
      <p className={styles.number}>
        <Amount money={preview.money} isLarge />
      </p>
    </div>
  );
}
