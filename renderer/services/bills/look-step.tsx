import { useRef } from 'react';
import { StepLabel } from '../../features/pay/step-label.tsx';
import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Halves } from '../../ui/halves.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useNextStep } from '../../ui/use-next-step.ts';
import { BillAside } from './bill-aside.tsx';
import type { StepProps } from './bill-form.tsx';
import { isAboutLookup, isAboutNumber, refusalWords } from './bill-words.ts';
import styles from './look-step.module.css';

type Props = StepProps & {
  readonly onAgain: () => void;
  readonly onGoOn: () => void;
};

type Step = { readonly words: string; readonly press: () => void };

const { look: words } = texts.bills;

/** What is due is being asked, or could not be said: why, and how it goes on. */
export function LookStep(props: Props) {
  const { draft, onDraft, onLeave } = props;
  const next = useRef<HTMLButtonElement>(null);
  const back = () => onDraft({ step: 'number', look: null });
  useNextStep(next);
  useKeys(({ key }) => {
    if (key !== 'Escape') return false;
    back();
    return true;
  });
  const said = saidOf(props, back);
  const [last, ...others] = said.steps.toReversed();
  return (
    <Halves
      title={said.title}
      aside={
        <BillAside draft={draft}>
          <Button onClick={onLeave}>{texts.bills.backToSale}</Button>
        </BillAside>
      }
      field={null}
      keypad={
        <div className={styles.said} aria-live="polite">
          <p className={said.isAsking ? styles.asking : styles.title}>
            {said.isAsking ? <Mark kind="clock" /> : <Mark kind="triangle" />} {said.title}
          </p>
          {said.lines.map((line) => (
            <p key={line} className={styles.line}>
              {line}
            </p>
          ))}
        </div>
      }
      steps={
        <>
          {!said.isBackNext && (
            <Button tall onClick={back}>
              <StepLabel>{texts.bills.back}</StepLabel>
            </Button>
          )}
          {others.toReversed().map(({ words: name, press }) => (
            <Button key={name} tall onClick={press}>
              <StepLabel>{name}</StepLabel>
            </Button>
          ))}
          {last && (
            <Button
              ref={said.isAsking ? null : next}
              kind={said.isAsking ? 'plain' : 'next'}
              tall
              onClick={last.press}
            >
              <StepLabel>{last.words}</StepLabel>
            </Button>
          )}
        </>
      }
    />
  );
}

type Said = {
  readonly isAsking: boolean;
  /** To go back is what helps: it is not offered twice. */
  readonly isBackNext?: boolean;
  readonly title: string;
  readonly lines: readonly string[];
  /** From the least to the most likely. */
  readonly steps: readonly Step[];
};

function saidOf({ draft, onLeave, onAgain, onGoOn }: Props, back: () => void): Said {
  const goOn = { words: words.goOn, press: onGoOn };
  const again = { words: words.again, press: onAgain };
  const { look } = draft;
  if (look === null || look === 'asking') {
    return { isAsking: true, title: words.asking, lines: [words.askingNote], steps: [goOn] };
  }
  if (look.found !== 'refused') {
    const { noAnswer: title, noAnswerNote } = words;
    return { isAsking: false, title, lines: [noAnswerNote], steps: [goOn, again] };
  }
  const { errorType, message } = look;
  const answer = refusalWords(texts, errorType);
  const steps: Step[] = isAboutNumber(errorType)
    ? [{ words: words.correct, press: back }]
    : isAboutLookup(errorType)
      ? [goOn]
      : answer.mayHelpAgain
        ? [goOn, again]
        : [{ words: words.leave, press: onLeave }];
  return {
    isAsking: false,
    isBackNext: isAboutNumber(errorType),
    title: answer.what,
    lines: [answer.todo, ...(message ? [words.says(message)] : [])],
    steps,
  };
}
