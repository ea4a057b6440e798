import { useEffect, useRef, useState } from 'react';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { assertNever } from '../../../src-shared/result.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { startedSecondsLeft } from '../../ui/countdown.ts';
import { lengthLeft, timeOfDay } from '../../ui/moments.ts';
import { useCountdown } from '../../ui/use-countdown.ts';
import { useFocus } from '../../ui/use-focus.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { useNextStep } from '../../ui/use-next-step.ts';
import styles from './result.module.css';
import { ResultPanel } from './result-panel.tsx';

export type ApprovedView = Extract<CurrentPaymentView, { state: 'approved' }>;

type Props = {
  readonly payment: ApprovedView;
  /** Whether the void question was opened and not answered with keeping the payment. */
  readonly wantsVoid: boolean;
  readonly onWantVoid: (wants: boolean) => void;
};

/** Money is reserved: hand over and go on, or void. Also asks after a restart or a part approval. */
export function ApprovedScreen({ payment, wantsVoid, onWantVoid }: Props) {
  const { receivedAtMs, ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  useShown(payment);
  const { completion } = payment;
  const leftMs = useCountdown(receivedAtMs, completion.withinMs);
  const isOver = completion.kind === 'confirms' && leftMs === 0;
  const isAsking = wantsVoid && !isBusy && !isOver;
  // After a restart nobody knows whether the goods went: no answer is closer than the other.
  const isOpen = completion.kind === 'ask' && !payment.isPart;
  // The question has just gone: what is pressed now was meant for it.
  const isTooLate = wantsVoid && isOver;
  const isResting = isBusy || isTooLate;
  useNextStep(next, isOpen || isAsking || isBusy || isTooLate);
  useFocus(heading, isOpen && !isAsking);

  async function decide(call: 'nextSale' | 'voidPayment') {
    setBusy(true);
    await ask(call, { paymentId: payment.paymentId });
    setBusy(false);
  }

  useKeys((event) => {
    if (event.key !== 'Escape' || isAsking || isResting) return false;
    onWantVoid(true);
    return true;
  });

  const { approved, amount, isPart } = payment;
  const word = isPart
    ? texts.payment.part(formatMoney(approved), formatMoney(amount))
    : texts.payment.approved;
  return (
    <ResultPanel
      heading={heading}
      mayAsk
      state={isPart || isOpen ? 'waiting' : 'approved'}
      mark={isPart || isOpen ? 'triangle' : 'check'}
      word={isPart ? texts.payment.partWord : word}
      money={approved}
      facts={[
        texts.saleNumber(payment.saleNumber),
        payment.partner,
        timeOfDay(texts, payment.approvedAt),
      ]}
      actions={
        isAsking ? (
          <div className={styles.wide}>
            <Confirm
              question={
                completion.kind === 'confirms'
                  ? texts.payment.voidQuestionWithin(startedSecondsLeft(leftMs))
                  : texts.payment.voidQuestion
              }
              keep={texts.payment.keepPayment}
              onKeep={() => onWantVoid(false)}
              go={texts.payment.void}
              onGo={() => void decide('voidPayment')}
            />
          </div>
        ) : (
          <>
            <p className={styles.countdown}>{countdownWords(payment, leftMs)}</p>
            <Button tall isResting={isResting} onClick={() => onWantVoid(true)}>
              {texts.payment.void}
            </Button>
            <Button
              ref={next}
              kind={isOpen ? 'plain' : 'next'}
              tall
              isResting={isResting}
              onClick={() => void decide('nextSale')}
            >
              {isPart ? texts.payment.takePart(formatMoney(approved)) : texts.payment.nextSale}
            </Button>
          </>
        )
      }
    >
      <Meaning payment={payment} partWords={word} isAsking={wantsVoid} />
    </ResultPanel>
  );
}

type MeaningProps = {
  readonly payment: ApprovedView;
  readonly partWords: string;
  readonly isAsking: boolean;
};

function Meaning({ payment, partWords, isAsking }: MeaningProps) {
  if (payment.isPart) {
    const rest = payment.amount.amountMinor - payment.approved.amountMinor;
    const restWords = formatMoney({ ...payment.amount, amountMinor: rest });
    return (
      <>
        <p className={styles.lead}>{partWords}</p>
        <p className={styles.text}>
          {texts.payment.partTitle}{' '}
          {texts.payment.partNote(formatMoney(payment.approved), restWords)}
        </p>
      </>
    );
  }
  if (payment.completion.kind === 'ask') {
    return (
      <>
        <p className={styles.sentence}>{texts.payment.askTitle}</p>
        <p className={styles.text}>{texts.payment.askNote}</p>
      </>
    );
  }
  return (
    <p className={styles.lead}>{isAsking ? texts.payment.holdGoods : texts.payment.handOver}</p>
  );
}

function countdownWords({ completion }: ApprovedView, leftMs: number): string {
  switch (completion.kind) {
    case 'unshown':
      return '';
    case 'confirms': {
      const seconds = startedSecondsLeft(leftMs);
      return seconds > 0 ? texts.payment.voidableFor(seconds) : texts.payment.confirming;
    }
    case 'ask':
      return texts.payment.askEnds(lengthLeft(texts, leftMs));
    default:
      return assertNever(completion.kind);
  }
}

// Two frames later the approval stands on the glass; only then does the void window start. A window
// that is hidden paints no frames, so it never says so.
function useShown({ paymentId, completion }: ApprovedView): void {
  const { ask } = usePresent();
  const isUnshown = completion.kind === 'unshown';
  useEffect(() => {
    if (!isUnshown) return undefined;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => void ask('approvalShown', { paymentId }));
    });
    return () => cancelAnimationFrame(frame);
  }, [isUnshown, paymentId, ask]);
}
