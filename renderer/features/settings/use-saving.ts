import { useState } from 'react';
import type { Problem } from '../../../src-shared/contract/rule.ts';
import type { SettingsView } from '../../../src-shared/contract/views/settings.ts';
import { usePresent } from '../../till/use-till.ts';
import { checkDocument } from './check-document.ts';
import { documentOf, type FormValues, mergedProblems } from './profile-form-data.ts';

export type Saving = 'idle' | 'saving' | 'saved' | 'savedPassword' | 'refused';

/** Saves the form, and holds what came of it: the problems stay until it is saved again. */
export function useSaving(
  settings: SettingsView,
  values: FormValues,
  onDraft: (draft: FormValues) => void,
) {
  const { till, ask } = usePresent();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [saving, setSaving] = useState<Saving>('idle');

  async function save() {
    setSaving('saving');
    const { document: profile, problems: ownProblems } = documentOf(values, settings.profile);
    const password = values.password === '' ? {} : { password: values.password };
    const isNewPassword = values.password !== '' || till.connection.state === 'credentialsRefused';
    const needsPassword = values.password === '' && !settings.hasPassword;
    const missing = needsPassword
      ? [{ field: 'password', rule: { code: 'missing' } as const }]
      : [];
    const answer =
      ownProblems.length > 0
        ? { saved: false, problems: [...(await checkDocument(profile)), ...missing] }
        : await ask('saveProfile', { profile, ...password });
    const saved = isNewPassword ? 'savedPassword' : 'saved';
    if (answer === undefined) setSaving('idle');
    else setSaving(answer.saved ? saved : 'refused');
    setProblems(answer ? mergedProblems(ownProblems, answer.problems) : []);
    if (answer?.saved) onDraft({ ...values, password: '' });
  }

  // What came of the last save is said until something else is typed.
  const forget = () => setSaving('idle');
  return { saving, problems, save, forget };
}
