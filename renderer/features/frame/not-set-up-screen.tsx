import type { Problem } from '../../../src-shared/contract/rule.ts';
import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { problemWords } from '../../words/problem-words.ts';
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
      <p>{introduction(problems)}</p>
      <div>
        <Button kind="next" tall onClick={onMend}>
          {texts.notSetUp.mend}
        </Button>
      </div>
      {!isOnlyPassword(problems) && (
        <ul className={styles.problems}>
          {problems.map((problem) => (
            <li key={problem.field}>{problemWords(texts, problem)}</li>
          ))}
        </ul>
      )}
    </FullPage>
  );
}

function introduction(problems: readonly Problem[]): string {
  if (problems.length === 0) return texts.notSetUp.none;
  const isAskedAgain = problems.every(({ rule }) => rule.code === 'sentElsewhere');
  if (isAskedAgain) return texts.notSetUp.passwordAgain;
  return isOnlyPassword(problems) ? texts.notSetUp.onlyPassword : texts.notSetUp.note;
}

function isOnlyPassword(problems: readonly Problem[]): boolean {
  return problems.length === 1 && problems.every(isMissingPassword);
}

function isMissingPassword({ field, rule }: Problem): boolean {
  return field === 'password' && rule.code === 'missing';
}
