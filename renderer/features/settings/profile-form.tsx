import { type FormEvent, useEffect, useRef } from 'react';
import type { Problem } from '../../../src-shared/contract/rule.ts';
import type { SettingsView } from '../../../src-shared/contract/views/settings.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { Decider } from '../../ui/decider.tsx';
import { problemWords } from '../../words/problem-words.ts';
import { fieldId, ProfileField } from './profile-field.tsx';
import styles from './profile-form.module.css';
import {
  brokenFields,
  type Field,
  type FieldPath,
  type FormValues,
  fieldOfProblem,
  formOf,
  groups,
  oncePerField,
} from './profile-form-data.ts';
import { SettingsGroup } from './settings-group.tsx';
import { type Saving, useSaving } from './use-saving.ts';

type Props = {
  readonly settings: SettingsView;
  /** What was typed; kept above this screen, so that a look elsewhere loses nothing. */
  readonly draft: FormValues | null;
  readonly onDraft: (draft: FormValues) => void;
};

/** Who this till is and whom it talks to. Saved only when the till finds every field valid. */
export function ProfileForm({ settings, draft, onDraft }: Props) {
  const { till } = usePresent();
  const values = draft ?? formOf(settings.profile);
  const { saving, problems, save, forget } = useSaving(settings, values, onDraft);
  const lookedAt = useRef(0);

  // Once the problems stand at their fields, to the first of them.
  useEffect(() => {
    const first = problems.map(fieldOfProblem).find((path) => path !== null);
    lookedAt.current = 0;
    if (first) focusField(first);
  }, [problems]);

  // From one field that needs a look to the next, round and round.
  function goToNext() {
    const paths = oncePerField(problems).map(fieldOfProblem);
    lookedAt.current = (lookedAt.current + 1) % paths.length;
    const path = paths[lookedAt.current];
    if (path) focusField(path);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void save();
  }

  const field = (each: Field) => (
    <ProfileField
      key={each.path}
      field={each}
      value={values[each.path]}
      problems={problems
        .filter((problem) => fieldOfProblem(problem) === each.path)
        .map((problem) => problemWords(texts, problem))}
      note={each.path === 'password' ? passwordNote(settings, values.password) : undefined}
      onValue={(value) => {
        onDraft({ ...values, [each.path]: value });
        forget();
      }}
    />
  );

  return (
    <form noValidate onSubmit={submit}>
      {till.mode === 'training' && (
        <p className={styles.training}>{texts.settings.leavesTraining}</p>
      )}
      {problems.length > 0 && <Summary problems={problems} />}
      {groups.map(({ name, fields }) => (
        <SettingsGroup key={name} {...texts.settings.groups[name]}>
          <div className={styles.fields}>{fields.map(field)}</div>
        </SettingsGroup>
      ))}
      <SaveBar saving={saving} problems={problems} onNext={goToNext} />
    </form>
  );
}

type SaveBarProps = {
  readonly saving: Saving;
  readonly problems: readonly Problem[];
  readonly onNext: () => void;
};

/** Always in sight: what came of saving, how much is left to mend, and the way to the next of it. */
function SaveBar({ saving, problems, onNext }: SaveBarProps) {
  return (
    <div className={styles.save}>
      <output>
        {saving === 'saved' && texts.settings.saved}
        {saving === 'savedPassword' && texts.settings.savedPassword}
        {saving === 'refused' && texts.settings.notSaved}{' '}
        {problems.length > 0 && texts.settings.problems(brokenFields(problems))}
      </output>
      {problems.length > 0 && <Button onClick={onNext}>{texts.settings.nextProblem}</Button>}
      <Decider type="submit" className={styles.submit} disabled={saving === 'saving'}>
        {saving === 'saving' ? texts.settings.saving : texts.settings.save}
      </Decider>
    </div>
  );
}

function Summary({ problems }: { problems: readonly Problem[] }) {
  return (
    <div className={styles.summary} role="alert">
      <p className={styles.summaryTitle}>{texts.settings.problems(brokenFields(problems))}</p>
      <ul>
        {oncePerField(problems).map((problem) => {
          const path = fieldOfProblem(problem);
          return (
            <li key={problem.field}>
              <Button kind="bare" onClick={() => path && focusField(path)}>
                {problemWords(texts, problem)}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function focusField(path: FieldPath): void {
  document.getElementById(fieldId(path))?.focus();
}

function passwordNote({ hasPassword, passwordKeptIn }: SettingsView, typed: string): string {
  const { passwordKept, passwordNeeded, passwordBlanks, passwordLetters } = texts.settings;
  return [
    hasPassword ? passwordKept[passwordKeptIn] : passwordNeeded[passwordKeptIn],
    ...(typed === typed.trim() ? [] : [passwordBlanks]),
    ...(/[^ -~]/.test(typed) ? [passwordLetters] : []),
  ].join(' ');
}
