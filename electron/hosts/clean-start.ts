// Makes this process one that nobody can look into. A signal opens Node's inspector, and so do
// variables and flags that whoever starts the till never meant for it (an editor sets them for every
// program); with an inspector, any program on this computer could read the password and press Void.
import { url } from 'node:inspector';
import { cleanEnvironment } from './environment.ts';

/** Node does not listen for the signal that opens the inspector. */
const withoutSignal = '--disable-sigusr1';

/**
 * Goes on in a clean environment without an inspector: on the same spot of the program's beginning,
 * as the same process. Returns only when that is so, or with a sentence that says why it cannot be.
 */
export function startClean(): string | null {
  const env = cleanEnvironment(process.env);
  const isClean =
    process.execArgv.includes(withoutSignal) &&
    process.execArgv.length === 1 &&
    Object.keys(process.env).length === Object.keys(env).length;
  if (isClean) return null;
  if (process.platform !== 'win32' && process.execve) {
    process.execve(
      process.execPath,
      [process.execPath, withoutSignal, ...process.argv.slice(1)],
      env,
    );
  }
  // Windows cannot exchange a process: what Node has not read yet is taken away, and the rest refused.
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  process.on('SIGUSR1', () => {});
  return url() === undefined
    ? null
    : 'The till must not be started with an inspector: start it without --inspect and NODE_OPTIONS.';
}
