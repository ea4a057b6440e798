// `npm start`: runs the Electron host where that is possible, and the browser host elsewhere. Says
// in one line why it is not Electron.
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { runBrowserHost } from './browser/main.ts';
import { hasDisplay } from './browser/open-browser.ts';
import { startClean } from './clean-start.ts';
import { findElectron } from './electron-binary.ts';
import { refusalOfEnvironment } from './environment.ts';
import { type Flags, help, readFlags } from './flags.ts';

/** How often to look whether npm is still there. */
const parentLookMs = 1_000;

const here = { env: process.env, platform: process.platform, home: homedir() };

const flags = readFlags(process.argv.slice(2), here);
if (!flags.ok) {
  process.stderr.write(`${flags.failure}\n`);
  process.exit(2);
}
if (flags.value === 'help') {
  process.stdout.write(help);
  process.exit(0);
}
const refusal = refusalOfEnvironment(process.env);
if (refusal !== null) {
  process.stderr.write(`${refusal}\n`);
  process.exit(1);
}
const unclean = startClean();
if (unclean !== null) {
  process.stderr.write(`${unclean}\n`);
  process.exit(1);
}
if (process.env['npm_lifecycle_event'] === 'start') endWithNpm();
await launch(flags.value);

async function launch(flags: Flags): Promise<void> {
  if (flags.host === 'browser') return void (await runBrowserHost(flags));
  if (flags.host === null && !hasDisplay(here)) {
    process.stderr.write('There is no display for Electron: serving the window to a browser.\n');
    return void (await runBrowserHost(flags));
  }
  const electron = await findElectron();
  if (electron.ok) return runElectron(electron.value);
  if (flags.host === 'electron') {
    process.stderr.write(`${electron.failure}; run with --host browser.\n`);
    process.exit(1);
  }
  process.stderr.write(`${electron.failure}: serving the window to a browser.\n`);
  await runBrowserHost(flags);
}

// Electron reads the same command line itself; its end is ours.
function runElectron(program: string): void {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const electron = spawn(program, [root, ...process.argv.slice(2)], { stdio: 'inherit' });
  electron.once('error', (error) => {
    process.stderr.write(`Electron cannot be run (${error.message}); run with --host browser.\n`);
    process.exit(1);
  });
  electron.once('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => electron.kill(signal));
  }
}

// npm passes a SIGTERM on to its shell, and the shell takes it to the grave: what the shell started
// has to notice by itself, or an unseen till would keep the data folder.
function endWithNpm(): void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, parentLookMs);
  look.unref();
}
