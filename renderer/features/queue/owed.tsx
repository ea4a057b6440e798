import type { AdviceRow, QueueView } from '../../../src-shared/contract/views/queue.ts';
import { texts } from '../../texts/texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { Note } from '../../ui/note.tsx';
import { AdviceLine } from './advice-line.tsx';
import styles from './queue-screen.module.css';
import { type Asked, resentOf } from './resent.ts';
import { closeRow, closeUnreadable, type ToClose } from './to-close.ts';
import { UnreadableLine } from './unreadable-line.tsx';

type Props = {
  readonly queue: QueueView;
  readonly waiting: readonly AdviceRow[];
  readonly passedMs: number;
  readonly onOpenSale: (saleId: string) => void;
  readonly onClose: (item: ToClose) => void;
  readonly asked: Asked;
  readonly onSendAgain: (row: AdviceRow) => void;
};

/** Exceptions first, then whatever is still on its way. */
export function Owed(props: Props) {
  const { queue, passedMs, onOpenSale, onClose, asked, onSendAgain } = props;
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
      onOpenSale={onOpenSale}
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
