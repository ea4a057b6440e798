import { useEffect, useRef } from 'react';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Halves } from '../../ui/halves.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { type AmountEntry, emptyEntry, pressKey } from '../sale/amount-entry.ts';
import { AmountField } from '../sale/amount-field.tsx';
import { SaleExits } from '../sale/sale-exits.tsx';
import { useAmountKeys } from '../sale/use-amount-keys.ts';
import { useScans } from '../sale/use-scans.ts';
import { LeftToPay } from './left-to-pay.tsx';
import { noteOf, partProblem } from './pay-words.ts';
import { StepLabel } from './step-label.tsx';
import { usePart } from './use-part.ts';

export type StepProps = {
  readonly sale: SaleView;
  readonly entry: AmountEntry;
  readonly onEntry: (entry: AmountEntry) => void;
};

type Props = StepProps & {
  readonly onChoose: (way: 'cash' | 'card') => void;
  readonly onBack: () => void;
};

/** How much and by what: all that is left, unless less is typed. */
export function TenderStep({ sale, entry, onEntry, onChoose, onBack }: Props) {
  const { currency } = usePresent().till;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { left } = sale;
  const part = usePart({ sale, entry, onEntry });
  const { reading, amount, isBusy, take } = part;
  const note = noteOf(texts, useScans(entry, onEntry), formatMoney(amount));

  function onOther(key: string): boolean {
    if (key === 'F9') onChoose('cash');
    else if (key === 'F10') onChoose('card');
    else return false;
    return true;
  }

  useAmountKeys(field, {
    entry,
    currency,
    onEntry,
    onEnter: take,
    onEscape: () => (reading.kind === 'empty' ? onBack() : onEntry(emptyEntry)),
    onOther,
  });

  return (
    <Halves
      title={texts.pay.title}
      aside={
        <LeftToPay sale={sale}>
          <SaleExits sale={sale}>
            <Button onClick={onBack}>{texts.pay.back}</Button>
          </SaleExits>
        </LeftToPay>
      }
      field={
        <AmountField
          ref={field}
          isSecond
          label={texts.pay.amount}
          entry={entry}
          currency={currency}
          placeholderMinor={left.amountMinor}
          hint={texts.pay.hint}
          problem={partProblem(texts, reading, left)}
          note={note}
          onEntry={onEntry}
          onEnter={take}
          onOther={onOther}
        />
      }
      keypad={
        <Boundary what={texts.frame.parts.keypad}>
          <Keypad onKey={(key) => onEntry(pressKey(entry, key, currency))} />
        </Boundary>
      }
      others={
        <>
          <Button isResting={isBusy} onClick={() => onChoose('cash')}>
            {texts.pay.cash}
          </Button>
          <Button isResting={isBusy} onClick={() => onChoose('card')}>
            {texts.pay.card}
          </Button>
        </>
      }
      steps={<ByCode {...part} sale={sale} />}
    />
  );
}

type ByCodeProps = ReturnType<typeof usePart> & { readonly sale: SaleView };

/** The next step: a code for what is left, or for as much of it as was typed. */
function ByCode({ sale: { left }, amount, canTake, isBusy, take }: ByCodeProps) {
  const isPart = amount.amountMinor < left.amountMinor;
  const [part, whole] = [formatMoney(amount), formatMoney(left)];
  return (
    <Button kind="next" tall disabled={!canTake} isResting={isBusy} onClick={take}>
      <StepLabel isNamedAlone amount={isPart ? texts.pay.partOf(part, whole) : whole}>
        {texts.pay.qr}
      </StepLabel>
    </Button>
  );
}
