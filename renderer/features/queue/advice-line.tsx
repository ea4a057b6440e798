import type { AdviceRow, QueueView } from '../../../src-shared/contract/views/queue.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ageOf, hourAndMinute, timeOfDay } from '../../ui/moments.ts';
import { wallNowMs } from '../../ui/wall-clock.ts';
import { answerWords } from '../../words/answer-words.ts';
import styles from './advice-line.module.css';
import { nextTryWords, todoWords } from './advice-words.ts';
import type { Resent } from './resent.ts';
import { saleWords } from './to-close.ts';

type Props = {
  readonly row: AdviceRow;
  readonly paused: QueueView['paused'];
  readonly passedMs: number;
  readonly onOpenSale: (saleId: string) => void;
  readonly onClose: () => void;
  /** What came of *Send again*, if it was pressed. */
  readonly resent: Resent | null;
  readonly onSendAgain: () => void;
};

/** One owed message: what, how much, since when, what was answered, and what comes next. */
export function AdviceLine(props: Props) {
  const { row, paused, passedMs, onOpenSale, onClose, resent, onSendAgain } = props;
  // While it is sent again it keeps its place, so that the answer is seen where the button was pressed.
  const needsPerson = row.state === 'attention' || resent === 'underWay';
  const { saleId } = row;
  const sale = saleWords(row.saleNumber);
  const next = nextTryWords(texts, row, paused, passedMs);
  return (
    <li className={needsPerson ? `${styles.line} ${styles.exception}` : styles.line}>
      {saleId === null ? (
        <div className={styles.sale}>
          <span className={styles.record}>{texts.queue.kinds[row.kind]}</span>
          <span className={styles.saleNumber}>{sale}</span>
        </div>
      ) : (
        <button type="button" className={styles.sale} onClick={() => onOpenSale(saleId)}>
          <span className={styles.kind}>{texts.queue.kinds[row.kind]}</span>
          <span className={styles.saleNumber}>{sale}</span>
        </button>
      )}
      <span className={styles.amount}>{row.amount && <Amount money={row.amount} />}</span>
      <div className={styles.facts}>
        {resent !== null && (
          <output className={styles.resent}>
            {resent === 'underWay'
              ? texts.queue.sendingAgain
              : row.lastAnswer && texts.queue.cameBack(timeOfDay(texts, row.lastAnswer.at))}
          </output>
        )}
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
              <CopyButton text={row.paymentId} what={texts.history.paymentId} />
            </p>
          </>
        )}
      </div>
      {needsPerson && (
        <div className={styles.steps}>
          <Button isResting={resent === 'underWay'} onClick={onSendAgain}>
            {texts.queue.sendAgain}
          </Button>
          <Button onClick={onClose}>{texts.queue.close}</Button>
        </div>
      )}
    </li>
  );
}
