import { useRef, useState } from 'react';
import { texts } from '../../texts/texts.ts';
import { useAsked } from '../../till/use-answer.ts';
import { usePresent } from '../../till/use-till.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { hourAndMinute } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { useNowMs } from '../../ui/use-countdown.ts';
import { useFocus } from '../../ui/use-focus.ts';
import { Practise } from '../training/practise.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { Owed } from './owed.tsx';
import styles from './queue-screen.module.css';
import { useClosing } from './use-closing.ts';
import { useSentAgain } from './use-sent-again.ts';

const refreshMs = 5_000;
const nothing = {};

/** What is owed to the intermediary, and what a person can do about it. */
export function QueueScreen({ onOpenSale }: { onOpenSale: (saleId: string) => void }) {
  const { answer, isRefused } = useAsked('getQueue', nothing, refreshMs);
  const nowMs = useNowMs(1_000);
  const heading = useRef<HTMLHeadingElement>(null);
  useFocus(heading);
  const { till, ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  // What came of the last step.
  const [said, setSaid] = useState('');
  const { question, askToClose, keepDraft, leaveQuestion } = useClosing(heading, setSaid);

  async function sendNow() {
    setBusy(true);
    await ask('sendNow', {});
    setBusy(false);
  }

  const queue = answer?.value ?? null;
  const { asked, sendAgain } = useSentAgain(queue, setSaid);
  const waiting = queue?.rows.filter((row) => row.state === 'owed') ?? [];
  return (
    <Page
      heading={heading}
      title={queue && queue.total > 0 ? texts.queue.owed(queue.total) : texts.queue.title}
      aside={
        waiting.length > 0 && (
          <Button kind="next" isResting={isBusy} onClick={() => void sendNow()}>
            {texts.queue.sendNow}
          </Button>
        )
      }
    >
      <output className={styles.closed}>{said}</output>
      {question && (
        <Boundary what={texts.frame.parts.question}>
          <CloseDialog
            key={question.number}
            item={question.item}
            draft={question.draft}
            onDraft={keepDraft}
            onLeave={(done) => leaveQuestion(question.number, done)}
          />
        </Boundary>
      )}
      {till.owed.lateSince !== null && (
        <p className={styles.paused}>
          <Mark kind="triangle" /> {texts.bills.late(hourAndMinute(texts, till.owed.lateSince))}
        </p>
      )}
      {!queue && (
        <p className={styles.quiet}>{isRefused ? texts.queue.refused : texts.queue.loading}</p>
      )}
      {queue && (
        <Owed
          queue={queue}
          waiting={waiting}
          passedMs={nowMs - (answer?.receivedAtMs ?? nowMs)}
          onOpenSale={onOpenSale}
          onClose={askToClose}
          asked={asked}
          onSendAgain={(row) => void sendAgain(row)}
        />
      )}
      {till.mode === 'training' && <Practise />}
    </Page>
  );
}
