import { type Ref, useEffect, useId, useRef, useState } from 'react';
import { texts } from '../../texts/texts.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Halves } from '../../ui/halves.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { listenForScans } from '../../ui/press-guard.ts';
import { useFocus } from '../../ui/use-focus.ts';
import { belongsToControl, useKeys } from '../../ui/use-keys.ts';
import { BillAside } from './bill-aside.tsx';
import type { StepProps } from './bill-form.tsx';
import {
  bareNumber,
  inGroups,
  looksLikeGoods,
  mostTyped,
  type NumberProblem,
  numberWords,
  problemOfNumber,
} from './bill-number.ts';
import { LetterPad } from './letter-pad.tsx';
import styles from './number-step.module.css';

type Props = StepProps & { readonly onNext: () => void };

const { type } = texts.bills;

/** The number, by keys or by a scan, and read back in groups before anybody is asked. */
export function NumberStep({ draft, onDraft, onLeave, onNext }: Props) {
  const { number, isScanned } = draft;
  const field = useRef<HTMLInputElement>(null);
  useFocus(field);
  const [hasLetters, setLetters] = useState(false);
  const problem = problemOfNumber(number);
  const back = () => onDraft({ step: 'find' });
  const put = (typed: string, isScan = false) =>
    onDraft({ number: typed.slice(0, mostTyped), isScanned: isScan });
  const press = (key: string) => put(key === 'back' ? number.slice(0, -1) : number + key);
  useScannedNumber(number, put);
  useKeys((event) => {
    if (event.key === 'Escape') {
      back();
      return true;
    }
    // Keys go to the number, wherever the focus happens to be.
    if (belongsToControl(event) || event.key.length !== 1 || event.key === ' ') return false;
    press(event.key);
    field.current?.focus();
    return true;
  });

  return (
    <Halves
      title={type.question[draft.kind]}
      aside={
        <BillAside draft={draft} onPractise={onDraft}>
          <Button onClick={onLeave}>{texts.bills.backToSale}</Button>
        </BillAside>
      }
      field={
        <NumberField
          draft={draft}
          problem={problem}
          ref={field}
          hasLetters={hasLetters}
          onLetters={setLetters}
          onNumber={(typed) => put(typed, isScanned && number !== '')}
          onNext={onNext}
        />
      }
      keypad={
        <Boundary what={texts.frame.parts.keypad}>
          {hasLetters ? <LetterPad onKey={press} /> : <Keypad onKey={press} />}
        </Boundary>
      }
      steps={
        <>
          <Button tall onClick={back}>
            {texts.bills.back}
          </Button>
          <Button kind="next" tall disabled={problem !== null} onClick={onNext}>
            {type.ask}
          </Button>
        </>
      }
    />
  );
}

type FieldProps = {
  readonly draft: StepProps['draft'];
  readonly problem: NumberProblem | null;
  readonly ref: Ref<HTMLInputElement>;
  readonly hasLetters: boolean;
  readonly onLetters: (hasLetters: boolean) => void;
  readonly onNumber: (typed: string) => void;
  readonly onNext: () => void;
};

function NumberField(props: FieldProps) {
  const { draft, problem, ref, hasLetters, onLetters, onNumber, onNext } = props;
  const { number, isScanned, kind } = draft;
  const ids = { field: useId(), words: useId() };
  const isWrong = problem !== null && problem.code !== 'empty';
  return (
    <form
      className={styles.field}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null) onNext();
      }}
    >
      <label className={styles.label} htmlFor={ids.field}>
        {type.question[kind]}
      </label>
      <div className={styles.line}>
        <input
          ref={ref}
          id={ids.field}
          className={styles.input}
          value={number}
          maxLength={mostTyped}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-invalid={isWrong}
          aria-describedby={ids.words}
          onChange={({ target }) => onNumber(target.value)}
        />
        <Button aria-pressed={hasLetters} onClick={() => onLetters(!hasLetters)}>
          {hasLetters ? type.digits : type.letters}
        </Button>
      </div>
      <output className={styles.groups} htmlFor={ids.field}>
        {inGroups(bareNumber(number))}
      </output>
      <p id={ids.words} className={isWrong ? styles.problem : styles.hint} aria-live="polite">
        {problem ? numberWords(texts, problem, isScanned) : soundWords(number, isScanned)}
      </p>
    </form>
  );
}

function soundWords(number: string, isScanned: boolean): string {
  if (!isScanned) return type.compare;
  return looksLikeGoods(number) ? type.goodsCode : type.scanned;
}

// A scan stands for the whole number: what was typed before it, or scanned, gives way.
function useScannedNumber(number: string, put: (number: string, isScan: boolean) => void): void {
  const latest = useRef({ number, put });
  useEffect(() => {
    latest.current = { number, put };
  });
  useEffect(() => {
    let before = '';
    return listenForScans({
      onBegin: () => {
        before = latest.current.number;
      },
      onScan: () => {
        const { number: now, put: replace } = latest.current;
        replace(now.startsWith(before) ? now.slice(before.length) : now, true);
      },
      onHasty: () => {},
    });
  }, []);
}
