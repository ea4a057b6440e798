// What Settings shows: the saved profile, and of the password only that there is one. Reads only.
import type { SettingsView } from '../../../src-shared/contract/views/settings.ts';
import { readSealed } from '../set-up/credentials.ts';
import type { SetUpParts } from '../set-up/set-up.ts';
import { readSetting } from '../store/tables/settings.ts';
import { isJsonObject } from '../wire/strict-json.ts';

export function settingsView({
  isAskedAgain,
  kept,
  options,
  withLiveStore,
}: SetUpParts): SettingsView {
  const saved = withLiveStore((live) => readSetting(live, 'profile'));
  return {
    profile: isJsonObject(saved) ? saved : null,
    hasPassword: readSealed(kept.text) !== null && !isAskedAgain,
    passwordKeptIn: options.passwordKeptIn,
    dataFolder: options.dataFolder,
    version: options.version,
  };
}
