import { type FormEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { formatDigits, formatMoney } from '../../../src-shared/domain/money.ts';
import { mostReference } from '../../../src-shared/domain/sale/sale.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Halves } from '../../ui/halves.tsx';
import { type Key, Keypad } from '../../ui/keypad.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { pressKey, readEntry } from '../sale/amount-entry.ts';
import { MoneyInput } from '../sale/money-input.tsx';
import styles from './card-step.module.css';
import { LeftToPay } from './left-to-pay.tsx';
import { partProblem } from './pay-words.ts';
import { StepLabel } from './step-label.tsx';
import type { StepProps } from './tender-step.tsx';

type Props = StepProps & { readonly onBack: () => void };

/** What the other terminal has taken, and what its slip says: noted here, never taken here. */
export function CardStep({ sale, entry, onEntry, onBack }: Props) {
  const { currency } = usePresent().till;
  const referenceField = useRef<HTMLInputElement>(null);
  useEffect(() => referenceField.current?.focus(), []);
  const [reference, setReference] = useState('');
  const [keyed, setKeyed] = useState<'reference' | 'amount'>('reference');
  const card = useCard({ sale, entry, onEntry, onBack }, reference);
  const { amount, canTake, isBusy, take } = card;

  useKeys((event) => {
    if (event.key !== 'Escape') return false;
    onBack();
    return true;
  });

  // The keypad types where the cashier was last.
  function onKey(key: Key) {
    if (keyed === 'amount') onEntry(pressKey(entry, key, currency));
    else {
      const next = key === 'back' ? reference.slice(0, -1) : reference + key;
      setReference(next.slice(0, mostReference));
    }
  }

  return (
    <Halves
      title={texts.pay.cardTitle}
      aside={<LeftToPay sale={sale}>{null}</LeftToPay>}
      field={
        <CardFields
          {...card}
          sale={sale}
          entry={entry}
          onEntry={onEntry}
          reference={reference}
          onReference={setReference}
          referenceField={referenceField}
          onKeyed={setKeyed}
        />
      }
      keypad={
        <Boundary what={texts.frame.parts.keypad}>
          <Keypad onKey={onKey} />
        </Boundary>
      }
      steps={
        <>
          <Button tall isResting={isBusy} onClick={onBack}>
            {texts.pay.backToTenders}
          </Button>
          <Button kind="next" tall disabled={!canTake} isResting={isBusy} onClick={take}>
            <StepLabel amount={formatMoney(amount)}>{texts.pay.takeCard}</StepLabel>
          </Button>
        </>
      }
    />
  );
}

type FieldsProps = StepProps &
  ReturnType<typeof useCard> & {
    readonly reference: string;
    readonly onReference: (reference: string) => void;
    readonly referenceField: RefObject<HTMLInputElement | null>;
    readonly onKeyed: (field: 'reference' | 'amount') => void;
  };

function CardFields(props: FieldsProps) {
  const { sale, entry, onEntry, problem, canTake, take, reference, referenceField } = props;
  const { currency } = usePresent().till;
  const ids = { amount: useId(), reference: useId(), words: useId() };
  return (
    <form
      className={styles.fields}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        take();
      }}
    >
      <p className={styles.first}>
        <Mark kind="triangle" /> {texts.pay.cardFirst}
      </p>
      <div className={styles.field}>
        <label htmlFor={ids.amount}>{texts.pay.amount}</label>
        <MoneyInput
          id={ids.amount}
          className={styles.money}
          entry={entry}
          currency={currency}
          placeholder={formatDigits(sale.left.amountMinor, currency.digits)}
          aria-invalid={problem !== null}
          aria-describedby={ids.words}
          onEntry={onEntry}
          onEnter={() => (canTake ? take() : referenceField.current?.focus())}
          onFocus={() => props.onKeyed('amount')}
        />
      </div>
      <div className={styles.field}>
        <label htmlFor={ids.reference}>{texts.pay.reference}</label>
        <input
          ref={referenceField}
          id={ids.reference}
          value={reference}
          maxLength={mostReference}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={ids.words}
          onFocus={() => props.onKeyed('reference')}
          onChange={(event) => props.onReference(event.target.value)}
        />
      </div>
      <p id={ids.words} className={problem ? styles.problem : styles.hint} aria-live="polite">
        {problem ?? (canTake ? texts.pay.cardHint : texts.pay.referenceMissing)}
      </p>
    </form>
  );
}

function useCard({ sale, entry, onBack }: Props, reference: string) {
  const { till, ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const { saleId, left } = sale;
  const reading = readEntry(entry, till.currency, left.amountMinor);
  const amountMinor = reading.kind === 'amount' ? reading.amountMinor : left.amountMinor;
  const problem = partProblem(texts, reading, left);
  const canTake = problem === null && reference.trim() !== '';

  async function take() {
    if (!canTake || isBusy) return;
    setBusy(true);
    const taken = await ask('takeCard', { saleId, amountMinor, reference: reference.trim() });
    setBusy(false);
    if (taken) onBack();
  }

  return { amount: { ...left, amountMinor }, problem, canTake, isBusy, take: () => void take() };
}
