import { useEffect, useRef, useState } from 'react';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { formatMoney, type Money } from '../../../src-shared/domain/money.ts';
import { StepLabel } from '../../features/pay/step-label.tsx';
import { pressKey, readEntry } from '../../features/sale/amount-entry.ts';
import { AmountField } from '../../features/sale/amount-field.tsx';
import { useAmountKeys } from '../../features/sale/use-amount-keys.ts';
import { useScans } from '../../features/sale/use-scans.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Halves } from '../../ui/halves.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { ruleWords } from '../../words/problem-words.ts';
import styles from './amount-step.module.css';
import { BillAside } from './bill-aside.tsx';
import { amountChips, amountProblem, askedBill, entryOf, foundOf } from './bill-draft.ts';
import type { StepProps } from './bill-form.tsx';
import { rememberBiller } from './known-billers.ts';

type Props = StepProps & { readonly sale: SaleView | null };

const { due: words } = texts.bills;

/** How much of it is paid; what is due stands there already. */
export function AmountStep(props: Props) {
  const { draft, onDraft, onLeave } = props;
  const { currency } = usePresent().till;
  const { entry } = draft;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { problem, amount, canAdd, isBusy, add } = useAdding(props);
  const found = foundOf(draft);
  const back = () => onDraft({ step: 'number', look: null });
  const note = useScans(entry, (next) => onDraft({ entry: next }));
  const onEntry = (next: typeof entry) => onDraft({ entry: next });
  useAmountKeys(field, { entry, currency, onEntry, onEnter: add, onEscape: back });

  function offer(money: Money) {
    onEntry(entryOf(money));
    field.current?.focus();
  }

  return (
    <Halves
      title={words.question}
      aside={
        <BillAside draft={draft}>
          <Button onClick={onLeave}>{texts.bills.backToSale}</Button>
        </BillAside>
      }
      field={
        <AmountField
          ref={field}
          label={words.question}
          entry={entry}
          currency={currency}
          hint={found?.due ? words.next : words.unknown}
          problem={problem}
          note={note === 'scan' ? texts.sale.scanned : null}
          onEntry={onEntry}
          onEnter={add}
        />
      }
      more={
        found && (
          <div className={styles.chips}>
            {amountChips(found).map(({ name, money }) => (
              <Button key={name} onClick={() => offer(money)}>
                {words.chips[name](formatMoney(money))}
              </Button>
            ))}
          </div>
        )
      }
      keypad={
        <Boundary what={texts.frame.parts.keypad}>
          <Keypad onKey={(key) => onEntry(pressKey(entry, key, currency))} />
        </Boundary>
      }
      others={!found?.due && <p className={styles.next}>{words.next}</p>}
      steps={
        <>
          <Button tall isResting={isBusy} onClick={back}>
            {texts.bills.back}
          </Button>
          <Button kind="next" tall disabled={!canAdd} isResting={isBusy} onClick={add}>
            <StepLabel {...(canAdd ? { amount: formatMoney(amount) } : {})}>{words.add}</StepLabel>
          </Button>
        </>
      }
    />
  );
}

function useAdding({ draft, onLeave, sale }: Props) {
  const { till, ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const reading = readEntry(draft.entry, till.currency, till.maxAmountMinor);
  const found = foundOf(draft);
  const isNothingDue = found?.due?.amountMinor === 0 && !found.overPaymentAllowed;
  const problem =
    reading.kind === 'unreadable'
      ? texts.sale.unreadable(ruleWords(texts, reading.rule))
      : isNothingDue
        ? words.nothingDue
        : amountProblem(texts, reading, found, till);
  const amountMinor = reading.kind === 'amount' ? reading.amountMinor : 0;
  const canAdd = problem === null && amountMinor > 0;

  async function add() {
    if (!canAdd || isBusy) return;
    setBusy(true);
    const open = sale?.state === 'open' ? { saleId: sale.saleId } : {};
    const added = await ask('addBill', { ...open, ...askedBill(draft), amountMinor });
    setBusy(false);
    if (!added) return;
    if (draft.biller) rememberBiller(draft.biller.id);
    onLeave();
  }

  const amount = { amountMinor, currency: till.currency.numeric };
  return { problem, amount, canAdd, isBusy, add: () => void add() };
}
