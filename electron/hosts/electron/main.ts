// The Electron host: starts the till's threads, opens its window, carries one to the other, stops
// in order. What could be done without Electron is done in the folder above.
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, dialog, Menu } from 'electron';
import { makeDataFolder } from '../data-folder.ts';
import { refusalOfEnvironment } from '../environment.ts';
import { type Flags, help, readFlags } from '../flags.ts';
import { complain, startTill } from '../start-till.ts';
import { readWindowFiles } from '../window-files.ts';
import { carry } from './ipc.ts';
import { keyring } from './keyring.ts';
import { lockDownPages, lockDownSession } from './lock-down.ts';
import { registerScheme, serveWindow } from './scheme.ts';
import { focusWindow, openWindow } from './window.ts';

// Chromium reads the same command line, and has hundreds of switches that open a window to others
// (--remote-debugging-port, --no-sandbox, --renderer-cmd-prefix). A package takes the till's own flags
// and no other; in development they are for whoever works on it.
const flags = readFlags(
  process.argv.slice(app.isPackaged ? 1 : 2),
  { env: process.env, platform: process.platform, home: homedir() },
  app.isPackaged ? 'refuse' : 'ignore',
);
if (!flags.ok) giveUp(flags.failure, 2);
else if (flags.value === 'help') {
  process.stdout.write(help);
  app.exit(0);
} else prepare(flags.value);

/** Everything that must happen before the app is ready. */
function prepare(flags: Flags): void {
  const refusal = refusalOfEnvironment(process.env);
  if (refusal !== null) return giveUp(refusal);
  const folder = makeDataFolder(flags.dataFolder, complain);
  if (!folder.ok) return giveUp(folder.failure);
  // Beside the book, so that two tills with two data folders do not get in each other's way.
  const electronFolder = join(flags.dataFolder, 'electron');
  mkdirSync(electronFolder, { recursive: true });
  app.setPath('userData', electronFolder);
  app.enableSandbox();
  registerScheme();
  lockDownPages();
  Menu.setApplicationMenu(null);
  // A stale lock of a crashed run says no as well, so no is only a hint: it has asked a running
  // till to come to the front. Whether there is one, the store's own lock tells.
  const isFirst = app.requestSingleInstanceLock();
  void app.whenReady().then(() => run(flags, isFirst));
}

async function run(flags: Flags, isFirst: boolean): Promise<void> {
  const files = await readWindowFiles(new URL('../renderer/', import.meta.url));
  let refused = false;
  const till = await startTill({
    flags,
    secrets: keyring(flags.dataFolder),
    version: app.getVersion(),
    onRefused(sentence) {
      refused = true;
      if (isFirst) giveUp(sentence);
      else app.exit(0);
    },
  });
  if (refused) return;

  lockDownSession();
  serveWindow(files);
  const window = openWindow();
  carry(window, till.core);

  app.on('second-instance', () => focusWindow(window));
  app.on('window-all-closed', () => app.quit());
  app.once('before-quit', (event) => {
    event.preventDefault();
    void till.stop().then(() => app.exit(0));
  });
}

function giveUp(sentence: string, code = 1): void {
  process.stderr.write(`${sentence}\n`);
  dialog.showErrorBox('Until cannot start', sentence);
  app.exit(code);
}
