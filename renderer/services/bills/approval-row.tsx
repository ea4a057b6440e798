import { useId } from 'react';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Mark, type MarkKind } from '../../ui/mark.tsx';
import styles from './approval-row.module.css';
import type { BillLine } from './approval-step.tsx';
import { shownNumber } from './bill-number.ts';
import { billName, reasonWords } from './bill-words.ts';

type Props = {
  readonly line: BillLine;
  /** Its step is the one that stands out. */
  readonly isFirstBlocked: boolean;
  readonly isBusy: boolean;
  readonly onTakeOff: () => void;
  readonly onTake: () => void;
  readonly onAgain: () => void;
};

const { approve: words, look } = texts.bills;

const marks: Record<BillLine['bill']['state'], MarkKind> = {
  notAsked: 'clock',
  asking: 'clock',
  differs: 'triangle',
  ready: 'check',
  completed: 'check',
  notPaid: 'cross',
};

/** One bill and what the biller says: mark, word and colour, and what can be done about it. */
export function ApprovalRow(props: Props) {
  const { line, isFirstBlocked } = props;
  const { bill, amount } = line;
  const nameId = useId();
  const said = saidOf(line);
  return (
    <li className={isFirstBlocked ? `${styles.row} ${styles.blocked}` : styles.row}>
      <div className={styles.head}>
        <span id={nameId} className={styles.what}>
          <bdi>{billName(texts, bill)}</bdi>
          <span className={styles.number}>{shownNumber(bill)}</span>
        </span>
        <Amount money={amount} />
      </div>
      <p className={styles[bill.state]}>
        <Mark kind={marks[bill.state]} /> {said.word}
      </p>
      {said.lines.map((sentence) => (
        <p key={sentence} className={styles.line}>
          {sentence}
        </p>
      ))}
      <Steps {...props} nameId={nameId} />
    </li>
  );
}

function Steps({ line, isFirstBlocked, isBusy, nameId, ...steps }: Props & { nameId: string }) {
  const { state, story } = line.bill;
  if (state !== 'notPaid' && state !== 'differs') return null;
  const approved = story?.approved;
  // Which step stands out says what mostly helps; both are there.
  const isAgainNext =
    state === 'notPaid' && story?.reason ? reasonWords(texts, story.reason).mayHelpAgain : false;
  const kind = (isNext: boolean) => ({
    kind: isNext && isFirstBlocked ? ('next' as const) : ('plain' as const),
    ...(isNext && isFirstBlocked && { 'data-next-step': '' }),
  });
  return (
    <div className={styles.steps}>
      {state === 'notPaid' && (
        <Button
          {...kind(isAgainNext)}
          isResting={isBusy}
          aria-describedby={nameId}
          onClick={steps.onAgain}
        >
          {words.again}
        </Button>
      )}
      <Button
        {...kind(state === 'notPaid' && !isAgainNext)}
        isResting={isBusy}
        aria-describedby={nameId}
        onClick={steps.onTakeOff}
      >
        {words.takeOff}
      </Button>
      {state === 'differs' && approved && (
        <Button {...kind(true)} isResting={isBusy} aria-describedby={nameId} onClick={steps.onTake}>
          {words.take(formatMoney(approved))}
        </Button>
      )}
    </div>
  );
}

function saidOf({ bill, amount }: BillLine): { word: string; lines: readonly string[] } {
  const { state, story } = bill;
  const fee = story?.fee && story.fee.amountMinor > 0 ? [words.fee(formatMoney(story.fee))] : [];
  switch (state) {
    case 'notAsked':
      return { word: words.waits, lines: [] };
    case 'asking':
      return { word: words.asking, lines: [] };
    case 'differs': {
      const approved = story?.approved ?? amount;
      const word = words.lessOf(formatMoney(approved), formatMoney(amount));
      return { word, lines: [words.lessNote, ...fee] };
    }
    case 'notPaid': {
      const reason = story?.reason;
      if (!reason) return { word: words.refused, lines: [] };
      const { what, todo, isOfLine } = reasonWords(texts, reason);
      const says = reason.message ? [look.says(reason.message)] : [];
      return {
        word: `${words.refused}. ${what}`,
        lines: [isOfLine ? `${todo} ${words.anew}` : todo, ...says],
      };
    }
    default:
      return { word: words.approved, lines: fee };
  }
}
