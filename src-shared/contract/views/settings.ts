// How the till is set up.
import { z } from 'zod';

export const settingsView = z.object({
  /** The profile in use or saved, as JSON; null when there is none. */
  profile: z.record(z.string(), z.unknown()).nullable(),
  hasPassword: z.boolean(),
  /** Where the host keeps the password. */
  passwordKeptIn: z.enum(['keyring', 'ownerOnlyFile']),
  dataFolder: z.string(),
  version: z.string(),
});
export type SettingsView = z.infer<typeof settingsView>;
