// The browser host: the till in this process, its window in a browser on this computer. Prints one
// line when it is ready, opens a window where there is a display, and stops in order.
import packageFile from '../../../package.json' with { type: 'json' };
import { systemClock } from '../../core/clock.ts';
import { makeDataFolder } from '../data-folder.ts';
import type { Flags } from '../flags.ts';
import { secretFile } from '../secret-file.ts';
import { complain, type StartedTill, startTill } from '../start-till.ts';
import { readWindowFiles } from '../window-files.ts';
import { Entrance } from './entrance.ts';
import { findBrowsers, hasDisplay } from './open-browser.ts';
import { openWindow } from './open-window.ts';
import { serveFiles, type WindowHandler } from './reception.ts';
import { startWindowServer, type WindowServer } from './server.ts';

export type BrowserHost = {
  readonly till: StartedTill;
  readonly server: WindowServer;
  readonly stop: () => Promise<void>;
};

/**
 * Runs the till until SIGTERM or SIGINT, or until its own window is closed. `given` replaces the
 * built window (development only). Ends the process when it cannot start.
 */
export async function runBrowserHost(flags: Flags, given?: WindowHandler): Promise<BrowserHost> {
  const folder = makeDataFolder(flags.dataFolder, complain);
  if (!folder.ok) return giveUp(folder.failure);
  const window = given ?? (await builtWindow());
  const till = await startTill({
    flags,
    secrets: secretFile(flags.dataFolder),
    version: packageFile.version,
    onRefused: giveUp,
  });
  const entrance = new Entrance();
  let server: WindowServer;
  try {
    server = await startWindowServer({ core: till.core, entrance, port: flags.port, window });
  } catch (error) {
    await till.stop();
    return giveUp(portSentence(flags.port, error));
  }

  let stopping: Promise<void> | null = null;
  const stop = () => {
    stopping ??= till.stop().then(() => server.stop());
    return stopping;
  };
  const end = () => void stop().then(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);

  const newAddress = (onUsed: () => void) =>
    `http://127.0.0.1:${server.port}/#${entrance.newCode(onUsed)}`;
  // Whoever reads the terminal next finds an address that still opens.
  // Whoever read the terminal may be gone by the time there is more to say.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  let address = '';
  const print = () => {
    address = newAddress(print);
    process.stdout.write(`Until is at ${address}\n`);
  };
  print();
  const here = { env: process.env, platform: process.platform };
  if (flags.open && hasDisplay(here)) {
    openWindow({
      programs: findBrowsers(here),
      address: () => address,
      newAddress,
      dataFolder: flags.dataFolder,
      clock: systemClock,
      say: (sentence) => process.stderr.write(`${sentence}\n`),
      onClosed: end,
    });
  }
  return { till, server, stop };
}

async function builtWindow(): Promise<WindowHandler> {
  try {
    return await serveFiles(
      await readWindowFiles(new URL('../../../out/renderer/', import.meta.url)),
    );
  } catch {
    return giveUp('The window has not been built; run `npm run build` first.');
  }
}

function portSentence(port: number, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `--port must name a free port; ${port} is in use.`;
  if (code === 'EACCES') return `--port must name a port this user may open; ${port} is not one.`;
  return `The window cannot be served on port ${port} (${String(error)}).`;
}

function giveUp(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
