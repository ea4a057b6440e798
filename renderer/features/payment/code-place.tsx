import { useRef } from 'react';
import { texts } from '../../texts/texts.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { useRoom } from '../../ui/use-room.ts';
import styles from './code-screen.module.css';
import { QrCode } from './qr-code.tsx';

type Props = {
  /** Null while nobody may see it. */
  readonly code: string | null;
  readonly isDim: boolean;
  /** In the code's place. */
  readonly words: Words;
  readonly isBusy: boolean;
};

type Words = readonly [title: string, note: string];

/** Where the code stands, as large as there is room; or why there is none. */
export function CodePlace({ code, isDim, words, isBusy }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const room = useRoom(place);
  return (
    <div ref={place} className={styles.place}>
      {code !== null && room ? (
        <Boundary what={texts.payment.codeName} instead={() => brokenCode}>
          <QrCode text={code} isDim={isDim} room={room} />
        </Boundary>
      ) : (
        <CodePlaceholder isBusy={isBusy} words={words} />
      )}
    </div>
  );
}

// Nothing is decided by a picture: the payment runs on, and Cancel is there.
const brokenCode = (
  <CodePlaceholder
    isBusy={false}
    words={[texts.payment.codeBroken, texts.payment.codeBrokenNote]}
  />
);

function CodePlaceholder({ isBusy, words }: Pick<Props, 'isBusy' | 'words'>) {
  return (
    <div className={styles.placeholder}>
      {isBusy && <span className={styles.spinner} aria-hidden="true" />}
      <p className={styles.placeholderTitle}>{words[0]}</p>
      <p className={styles.placeholderNote}>{words[1]}</p>
    </div>
  );
}
