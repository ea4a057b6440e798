import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { texts } from '../../texts/texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { useNowMs } from '../../ui/use-countdown.ts';
import { wallNowMs } from '../../ui/wall-clock.ts';
import { connectionWords } from './connection-words.ts';
import styles from './status-bar.module.css';

/** One sentence about the line and the queue; pressing it opens the queue. */
export function StatusBar({ till, onOpenQueue }: { till: TillView; onOpenQueue: () => void }) {
  useNowMs(10_000);
  const { sentence, kind } = connectionWords(texts, till, wallNowMs());
  return (
    <footer className={`${styles.bar} ${styles[kind]}`}>
      <output className={styles.status} aria-label={texts.connection.name}>
        <button type="button" className={styles.sentence} onClick={onOpenQueue}>
          {kind === 'attention' ? <Mark kind="triangle" /> : <Dot />}
          {sentence}
        </button>
      </output>
      <span className={styles.till}>{texts.frame.till(till.shop.terminalId)}</span>
    </footer>
  );
}

function Dot() {
  return <span className={styles.dot} aria-hidden="true" />;
}
