import { useRef, useState } from 'react';
import type { AdviceRow, QueueView } from '../../../src-shared/contract/views/queue.ts';
import { texts } from '../../texts/texts.ts';
import { useAnswer } from '../../till/use-answer.ts';
import { usePresent } from '../../till/use-till.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { useNowMs } from '../../ui/use-countdown.ts';
import { useFocus } from '../../ui/use-focus.ts';
import { AdviceLine } from './advice-line.tsx';
import {
  CloseDialog,
  type ClosingDraft,
  closeRow,
  closeUnreadable,
  emptyDraft,
  type ToClose,
} from './close-dialog.tsx';
import styles from './queue-screen.module.css';
import { type Asked, resentOf } from './resent.ts';
import { UnreadableLine } from './unreadable-line.tsx';
import { useSentAgain } from './use-sent-again.ts';

const refreshMs = 5_000;
const nothing = {};

/** What is owed to the intermediary: exceptions first, then whatever is still on its way. */
export function QueueScreen({ onOpenPayment }: { onOpenPayment: (paymentId: string) => void }) {
  const answer = useAnswer('getQueue', nothing, refreshMs);
  const nowMs = useNowMs(1_000);
  const heading = useRef<HTMLHeadingElement>(null);
  useFocus(heading);
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const [closing, setClosing] = useState<Closing | null>(null);
  // Each question has a number: one that was left a moment ago must not close the next.
  const [asking, setAsking] = useState<number | null>(null);
  const questions = useRef(0);
  const [closed, setClosed] = useState('');

  // The same item again: its words are still there.
  function askToClose(item: ToClose) {
    const isSame = closing?.item.adviceId === item.adviceId;
    setClosing({ item, draft: isSame ? closing.draft : emptyDraft });
    setClosed('');
    questions.current += 1;
    setAsking(questions.current);
  }

  function leaveQuestion(question: number, done: boolean) {
    setAsking((now) => (now === question ? null : now));
    if (!done || !closing) return;
    setClosed(texts.queue.closing.done(closing.item.about));
    setClosing(null);
    // Its line, and with it the button that had the focus, is gone.
    heading.current?.focus();
  }

  async function sendNow() {
    setBusy(true);
    await ask('sendNow', {});
    setBusy(false);
  }

  const queue = answer?.value ?? null;
  const { asked, sendAgain } = useSentAgain(queue, setClosed);
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
      <output className={styles.closed}>{closed}</output>
      {asking !== null && closing && (
        <Boundary what={texts.frame.parts.question}>
          <CloseDialog
            key={asking}
            item={closing.item}
            draft={closing.draft}
            onDraft={(draft) => setClosing({ ...closing, draft })}
            onLeave={(done) => leaveQuestion(asking, done)}
          />
        </Boundary>
      )}
      {!queue && <p className={styles.quiet}>{texts.queue.loading}</p>}
      {queue && (
        <Owed
          queue={queue}
          waiting={waiting}
          passedMs={nowMs - (answer?.receivedAtMs ?? nowMs)}
          onOpenPayment={onOpenPayment}
          onClose={askToClose}
          asked={asked}
          onSendAgain={(row) => void sendAgain(row)}
        />
      )}
    </Page>
  );
}

type Closing = { readonly item: ToClose; readonly draft: ClosingDraft };

type OwedProps = {
  readonly queue: QueueView;
  readonly waiting: readonly AdviceRow[];
  readonly passedMs: number;
  readonly onOpenPayment: (paymentId: string) => void;
  readonly onClose: (item: ToClose) => void;
  readonly asked: Asked;
  readonly onSendAgain: (row: AdviceRow) => void;
};

function Owed(props: OwedProps) {
  const { queue, passedMs, onOpenPayment, onClose, asked, onSendAgain } = props;
  const resent = (row: AdviceRow) => resentOf(asked, row, queue.paused);
  const isException = (row: AdviceRow) => row.state === 'attention' || resent(row) === 'underWay';
  const exceptions = queue.rows.filter(isException);
  const waiting = props.waiting.filter((row) => !isException(row));
  const more = queue.total - queue.rows.length - queue.unreadable.length;
  const line = (row: AdviceRow) => (
    <AdviceLine
      key={row.adviceId}
      row={row}
      paused={queue.paused}
      passedMs={passedMs}
      onOpenPayment={onOpenPayment}
      onClose={() => onClose(closeRow(row))}
      resent={resent(row)}
      onSendAgain={() => onSendAgain(row)}
    />
  );
  return (
    <>
      {queue.paused && (
        <p className={styles.paused}>
          <Mark kind="triangle" /> {texts.queue.paused[queue.paused]}
        </p>
      )}
      {queue.total === 0 && <Note title={texts.queue.nothing}>{texts.queue.nothingNote}</Note>}
      {exceptions.length + queue.unreadable.length > 0 && (
        <section className={styles.exceptions}>
          <h2 className={styles.exceptionsTitle}>
            <Mark kind="triangle" /> {texts.queue.exceptions}
          </h2>
          <ul>
            {queue.unreadable.map((row) => (
              <UnreadableLine
                key={`${row.record} ${row.id}`}
                row={row}
                onClose={() => onClose(closeUnreadable(row))}
              />
            ))}
            {exceptions.map(line)}
          </ul>
        </section>
      )}
      {waiting.length > 0 && (
        <section>
          <h2 className={styles.title}>
            {queue.paused ? texts.queue.waitingPaused : texts.queue.waiting}
          </h2>
          <ul className={styles.lines}>{waiting.map(line)}</ul>
        </section>
      )}
      {more > 0 && <p className={styles.quiet}>{texts.queue.more(more)}</p>}
    </>
  );
}
