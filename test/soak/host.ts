// The browser host under the soak. Not through launch.ts, which would take the meter away: nothing of
// whoever starts a till goes along into it.
import { homedir } from 'node:os';
import { runBrowserHost } from '../../electron/hosts/browser/main.ts';
import { readFlags } from '../../electron/hosts/flags.ts';
import { invariant } from '../../src-shared/result.ts';

const flags = readFlags(process.argv.slice(2), {
  env: process.env,
  platform: process.platform,
  home: homedir(),
});
invariant(flags.ok && flags.value !== 'help', 'the soak gives flags that can be read');
await runBrowserHost(flags.value);
