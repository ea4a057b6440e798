import { type Ref, useRef, useState } from 'react';
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
import { useShown } from './use-shown.ts';

type ApprovedView = Extract<CurrentPaymentView, { state: 'approved' }>;

type Props = {
  readonly payment: ApprovedView;
  /** Leads to how the rest of its sale is paid. */
  readonly onPay: () => void;
  /** Whether the void question was opened and not answered with keeping the payment. */
  readonly wantsVoid: boolean;
  readonly onWantVoid: (wants: boolean) => void;
};

/** Money is reserved: hand over and go on, or void. Also asks after a restart or a part approval. */
export function ApprovedScreen({ payment, onPay, wantsVoid, onWantVoid }: Props) {
  const { receivedAtMs, ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const { completion } = payment;
  useShown(payment.paymentId, completion.kind === 'unshown');
  const leftMs = useCountdown(receivedAtMs, completion.withinMs);
  const isOver = completion.kind === 'confirms' && leftMs === 0;
  const isAsking = wantsVoid && !isBusy && !isOver;
  const isOpen = isOpenQuestion(payment);
  // The question has just gone: what is pressed now was meant for it.
  const isTooLate = wantsVoid && isOver;
  const isResting = isBusy || isTooLate;
  useNextStep(next, isOpen || isAsking || isBusy || isTooLate);
  useFocus(heading, isOpen && !isAsking);

  async function decide(call: 'nextSale' | 'voidPayment') {
    const { saleId, paymentId } = payment;
    setBusy(true);
    await (call === 'nextSale' ? ask(call, { saleId }) : ask(call, { paymentId }));
    setBusy(false);
  }

  useKeys((event) => {
    if (event.key !== 'Escape' || isAsking || isResting) return false;
    onWantVoid(true);
    return true;
  });

  const isPart = isRestDue(payment);
  return (
    <ResultPanel
      heading={heading}
      mayAsk
      state={isPart || isOpen ? 'waiting' : 'approved'}
      mark={isPart || isOpen ? 'triangle' : 'check'}
      word={isPart ? texts.payment.partWord : texts.payment.approved}
      money={payment.approved}
      facts={[
        texts.saleNumber(payment.saleNumber),
        payment.partner,
        timeOfDay(texts, payment.approvedAt),
      ]}
      actions={
        isAsking ? (
          <VoidQuestion
            secondsLeft={completion.kind === 'confirms' ? startedSecondsLeft(leftMs) : null}
            onKeep={() => onWantVoid(false)}
            onVoid={() => void decide('voidPayment')}
          />
        ) : (
          <Steps
            payment={payment}
            leftMs={leftMs}
            isResting={isResting}
            next={next}
            onVoid={() => onWantVoid(true)}
            onNext={() => (isPart ? onPay() : void decide('nextSale'))}
          />
        )
      }
    >
      <Meaning payment={payment} isAsking={wantsVoid} />
    </ResultPanel>
  );
}

type StepsProps = {
  readonly payment: ApprovedView;
  readonly leftMs: number;
  readonly isResting: boolean;
  readonly next: Ref<HTMLButtonElement>;
  readonly onVoid: () => void;
  readonly onNext: () => void;
};

function Steps({ payment, leftMs, isResting, next, onVoid, onNext }: StepsProps) {
  return (
    <>
      <p className={styles.countdown}>{countdownWords(payment, leftMs)}</p>
      <Button tall isResting={isResting} onClick={onVoid}>
        {texts.payment.void}
      </Button>
      <Button
        ref={next}
        kind={isOpenQuestion(payment) ? 'plain' : 'next'}
        tall
        isResting={isResting}
        onClick={onNext}
      >
        {isRestDue(payment) ? texts.payment.takeRest : texts.payment.nextSale}
      </Button>
    </>
  );
}

// After a restart nobody knows whether the goods went: no answer is closer than the other.
function isOpenQuestion(payment: ApprovedView): boolean {
  return payment.completion.kind === 'ask' && !isRestDue(payment);
}

// Nothing of a sale is confirmed before all of it is paid.
function isRestDue({ left }: ApprovedView): boolean {
  return left.amountMinor > 0;
}

type VoidQuestionProps = {
  /** Until it confirms itself; null where it does not. */
  readonly secondsLeft: number | null;
  readonly onKeep: () => void;
  readonly onVoid: () => void;
};

function VoidQuestion({ secondsLeft, onKeep, onVoid }: VoidQuestionProps) {
  const { voidQuestion, voidQuestionWithin } = texts.payment;
  return (
    <div className={styles.wide}>
      <Confirm
        question={secondsLeft === null ? voidQuestion : voidQuestionWithin(secondsLeft)}
        keep={texts.payment.keepPayment}
        onKeep={onKeep}
        go={texts.payment.void}
        onGo={onVoid}
      />
    </div>
  );
}

function Meaning({ payment, isAsking }: { payment: ApprovedView; isAsking: boolean }) {
  const { till } = usePresent();
  const { approved, amount, left, isPart, completion } = payment;
  if (isRestDue(payment)) {
    const part = texts.payment.part(formatMoney(approved), formatMoney(amount));
    return (
      <>
        <p className={styles.lead}>{texts.payment.restDue(formatMoney(left))}</p>
        <p className={styles.text}>
          {isPart && `${texts.payment.partTitle} ${part}. ${texts.payment.partNote} `}
          {texts.payment.keepUntilPaid}
        </p>
      </>
    );
  }
  if (completion.kind === 'ask') {
    return (
      <>
        <p className={styles.sentence}>{texts.payment.askTitle}</p>
        <p className={styles.text}>{texts.payment.askNote}</p>
      </>
    );
  }
  const change = till.sale?.change;
  return (
    <>
      {change && change.amountMinor > 0 && (
        <p className={styles.change}>{texts.payment.changeDue(formatMoney(change))}</p>
      )}
      <p className={styles.lead}>{isAsking ? texts.payment.holdGoods : texts.payment.handOver}</p>
    </>
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
