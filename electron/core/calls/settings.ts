// How the till is set up.
import type { settingsCalls } from '../../../src-shared/contract/calls/settings.ts';
import { succeed } from '../../../src-shared/result.ts';
import type { Session } from '../session.ts';
import type { Calls } from './dispatch.ts';

export function settingsCallsOf(session: Session): Calls<typeof settingsCalls> {
  return {
    getSettings: () => succeed(session.setUp.view()),
    saveProfile: ({ profile, password }) =>
      session.setUp.save(profile, password, () => session.isBusy()),
  };
}
