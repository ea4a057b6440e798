import { useMemo } from 'react';
import type { TillClient } from '../src-shared/contract/till-client.ts';
import styles from './app.module.css';
import { BrokenWindow } from './features/frame/broken-window.tsx';
import { failureWords } from './features/frame/failure-words.ts';
import { FullPage } from './features/frame/full-page.tsx';
import { Notice } from './features/frame/notice.tsx';
import { StartingOverlay } from './features/frame/starting-overlay.tsx';
import { useResultSound } from './features/payment/payment-screen.tsx';
import { Places } from './places.tsx';
import { texts } from './texts/texts.ts';
import { PresentTill, useTill } from './till/use-till.ts';
import { Boundary, Freshness } from './ui/boundary.tsx';
import { Catcher } from './ui/catcher.tsx';

/** The window: the frame around every place, and what is in it. */
export function App({ client, isKeyOut }: { client: TillClient; isKeyOut: boolean }) {
  const { till, receivedAtMs, reachable, ask, saveFile, failure, dismissFailure } = useTill(client);
  const present = useMemo(
    () => till && { till, receivedAtMs, ask, saveFile },
    [till, receivedAtMs, ask, saveFile],
  );
  useResultSound(till?.payment ?? null);

  if (isKeyOut) {
    return (
      <main className={styles.alone}>
        <FullPage title={texts.frame.keyOut}>
          <p>{texts.frame.keyOutSafe}</p>
          <p>{texts.frame.keyOutNote}</p>
        </FullPage>
      </main>
    );
  }
  const since = till ? `${till.runId} ${till.revision} ${reachable}` : '';
  return (
    <Freshness value={since}>
      {present && (
        <PresentTill value={present}>
          <div className={styles.window} inert={!reachable}>
            <Catcher since={since} instead={brokenWindow}>
              <Places
                till={present.till}
                notice={
                  failure && (
                    <Notice
                      message={texts.frame.failed(failureWords(texts, failure))}
                      onDismiss={dismissFailure}
                    />
                  )
                }
              />
            </Catcher>
          </div>
        </PresentTill>
      )}
      {!reachable && (
        <Boundary what={texts.frame.parts.overlay}>
          <StartingOverlay isFirst={till === null} />
        </Boundary>
      )}
    </Freshness>
  );
}

const brokenWindow = (again: () => void) => <BrokenWindow onAgain={again} />;
