// How the till is set up: the profile and its password.
import { z } from 'zod';
import { isPlain } from '../../domain/text.ts';
import { breaks, problem } from '../rule.ts';
import { settingsView } from '../views/settings.ts';
import { nothing } from './ids.ts';

export const settingsCalls = {
  getSettings: { role: 'admin', input: nothing, output: settingsView },
  /** Saves only when every field is valid; the till goes on with it at once. */
  saveProfile: {
    role: 'admin',
    input: z.strictObject({
      profile: z.unknown(),
      /** As it was typed, blanks included; without the byte order mark that some programs paste. */
      password: z
        .string()
        .overwrite((text) => text.replace(/^\uFEFF/, ''))
        .min(1)
        .max(200)
        .refine(isPlain, breaks({ code: 'characters' }))
        .optional(),
    }),
    output: z.object({ saved: z.boolean(), problems: z.array(problem) }),
  },
} as const;
