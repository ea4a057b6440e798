import { type Ref, useId } from 'react';
import { mostQuantity } from '../../../src-shared/domain/sale/sale.ts';
import { texts } from '../../texts/texts.ts';
import styles from './line-editor.module.css';

type Props = {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly onFocus: () => void;
  readonly ref: Ref<HTMLInputElement>;
};

/** How many: typed, or one more and one fewer by a press. */
export function QuantityField({ value, onValue, onFocus, ref }: Props) {
  const id = useId();
  const { quantity, fewer, more } = texts.sale.line;
  const count = Number(value) || 0;
  const step = (by: number) => onValue(String(Math.min(mostQuantity, Math.max(1, count + by))));
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{quantity}</label>
      <div className={styles.quantity}>
        <Step name={fewer} sign="−" isOff={count <= 1} onStep={() => step(-1)} />
        <input
          ref={ref}
          id={id}
          value={value}
          inputMode="none"
          autoComplete="off"
          onFocus={(event) => {
            event.currentTarget.select();
            onFocus();
          }}
          onKeyDown={({ key }) => {
            if (key === 'ArrowUp') step(1);
            if (key === 'ArrowDown') step(-1);
          }}
          onChange={(event) => onValue(event.target.value)}
        />
        <Step name={more} sign="+" isOff={count >= mostQuantity} onStep={() => step(1)} />
      </div>
    </div>
  );
}

type StepProps = {
  readonly name: string;
  readonly sign: string;
  readonly isOff: boolean;
  readonly onStep: () => void;
};

// Changes what is typed and decides nothing: quick presses all count.
function Step({ name, sign, isOff, onStep }: StepProps) {
  return (
    <button
      type="button"
      data-types=""
      className={styles.step}
      aria-label={name}
      disabled={isOff}
      onClick={onStep}
    >
      {sign}
    </button>
  );
}
