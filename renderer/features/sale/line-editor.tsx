import { type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import type { LineView, SaleView } from '../../../src-shared/contract/views/sale.ts';
import { mostName } from '../../../src-shared/domain/sale/sale.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { useFocus } from '../../ui/use-focus.ts';
import styles from './line-editor.module.css';
import { MoneyInput } from './money-input.tsx';
import { QuantityField } from './quantity-field.tsx';
import { useLineDraft } from './use-line-draft.ts';

type Props = {
  readonly sale: SaleView;
  readonly line: LineView;
  readonly onTakeOff: (line: LineView) => void;
  readonly onClose: () => void;
};

const words = texts.sale.line;

/** One line of the sale: how many, the price of one, and what it is called. */
export function LineEditor({ sale, line, onTakeOff, onClose }: Props) {
  const { till, ask } = usePresent();
  const dialog = useRef<HTMLDialogElement>(null);
  const quantity = useRef<HTMLInputElement>(null);
  useFocus(quantity);
  const [isBusy, setBusy] = useState(false);
  const draft = useLineDraft(line, till.currency);
  const { problem, changes } = draft;
  const close = () => dialog.current?.close();

  async function save() {
    if (isBusy || problem !== null) return;
    setBusy(true);
    await ask('changeLine', { saleId: sale.saleId, lineId: line.lineId, ...changes });
    // Why not, if so, stands on the screen behind, which comes to the front.
    close();
  }

  function takeOff() {
    onTakeOff(line);
    close();
  }

  return (
    <Dialog
      ref={dialog}
      title={line.name ?? words.title}
      onClose={onClose}
      steps={
        <div className={styles.steps}>
          <Button kind="danger" onClick={takeOff}>
            {words.takeOff}
          </Button>
          <Button onClick={close}>{words.back}</Button>
          <Button
            kind="next"
            disabled={problem !== null}
            isResting={isBusy}
            onClick={() => void save()}
          >
            {words.save}
          </Button>
        </div>
      }
    >
      <form
        className={styles.parts}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Fields draft={draft} quantity={quantity} onEnter={() => void save()} />
        <div className={styles.keypad}>
          <Keypad onKey={draft.onKey} />
        </div>
      </form>
    </Dialog>
  );
}

type FieldsProps = {
  readonly draft: ReturnType<typeof useLineDraft>;
  readonly quantity: RefObject<HTMLInputElement | null>;
  readonly onEnter: () => void;
};

function Fields({ draft, quantity, onEnter }: FieldsProps) {
  const { currency } = usePresent().till;
  return (
    <div className={styles.fields}>
      <QuantityField
        ref={quantity}
        value={draft.quantity}
        onValue={draft.setQuantity}
        onFocus={() => draft.keyInto('quantity')}
      />
      <Labelled label={words.price}>
        {(id) => (
          <MoneyInput
            id={id}
            className={styles.money}
            entry={draft.price}
            currency={currency}
            onEntry={draft.setPrice}
            onEnter={onEnter}
            onFocus={(event) => {
              event.currentTarget.select();
              draft.keyInto('price');
            }}
          />
        )}
      </Labelled>
      <Labelled label={words.name}>
        {(id) => (
          <input
            id={id}
            value={draft.name}
            maxLength={mostName}
            placeholder={words.nameNote}
            autoComplete="off"
            onChange={(event) => draft.setName(event.target.value)}
          />
        )}
      </Labelled>
      <p className={draft.problem ? styles.problem : styles.sum} aria-live="polite">
        {draft.problem ?? words.comesTo(draft.sum)}
      </p>
    </div>
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
