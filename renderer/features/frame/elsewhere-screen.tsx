import styles from '../../app.module.css';
import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { FullPage } from './full-page.tsx';

/** Another window has taken this one's place: nothing is shown here, and nothing can be pressed. */
export function ElsewhereScreen({ onUseHere }: { onUseHere: () => void }) {
  return (
    <main className={styles.alone}>
      <FullPage title={texts.frame.elsewhere}>
        <p>{texts.frame.elsewhereNote}</p>
        <div>
          <Button kind="next" tall onClick={onUseHere}>
            {texts.frame.hereInstead}
          </Button>
        </div>
      </FullPage>
    </main>
  );
}
