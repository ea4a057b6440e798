import { type Dispatch, type SetStateAction, useCallback, useEffect, useRef } from 'react';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { isRefundSale } from '../../services/bills/bill-words.ts';
import { PayBill } from '../../services/bills/pay-bill.tsx';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Halves } from '../../ui/halves.tsx';
import { type Key, Keypad } from '../../ui/keypad.tsx';
import { type AmountEntry, pressKey } from './amount-entry.ts';
import { AmountField } from './amount-field.tsx';
import { emptyLine, type LineEntry } from './line-entry.ts';
import { lineKeys } from './line-keys.ts';
import { SaleAside } from './sale-aside.tsx';
import { SaleSteps } from './sale-steps.tsx';
import { hintOf, noteOf, problemOf } from './sale-words.ts';
import { useAmountKeys } from './use-amount-keys.ts';
import { useLines } from './use-lines.ts';
import { useScans } from './use-scans.ts';
import { useTaking } from './use-taking.ts';

type Props = {
  /** The open sale; null when nothing is on the counter. */
  readonly sale: SaleView | null;
  /** Kept above this screen, so that a look at the history loses nothing. */
  readonly entry: LineEntry;
  readonly onEntry: Dispatch<SetStateAction<LineEntry>>;
  readonly onPay: () => void;
  readonly onBill: () => void;
  readonly onOpenSale: (saleId: string) => void;
};

/** Amount and code in one step, or line by line until it is paid. */
export function SaleScreen({ sale, entry, onEntry, onPay, onBill, onOpenSale }: Props) {
  const { till } = usePresent();
  const field = useRef<HTMLInputElement>(null);
  const focusField = useCallback(() => field.current?.focus(), []);
  useEffect(focusField, [focusField]);
  const lines = useLines();
  const clear = () => {
    onEntry(emptyLine);
    focusField();
  };
  // A refund is a sale of its own: nothing is sold beside it.
  const sellsBills = till.sells.bills && !isRefundSale(sale);
  const taking = useTaking({ sale, entry, onEntry, lines, onPay });
  const { reading, next, enter, add } = taking;
  const said = { entry, reading, next, hasSale: sale !== null, currency: till.currency };
  const scanNote = useScans(entry, onEntry);

  const onOther = lineKeys({ sale, entry, onEntry, lines, onAdd: add });
  const onAmount = (amount: AmountEntry) => onEntry({ ...entry, amount });
  useAmountKeys(field, {
    entry: entry.amount,
    currency: till.currency,
    onEntry: onAmount,
    onEnter: enter,
    onEscape: clear,
    onOther,
  });

  function onKey(key: Key) {
    if (key === 'back' && onOther('Backspace')) return;
    onAmount(pressKey(entry.amount, key, till.currency));
  }

  return (
    <Halves
      title={texts.sale.title}
      aside={
        <SaleAside sale={sale} lines={lines} onLeaveLines={focusField} onOpenSale={onOpenSale} />
      }
      field={
        <AmountField
          ref={field}
          isQuick={next !== 'pay'}
          label={texts.sale.amount}
          entry={entry.amount}
          times={entry.times}
          currency={till.currency}
          hint={hintOf(texts, said)}
          problem={problemOf(texts, reading, till)}
          note={noteOf(texts, scanNote, said)}
          onEntry={onAmount}
          onEnter={enter}
          onOther={onOther}
        />
      }
      keypad={
        <Boundary what={texts.frame.parts.keypad}>
          <Keypad onKey={onKey} />
        </Boundary>
      }
      others={sellsBills && <PayBill onPress={onBill} />}
      steps={<SaleSteps sale={sale} taking={taking} onPay={onPay} />}
    />
  );
}
