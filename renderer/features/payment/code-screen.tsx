import { useEffect, useRef } from 'react';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Amount } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { fullSecondsLeft } from '../../ui/countdown.ts';
import { useCountdown } from '../../ui/use-countdown.ts';
import { useFocus } from '../../ui/use-focus.ts';
import { Phone } from '../training/phone.tsx';
import { CodePlace } from './code-place.tsx';
import styles from './code-screen.module.css';
import { CountdownRing } from './countdown-ring.tsx';
import { play } from './sounds.ts';
import { type Cancelling, useCancelling } from './use-cancelling.ts';

const dimBelowMs = 5_000;
const tickAtS = 10;

type Live = Extract<CurrentPaymentView, { state: 'requestingCode' | 'awaitingCustomer' }>;

/** From asking for a code to the answer: the code, the amount, the time left, and the way out. */
export function CodeScreen({ payment }: { payment: Live }) {
  const { till, receivedAtMs } = usePresent();
  const heading = useRef<HTMLHeadingElement>(null);
  useFocus(heading);

  const isWaiting = payment.state === 'awaitingCustomer';
  const leftMs = useCountdown(receivedAtMs, isWaiting ? payment.answerWithinMs : 0);
  const seconds = fullSecondsLeft(leftMs);
  useTick(isWaiting, seconds);
  const cancelling = useCancelling(payment.paymentId, isWaiting);
  const { isAsking, isUnderWay, wasChosen } = cancelling;
  const isTraining = till.mode === 'training';

  const screen = [styles.screen, isTraining && styles.training, isAsking && styles.asking];
  return (
    <div className={screen.filter(Boolean).join(' ')}>
      <div className={styles.inside}>
        <CodePlace
          // Straight from the snapshot, never kept. Once the cashier has cancelled, it stays away.
          code={isWaiting && seconds > 0 && !wasChosen ? payment.qrCode : null}
          isDim={leftMs < dimBelowMs}
          isBusy={!isWaiting || isUnderWay}
          words={placeholderWords(payment, seconds, isUnderWay)}
        />
        <section className={styles.side} aria-label={texts.payment.waiting}>
          <div className={styles.head}>
            <h1 ref={heading} tabIndex={-1} className={styles.amount}>
              <Amount money={payment.amount} isLarge />
            </h1>
            <p className={styles.facts}>
              {texts.saleNumber(payment.saleNumber)}
              {payment.attempt > 1 && ` · ${texts.attempt(payment.attempt)}`}
            </p>
          </div>
          {isWaiting && <TimeLeft leftMs={leftMs} wholeMs={payment.answerTimeMs} />}
          <WayOut cancelling={cancelling} />
          {isTraining && isWaiting && (
            <div className={styles.phone}>
              <Boundary what={texts.frame.parts.phone}>
                <Phone payment={payment} />
              </Boundary>
            </div>
          )}
        </section>
      </div>
    </div>
  );
}

function TimeLeft({ leftMs, wholeMs }: { leftMs: number; wholeMs: number }) {
  return (
    <div className={styles.wait}>
      <Boundary what={texts.frame.parts.countdown}>
        <CountdownRing leftMs={leftMs} wholeMs={wholeMs} />
      </Boundary>
      {fullSecondsLeft(leftMs) > 0 && <p className={styles.sentence}>{texts.payment.waiting}</p>}
    </div>
  );
}

function WayOut({ cancelling }: { cancelling: Cancelling }) {
  const { isAsking, isUnderWay, button, begin, keepWaiting, cancel } = cancelling;
  return (
    <div className={styles.exit}>
      <Button ref={button} isResting={isUnderWay} onClick={begin}>
        {texts.payment.cancel}
      </Button>
      {isAsking && (
        <div className={styles.question}>
          <Confirm
            question={texts.payment.cancelQuestion}
            keep={texts.payment.keepWaiting}
            onKeep={keepWaiting}
            go={texts.payment.cancel}
            onGo={() => void cancel()}
          />
        </div>
      )}
    </div>
  );
}

function placeholderWords(payment: Live, seconds: number, isCancelling: boolean): [string, string] {
  if (isCancelling) return [texts.payment.cancelling, texts.payment.codeHidden];
  if (payment.state === 'requestingCode') {
    return [texts.payment.gettingCode, texts.payment.gettingCodeNote];
  }
  return seconds > 0
    ? [texts.payment.codeHidden, texts.payment.timeUpNote]
    : [texts.payment.timeUp, texts.payment.timeUpNote];
}

// One soft tick when the countdown passes ten seconds, not when a window opens below it.
function useTick(isWaiting: boolean, seconds: number): void {
  const before = useRef(0);
  useEffect(() => {
    if (isWaiting && before.current > tickAtS && seconds === tickAtS) play('tick');
    before.current = seconds;
  }, [isWaiting, seconds]);
}
