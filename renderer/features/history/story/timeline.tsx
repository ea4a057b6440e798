import type { TimelineEntry } from '../../../../src-shared/contract/views/history.ts';
import type { Money } from '../../../../src-shared/domain/money.ts';
import { texts } from '../../../texts/texts.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { dayOf, timeOfDay } from '../../../ui/moments.ts';
import { answerWords, operationWords } from '../../../words/answer-words.ts';
import { reasonLine } from '../../../words/not-paid-words.ts';
import { messageId, prettyJson } from './pretty-json.ts';
import styles from './timeline.module.css';

type StateEntry = Extract<TimelineEntry, { kind: 'state' }>;
type SentEntry = Extract<TimelineEntry, { kind: 'sent' }>;
type AnsweredEntry = Extract<TimelineEntry, { kind: 'answered' }>;
type ClosedEntry = Extract<TimelineEntry, { kind: 'closed' }>;

type Props = { readonly entries: readonly TimelineEntry[]; readonly amount: Money };

/** What the till did, what was sent and what came back, oldest first. */
export function Timeline({ entries, amount }: Props) {
  return (
    <ol className={styles.timeline}>
      {entries.map((entry, index) => (
        // Entries are only ever added at the end, so their place is their identity.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className={isOurs(entry) ? styles.state : styles.exchange}>
          <Moment at={entry.at} before={entries[index - 1]?.at} />
          {entry.kind === 'state' && (
            <State entry={entry} amount={amount} isShown={wasApproved(entries, index)} />
          )}
          {entry.kind === 'sent' && <Sent entry={entry} />}
          {entry.kind === 'answered' && <Answered entry={entry} />}
          {entry.kind === 'closed' && <Closed entry={entry} />}
          {entry.kind === 'reopened' && <p className={styles.late}>{texts.history.reopened}</p>}
        </li>
      ))}
    </ol>
  );
}

/** What the till or a person did, and not what was said on the wire. */
function isOurs({ kind }: TimelineEntry): boolean {
  return kind === 'state' || kind === 'closed' || kind === 'reopened';
}

/** The time of an entry, with its day where that is another than that of the entry before. */
export function Moment({ at, before }: { at: string; before: string | undefined }) {
  const isNewDay = before !== undefined && dayOf(texts, before) !== dayOf(texts, at);
  return (
    <span className={styles.time}>
      {timeOfDay(texts, at)}
      {isNewDay && <small>{dayOf(texts, at)}</small>}
    </span>
  );
}

// An approval is recorded twice: when it came, and when it stood on the screen.
function wasApproved(entries: readonly TimelineEntry[], index: number): boolean {
  return entries
    .slice(0, index)
    .some((entry) => entry.kind === 'state' && entry.state === 'approved');
}

type StateProps = {
  readonly entry: StateEntry;
  readonly amount: Money;
  readonly isShown: boolean;
};

function State({ entry, amount, isShown }: StateProps) {
  const why = reasonLine(texts, entry.reason, amount);
  return (
    <div>
      <p className={`${styles.word} ${styles[entry.state]}`}>
        {entry.state === 'approved' && isShown
          ? texts.history.shown
          : texts.history.stateSentences[entry.state]}
      </p>
      {why && <p>{why}</p>}
      {entry.owes && <p className={styles.quiet}>{texts.history.owes[entry.owes]}</p>}
    </div>
  );
}

function Sent({ entry }: { entry: SentEntry }) {
  return (
    <div>
      <p>{texts.history.sent(operationWords(texts, entry.operation))}</p>
      <Folded title={texts.history.request} text={entry.request} />
    </div>
  );
}

function Answered({ entry }: { entry: AnsweredEntry }) {
  const times = texts.history.times(entry.times);
  return (
    <div>
      <p>
        {operationWords(texts, entry.operation)}:{' '}
        {answerWords(texts, entry.answer, entry.operation)}
        {times && ` · ${times}`}
      </p>
      {entry.late && <p className={styles.late}>{texts.history.late}</p>}
      {entry.response !== null && <Folded title={texts.history.response} text={entry.response} />}
    </div>
  );
}

function Closed({ entry }: { entry: ClosedEntry }) {
  return (
    <div>
      <p className={styles.word}>{texts.history.closed[entry.advice]}</p>
      <p className={styles.said}>{texts.history.closedWords(entry.person, entry.reason)}</p>
    </div>
  );
}

function Folded({ title, text }: { title: string; text: string }) {
  return (
    <details className={styles.details}>
      <summary>{texts.history.message}</summary>
      <Message title={title} text={text} />
    </details>
  );
}

function Message({ title, text }: { title: string; text: string }) {
  const pretty = prettyJson(text);
  const id = messageId(text);
  return (
    <div className={styles.message}>
      <div className={styles.messageHead}>
        <h3>{title}</h3>
        <CopyButton text={pretty} what={title} />
      </div>
      {id !== null && (
        <div className={styles.messageHead}>
          <p className={styles.id}>
            {texts.history.messageId} <code>{id}</code>
          </p>
          <CopyButton text={id} what={texts.history.messageId} />
        </div>
      )}
      {/* A long message scrolls, so the keyboard has to be able to reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0}>{pretty}</pre>
    </div>
  );
}
