import { useEffect, useRef, useState } from 'react';
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
import { useKeys } from '../../ui/use-keys.ts';
import { useRoom } from '../../ui/use-room.ts';
import { Phone } from '../training/phone.tsx';
import styles from './code-screen.module.css';
import { CountdownRing } from './countdown-ring.tsx';
import { QrCode } from './qr-code.tsx';
import { play } from './sounds.ts';

const dimBelowMs = 5_000;
const tickAtS = 10;

type Live = Extract<CurrentPaymentView, { state: 'requestingCode' | 'awaitingCustomer' }>;

/** From asking for a code to the answer: the code, the amount, the time left, and the way out. */
export function CodeScreen({ payment }: { payment: Live }) {
  const { till, receivedAtMs, ask } = usePresent();
  const [isAsking, setAsking] = useState(false);
  const [isCancelling, setCancelling] = useState(false);
  const [wasCancelled, setWasCancelled] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const room = useRoom(place);
  const heading = useRef<HTMLHeadingElement>(null);
  useFocus(heading);
  const cancelButton = useRef<HTMLButtonElement>(null);
  const isBackFromQuestion = useRef(false);

  const isWaiting = payment.state === 'awaitingCustomer';
  const leftMs = useCountdown(receivedAtMs, isWaiting ? payment.answerWithinMs : 0);
  const seconds = fullSecondsLeft(leftMs);
  useTick(isWaiting, seconds);

  // Straight from the snapshot, never kept. Once the cashier has cancelled, it stays away.
  const code = isWaiting && seconds > 0 && !wasCancelled ? payment.qrCode : null;
  const isTraining = till.mode === 'training';

  // Nobody can have paid before there is a code: nothing to ask then.
  function beginCancelling() {
    if (isWaiting) setAsking(true);
    else void cancel();
  }

  function keepWaiting() {
    setAsking(false);
    isBackFromQuestion.current = true;
  }

  useEffect(() => {
    if (isAsking || !isBackFromQuestion.current) return;
    isBackFromQuestion.current = false;
    cancelButton.current?.focus();
  }, [isAsking]);

  async function cancel() {
    setAsking(false);
    setCancelling(true);
    setWasCancelled(true);
    await ask('cancelPayment', { paymentId: payment.paymentId });
    setCancelling(false);
  }

  useKeys((event) => {
    if (event.key !== 'Escape' || isAsking || isCancelling) return false;
    beginCancelling();
    return true;
  });

  const screen = [styles.screen, isTraining && styles.training, isAsking && styles.asking];
  return (
    <div className={screen.filter(Boolean).join(' ')}>
      <div className={styles.inside}>
        <div ref={place} className={styles.place}>
          {code !== null && room ? (
            <Boundary what={texts.payment.codeName} instead={() => brokenCode}>
              <QrCode text={code} isDim={leftMs < dimBelowMs} room={room} />
            </Boundary>
          ) : (
            <CodePlaceholder
              isBusy={!isWaiting || isCancelling}
              words={placeholderWords(payment, seconds, isCancelling)}
            />
          )}
        </div>
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
          {isWaiting && (
            <div className={styles.wait}>
              <Boundary what={texts.frame.parts.countdown}>
                <CountdownRing leftMs={leftMs} wholeMs={payment.answerTimeMs} />
              </Boundary>
              {seconds > 0 && <p className={styles.sentence}>{texts.payment.waiting}</p>}
            </div>
          )}
          <div className={styles.exit}>
            <Button ref={cancelButton} isResting={isCancelling} onClick={beginCancelling}>
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

function placeholderWords(payment: Live, seconds: number, isCancelling: boolean): [string, string] {
  if (isCancelling) return [texts.payment.cancelling, texts.payment.codeHidden];
  if (payment.state === 'requestingCode') {
    return [texts.payment.gettingCode, texts.payment.gettingCodeNote];
  }
  return seconds > 0
    ? [texts.payment.codeHidden, texts.payment.timeUpNote]
    : [texts.payment.timeUp, texts.payment.timeUpNote];
}

// Nothing is decided by a picture: the payment runs on, and Cancel is there.
const brokenCode = (
  <CodePlaceholder
    isBusy={false}
    words={[texts.payment.codeBroken, texts.payment.codeBrokenNote]}
  />
);

function CodePlaceholder({ isBusy, words }: { isBusy: boolean; words: [string, string] }) {
  return (
    <div className={styles.placeholder}>
      {isBusy && <span className={styles.spinner} aria-hidden="true" />}
      <p className={styles.placeholderTitle}>{words[0]}</p>
      <p className={styles.placeholderNote}>{words[1]}</p>
    </div>
  );
}

// One soft tick when the countdown passes ten seconds, not when a window opens below it.
function useTick(isWaiting: boolean, seconds: number): void {
  const before = useRef(0);
  useEffect(() => {
    if (isWaiting && before.current > tickAtS && seconds === tickAtS) play('tick');
    before.current = seconds;
  }, [isWaiting, seconds]);
}
