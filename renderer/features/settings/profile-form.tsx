import { type FormEvent, useEffect, useState } from 'react';
import type { Problem } from '../../../src-shared/contract/profile.ts';
import type { SettingsView } from '../../../src-shared/contract/views.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { fieldId, ProfileField } from './profile-field.tsx';
import styles from './profile-form.module.css';
import {
  documentOf,
  type Field,
  type FormValues,
  fieldOfProblem,
  formOf,
  groups,
  inFormOrder,
} from './profile-form-data.ts';
import { SettingsGroup } from './settings-group.tsx';

type Saving = 'idle' | 'saving' | 'saved' | 'refused';

/** Who this till is and whom it talks to. Saved only when the till finds every field valid. */
export function ProfileForm({ settings }: { settings: SettingsView }) {
  const { till, ask } = usePresent();
  const [values, setValues] = useState<FormValues>(() => formOf(settings.profile));
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [saving, setSaving] = useState<Saving>('idle');

  async function save(event: FormEvent) {
    event.preventDefault();
    setSaving('saving');
    const { document: profile, problems: ownProblems } = documentOf(values);
    const password = values.password === '' ? {} : { password: values.password };
    const answer =
      ownProblems.length > 0
        ? { saved: false, problems: ownProblems }
        : await ask('saveProfile', { profile, ...password });
    setSaving(answer === undefined ? 'idle' : answer.saved ? 'saved' : 'refused');
    setProblems(inFormOrder(answer?.problems ?? []));
    if (answer?.saved) setValues({ ...values, password: '' });
  }

  // Once the problems stand at their fields, to the first of them.
  useEffect(() => {
    const first = problems.map(fieldOfProblem).find((path) => path !== null);
    if (first) document.getElementById(fieldId(first))?.focus();
  }, [problems]);

  const field = (each: Field) => (
    <ProfileField
      key={each.path}
      field={each}
      value={values[each.path]}
      rules={problems.filter((p) => fieldOfProblem(p) === each.path).map(({ rule }) => rule)}
      note={each.path === 'password' ? passwordNote(settings) : undefined}
      onValue={(value) => {
        setValues((before) => ({ ...before, [each.path]: value }));
        setSaving('idle');
      }}
    />
  );

  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      {till.mode === 'training' && (
        <p className={styles.training}>{texts.settings.leavesTraining}</p>
      )}
      {problems.length > 0 && <Summary problems={problems} />}
      {groups.map(({ name, fields }) => (
        <SettingsGroup key={name} {...texts.settings.groups[name]}>
          <div className={styles.fields}>{fields.map(field)}</div>
        </SettingsGroup>
      ))}
      <div className={styles.save}>
        <output>
          {saving === 'saved' && texts.settings.saved}
          {saving === 'refused' && texts.settings.notSaved}
        </output>
        <button type="submit" className={styles.submit} disabled={saving === 'saving'}>
          {saving === 'saving' ? texts.settings.saving : texts.settings.save}
        </button>
      </div>
    </form>
  );
}

function Summary({ problems }: { problems: readonly Problem[] }) {
  return (
    <div className={styles.summary} role="alert">
      <p className={styles.summaryTitle}>{texts.settings.problems(problems.length)}</p>
      <ul>
        {problems.map((problem) => {
          const path = fieldOfProblem(problem);
          const name = path ? texts.settings.fields[path].label : problem.field;
          return (
            <li key={`${problem.field} ${problem.rule}`}>
              <Button
                kind="bare"
                onClick={() => path && document.getElementById(fieldId(path))?.focus()}
              >
                {texts.settings.sentence(name, problem.rule)}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function passwordNote({ hasPassword, passwordKeptIn }: SettingsView): string {
  const kept = texts.settings.keptIn[passwordKeptIn];
  return hasPassword ? kept : `${texts.settings.passwordNeeded} ${kept}`;
}
