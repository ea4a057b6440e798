// Opens the till in a window of its own, with an installed browser of the Chromium family in app
// mode. The browser gets its own profile in the data folder, so that it shares nothing with the
// cashier's other windows, and talks to nobody but the till.
import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Surroundings } from '../flags.ts';
import { replaceFile } from '../secret-file.ts';

const onPath = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const onMac = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const onWindows = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/** Whether a window can be shown at all. */
export function hasDisplay({ env, platform }: Omit<Surroundings, 'home'>): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** The programs of installed browsers that have an app mode, in the order to try them. */
export function findBrowsers({ env, platform }: Omit<Surroundings, 'home'>): string[] {
  const found = candidates(env, platform).filter(isProgram);
  // Two names of one program are one browser.
  return [...new Map(found.map((program) => [realpathSync(program), program])).values()];
}

/**
 * Opens the window. The address holds a code, which a command line would show to everyone on this
 * computer; so the browser is given an owner-only file that leads there.
 */
export async function openBrowser(
  program: string,
  address: string,
  dataFolder: string,
): Promise<ChildProcess> {
  const opener = join(dataFolder, 'open-till.html');
  const page = `<!doctype html><meta charset="utf-8"><title>Until</title>
<script>location.replace(${JSON.stringify(address)})</script>\n`;
  await replaceFile(opener, Buffer.from(page, 'utf8'));
  return spawn(
    program,
    [
      `--app=${pathToFileURL(opener).href}`,
      `--user-data-dir=${join(dataFolder, 'window')}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-extensions',
      // Where nothing maximises a window, it has to fit a small screen, status bar and all.
      '--start-maximized',
      '--window-position=0,0',
      '--window-size=1024,700',
    ],
    { stdio: 'ignore' },
  );
}

function candidates(env: Surroundings['env'], platform: NodeJS.Platform): string[] {
  if (platform === 'darwin') return onMac;
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']];
    return roots.flatMap((root) => (root ? onWindows.map((parts) => join(root, ...parts)) : []));
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return onPath.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Whether this file can be run. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
