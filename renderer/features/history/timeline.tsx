import { useState } from 'react';
import type { TimelineEntry } from '../../../src-shared/contract/views.ts';
import type { Money } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { timeOfDay } from '../../ui/moments.ts';
import { reasonLine } from '../payment/not-paid-words.ts';
import { answerWords } from '../queue/answer-words.ts';
import { copyText } from './export.ts';
import { prettyJson } from './pretty-json.ts';
import styles from './timeline.module.css';

type StateEntry = Extract<TimelineEntry, { kind: 'state' }>;
type ExchangeEntry = Extract<TimelineEntry, { kind: 'exchange' }>;

export function Timeline({
  entries,
  amount,
}: {
  entries: readonly TimelineEntry[];
  amount: Money;
}) {
  return (
    <ol className={styles.timeline}>
      {entries.map((entry, index) => (
        // Entries are only ever added at the end, so their place is their identity.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className={entry.kind === 'state' ? styles.state : styles.exchange}>
          <span className={styles.time}>{timeOfDay(texts, entry.at)}</span>
          {entry.kind === 'state' ? (
            <State entry={entry} amount={amount} />
          ) : (
            <Exchange entry={entry} />
          )}
        </li>
      ))}
    </ol>
  );
}

function State({ entry, amount }: { entry: StateEntry; amount: Money }) {
  const why = reasonLine(texts, entry.reason, amount);
  return (
    <div>
      <p className={`${styles.word} ${styles[entry.state]}`}>
        {texts.history.stateSentences[entry.state]}
      </p>
      {why && <p>{why}</p>}
      {entry.owes && <p className={styles.quiet}>{texts.history.owes[entry.owes]}</p>}
    </div>
  );
}

function Exchange({ entry }: { entry: ExchangeEntry }) {
  const answer = entry.answer ? answerWords(texts, entry.answer) : texts.answers.none;
  const times = texts.history.times(entry.times);
  return (
    <div>
      <p>
        {texts.history.operations[entry.operation]}: {answer}
        {times && ` · ${times}`}
      </p>
      {entry.late && <p className={styles.late}>{texts.history.late}</p>}
      <details className={styles.details}>
        <summary>{texts.history.message}</summary>
        <Message title={texts.history.request} text={entry.request} />
        <Message title={texts.history.response} text={entry.response} />
      </details>
    </div>
  );
}

function Message({ title, text }: { title: string; text: string | null }) {
  const [isCopied, setCopied] = useState(false);
  if (text === null) return <p className={styles.quiet}>{texts.history.noResponse}</p>;
  const pretty = prettyJson(text);
  return (
    <div className={styles.message}>
      <div className={styles.messageHead}>
        <h3>{title}</h3>
        <Button onClick={() => void copyText(pretty).then(setCopied)}>
          {isCopied ? texts.history.copied : texts.history.copy}
        </Button>
      </div>
      {/* A long message scrolls, so the keyboard has to be able to reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0}>{pretty}</pre>
    </div>
  );
}
