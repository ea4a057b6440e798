// The browser host: the till in this process, its window in a browser on this computer. Prints one
// line when it is ready, opens a window where there is a display, and stops in order.
import { randomBytes } from 'node:crypto';
import packageFile from '../../../package.json' with { type: 'json' };
import { makeDataFolder } from '../data-folder.ts';
import type { Flags } from '../flags.ts';
import { secretFile } from '../secret-file.ts';
import { complain, type StartedTill, startTill } from '../start-till.ts';
import { readWindowFiles } from '../window-files.ts';
import { findBrowser, hasDisplay, openBrowser } from './open-browser.ts';
import { serveFiles, startWindowServer, type WindowHandler, type WindowServer } from './server.ts';

/** A browser that ends sooner than this handed over to a window that was open already. */
const handedOverWithinMs = 10_000;

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
  const token = randomBytes(24).toString('base64url');

  const window = given ?? (await builtWindow());
  const till = await startTill({
    flags,
    secrets: secretFile(flags.dataFolder),
    version: packageFile.version,
    onRefused: giveUp,
  });
  let server: WindowServer;
  try {
    server = await startWindowServer({ core: till.core, token, port: flags.port, window });
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

  const address = `http://127.0.0.1:${server.port}/#${token}`;
  process.stdout.write(`Until is at ${address}\n`);
  if (flags.open) await openWindow(address, flags.dataFolder, end);
  return { till, server, stop };
}

async function builtWindow(): Promise<WindowHandler> {
  try {
    return serveFiles(await readWindowFiles(new URL('../../../out/renderer/', import.meta.url)));
  } catch {
    return giveUp('The window has not been built; run `npm run build` first.');
  }
}

async function openWindow(address: string, dataFolder: string, onClosed: () => void) {
  const here = { env: process.env, platform: process.platform };
  const program = hasDisplay(here) ? findBrowser(here) : null;
  // The address has been printed; without a browser to open, that has to do.
  if (program === null) return;
  const openedAtMs = performance.now();
  const browser = await openBrowser(program, address, dataFolder);
  const close = () => browser.kill();
  process.once('exit', close);
  browser.once('error', () => process.off('exit', close));
  browser.once('exit', () => {
    process.off('exit', close);
    if (performance.now() - openedAtMs > handedOverWithinMs) onClosed();
  });
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
