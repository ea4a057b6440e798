import type { Problem } from '../../../src-shared/contract/profile.ts';
import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { FullPage } from './full-page.tsx';
import styles from './not-set-up-screen.module.css';

/** A profile that cannot be used: each thing that is wrong with it, and where to mend it. */
export function NotSetUpScreen({
  problems,
  onMend,
}: {
  problems: readonly Problem[];
  onMend: () => void;
}) {
  return (
    <FullPage title={texts.notSetUp.title}>
      <p>{problems.length > 0 ? texts.notSetUp.note : texts.notSetUp.none}</p>
      <ul className={styles.problems}>
        {problems.map(({ field, rule }) => (
          <li key={`${field} ${rule}`}>{texts.settings.sentence(field, rule)}</li>
        ))}
      </ul>
      <div>
        <Button kind="next" tall onClick={onMend}>
          {texts.notSetUp.mend}
        </Button>
      </div>
    </FullPage>
  );
}
