import { useRef } from 'react';
import type { SettingsView } from '../../../src-shared/contract/views/settings.ts';
import { texts } from '../../texts/texts.ts';
import { useAnswer } from '../../till/use-answer.ts';
import { Page } from '../../ui/page.tsx';
import { useFocus } from '../../ui/use-focus.ts';
import { ProfileForm } from './profile-form.tsx';
import type { FormValues } from './profile-form-data.ts';
import { SettingsGroup } from './settings-group.tsx';
import styles from './settings-screen.module.css';
import { WindowSettings } from './window-settings.tsx';

const nothing = {};

type Props = {
  readonly draft: FormValues | null;
  readonly onDraft: (draft: FormValues) => void;
};

export function SettingsScreen({ draft, onDraft }: Props) {
  const settings = useAnswer('getSettings', nothing)?.value ?? null;
  const heading = useRef<HTMLHeadingElement>(null);
  useFocus(heading);
  return (
    <Page heading={heading} title={texts.settings.title}>
      <WindowSettings />
      {settings ? (
        <>
          <ProfileForm settings={settings} draft={draft} onDraft={onDraft} />
          <About settings={settings} />
        </>
      ) : (
        <p>{texts.settings.loading}</p>
      )}
    </Page>
  );
}

function About({ settings }: { settings: SettingsView }) {
  return (
    <SettingsGroup {...texts.settings.about}>
      <dl className={styles.about}>
        <div>
          <dt>{texts.settings.version}</dt>
          <dd>
            {texts.product} {settings.version}
          </dd>
        </div>
        <div>
          <dt>{texts.settings.dataFolder}</dt>
          <dd className={styles.path}>{settings.dataFolder}</dd>
        </div>
      </dl>
    </SettingsGroup>
  );
}
