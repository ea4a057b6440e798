import { useState } from 'react';
import type { AdviceRow, QueueView } from '../../../src-shared/contract/views.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { ageOf, hourAndMinute } from '../../ui/moments.ts';
import { wallNowMs } from '../../ui/wall-clock.ts';
import styles from './advice-line.module.css';
import { answerWords, nextTryWords, todoWords } from './answer-words.ts';

type Props = {
  readonly row: AdviceRow;
  readonly paused: QueueView['paused'];
  readonly passedMs: number;
  readonly onOpenPayment: (paymentId: string) => void;
  readonly onClose: () => void;
};

/** One owed message: what, how much, since when, what was answered, and what comes next. */
export function AdviceLine({ row, paused, passedMs, onOpenPayment, onClose }: Props) {
  const needsPerson = row.state === 'attention';
  const next = nextTryWords(texts, row, paused, passedMs);
  return (
    <li className={styles.line}>
      {row.saleNumber === null ? (
        <div className={styles.sale}>
          <span className={styles.record}>{texts.queue.kinds[row.kind]}</span>
          <span className={styles.saleNumber}>{texts.queue.unreadable.unknownSale}</span>
        </div>
      ) : (
        <button type="button" className={styles.sale} onClick={() => onOpenPayment(row.paymentId)}>
          <span className={styles.kind}>{texts.queue.kinds[row.kind]}</span>
          <span className={styles.saleNumber}>{texts.saleNumber(row.saleNumber)}</span>
        </button>
      )}
      <span className={styles.amount}>{row.amount && <Amount money={row.amount} />}</span>
      <div className={styles.facts}>
        <p>
          {row.lastAnswer ? answerWords(texts, row.lastAnswer) : texts.queue.notTried}
          {row.lastAnswer && ` · ${hourAndMinute(texts, row.lastAnswer.at)}`}
        </p>
        <p className={styles.quiet}>
          {texts.queue.since(ageOf(texts, row.owedSince, wallNowMs()))}
          {` · ${texts.queue.attempts(row.attempts)}`}
          {!needsPerson && ` · ${next}`}
        </p>
        {needsPerson && (
          <>
            <p className={styles.todo}>{todoWords(texts, row)}</p>
            <p className={styles.id}>
              {texts.history.paymentId} <code>{row.paymentId}</code>
            </p>
          </>
        )}
      </div>
      {needsPerson && (
        <div className={styles.steps}>
          <SendAgain adviceId={row.adviceId} />
          <Button onClick={onClose}>{texts.queue.close}</Button>
        </div>
      )}
    </li>
  );
}

function SendAgain({ adviceId }: { adviceId: string }) {
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  async function send() {
    setBusy(true);
    await ask('sendAgain', { adviceId });
    setBusy(false);
  }
  return (
    <Button isResting={isBusy} onClick={() => void send()}>
      {texts.queue.sendAgain}
    </Button>
  );
}
