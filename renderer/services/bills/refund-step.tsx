import { type FormEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { formatDigits } from '../../../src-shared/domain/money.ts';
import { pressKey, readEntry } from '../../features/sale/amount-entry.ts';
import { MoneyInput } from '../../features/sale/money-input.tsx';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Halves } from '../../ui/halves.tsx';
import { type Key, Keypad } from '../../ui/keypad.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { ruleWords } from '../../words/problem-words.ts';
import asideStyles from './bill-aside.module.css';
import type { RefundDraft } from './bill-draft.ts';
import { mostTyped, problemOfReference } from './bill-number.ts';
import { BillPractice } from './bill-practice.tsx';
import { Chips } from './chips.tsx';
import styles from './refund-step.module.css';

type Props = {
  readonly form: RefundDraft;
  readonly onForm: (changes: Partial<RefundDraft>) => void;
  readonly onLeave: () => void;
  /** A refund is a sale of its own. */
  readonly isSaleOpen: boolean;
};

const { refund: words } = texts.bills;

/** Which payment of a bill is given back, as its slip has it, and why. */
export function RefundStep(props: Props) {
  const { form, onForm, onLeave } = props;
  const { till } = usePresent();
  const reference = useRef<HTMLInputElement>(null);
  useEffect(() => reference.current?.focus(), []);
  const [keyed, setKeyed] = useState<'reference' | 'entry'>('reference');
  const asking = useAsking(props);
  useKeys(({ key }) => {
    if (key !== 'Escape') return false;
    onLeave();
    return true;
  });

  // The keypad types where the cashier was last.
  function onKey(key: Key) {
    if (keyed === 'entry') onForm({ entry: pressKey(form.entry, key, till.currency) });
    else onForm({ reference: key === 'back' ? form.reference.slice(0, -1) : form.reference + key });
  }

  return (
    <Halves
      title={words.title}
      aside={
        <>
          <h2 className={asideStyles.title}>{words.title}</h2>
          <div className={styles.about}>
            <p>{words.hint}</p>
            <p className={styles.next}>
              <Mark kind="triangle" /> {words.next}
            </p>
          </div>
          <div className={asideStyles.foot}>
            {till.mode === 'training' && <BillPractice />}
            <Button onClick={onLeave}>{texts.bills.backToSale}</Button>
          </div>
        </>
      }
      field={<RefundFields {...props} asking={asking} reference={reference} onKeyed={setKeyed} />}
      keypad={
        <Boundary what={texts.frame.parts.keypad}>
          <Keypad onKey={onKey} />
        </Boundary>
      }
      steps={
        <>
          <Button
            kind="next"
            tall
            disabled={asking.missing !== null}
            isResting={asking.isBusy}
            onClick={asking.go}
          >
            {words.ask}
          </Button>
        </>
      }
    />
  );
}

type FieldsProps = Props & {
  readonly asking: ReturnType<typeof useAsking>;
  readonly reference: RefObject<HTMLInputElement | null>;
  readonly onKeyed: (field: 'reference' | 'entry') => void;
};

function RefundFields({ form, onForm, asking, reference, onKeyed }: FieldsProps) {
  const { currency } = usePresent().till;
  const ids = { reference: useId(), amount: useId(), words: useId() };
  const { missing, isProblem, go } = asking;
  return (
    <form
      className={styles.fields}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        go();
      }}
    >
      <div className={styles.field}>
        <label htmlFor={ids.reference}>{words.reference}</label>
        <input
          ref={reference}
          id={ids.reference}
          className={styles.reference}
          value={form.reference}
          maxLength={mostTyped}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-describedby={ids.words}
          onFocus={() => onKeyed('reference')}
          onChange={({ target }) => onForm({ reference: target.value.toUpperCase().trim() })}
        />
      </div>
      <div className={styles.field}>
        <label htmlFor={ids.amount}>{words.amount}</label>
        <MoneyInput
          id={ids.amount}
          className={styles.money}
          entry={form.entry}
          currency={currency}
          placeholder={formatDigits(0, currency.digits)}
          aria-describedby={ids.words}
          onEntry={(entry) => onForm({ entry })}
          onEnter={go}
          onFocus={() => onKeyed('entry')}
        />
      </div>
      <div className={styles.why}>
        <p className={styles.label}>{words.reason}</p>
        <Chips
          name={words.reason}
          value={form.reason ?? ''}
          options={words.reasons.map((reason) => [reason, reason])}
          onValue={(reason) => onForm({ reason })}
        />
      </div>
      <p id={ids.words} className={isProblem ? styles.problem : styles.hint} aria-live="polite">
        {missing ?? words.next}
      </p>
    </form>
  );
}

function useAsking({ form, onLeave, isSaleOpen }: Props) {
  const { till, ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const { reference, reason } = form;
  const reading = readEntry(form.entry, till.currency, Number.MAX_SAFE_INTEGER);
  const amountMinor = reading.kind === 'amount' ? reading.amountMinor : 0;
  const problem = isSaleOpen ? words.saleFirst : problemWords();
  const missing = problem ?? missingWords();

  function problemWords(): string | null {
    const wrong = reference === '' ? null : problemOfReference(reference);
    if (wrong === 'tooLong') return words.tooLong;
    if (wrong === 'signs') return words.signs;
    return reading.kind === 'unreadable'
      ? texts.sale.unreadable(ruleWords(texts, reading.rule))
      : null;
  }

  function missingWords(): string | null {
    if (reference === '') return words.missing.reference;
    if (amountMinor === 0) return words.missing.amount;
    return reason === null ? words.missing.reason : null;
  }

  async function go() {
    if (missing !== null || reason === null || isBusy) return;
    setBusy(true);
    const opened = await ask('addBillRefund', { issuerReference: reference, amountMinor, reason });
    setBusy(false);
    if (opened) onLeave();
  }

  return { missing, isProblem: problem !== null, isBusy, go: () => void go() };
}
