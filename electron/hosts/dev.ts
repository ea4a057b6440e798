// `npm run dev`: the browser host with the window's sources instead of the built window. A change of
// the window shows at once (Vite sits behind the same guard as everything else); a change of the
// core starts the core anew. Changes of a host need a new `npm run dev`.
import { watch } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { systemClock } from '../core/clock.ts';
import { runBrowserHost } from './browser/main.ts';
import { readFlags } from './flags.ts';
import { securityHeaders } from './window-files.ts';

/** An editor writes several files at once; the core starts anew after the last. */
const settleMs = 200;
/** Where Vite tells the page of changes. */
const changesPort = 24_678;

const root = fileURLToPath(new URL('../../', import.meta.url));
const flags = readFlags(process.argv.slice(2), {
  env: process.env,
  platform: process.platform,
  home: homedir(),
});
if (!flags.ok || flags.value === 'help') {
  process.stderr.write(
    `${flags.ok ? 'Takes the flags of `npm start -- --help`.' : flags.failure}\n`,
  );
  process.exit(2);
}

const vite = await createServer({
  configFile: `${root}vite.config.ts`,
  root: `${root}renderer`,
  logLevel: 'warn',
  appType: 'spa',
  server: {
    middlewareMode: true,
    hmr: { host: '127.0.0.1', port: changesPort, clientPort: changesPort },
    fs: { allow: [root] },
  },
});

// Vite's page carries scripts and styles in the page itself, and speaks to Vite over a socket.
const headers = securityHeaders({
  'script-src': "'self' 'unsafe-inline'",
  'style-src': "'self' 'unsafe-inline'",
  'connect-src': `'self' ws://127.0.0.1:${changesPort}`,
  'require-trusted-types-for': null,
  'trusted-types': null,
});

const { till } = await runBrowserHost(flags.value, (request, response) => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  vite.middlewares(request, response, () => response.writeHead(404).end());
});

let forgetRestart = () => {};
for (const folder of ['electron/core', 'electron/training', 'src-shared']) {
  watch(`${root}${folder}`, { recursive: true }, () => {
    forgetRestart();
    forgetRestart = systemClock.after(settleMs, () => till.core.restart());
  });
}
