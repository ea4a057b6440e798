// Starts a till in either host as a real process, with its window as a page. Both have the same
// shape, so that one journey is written once and runs on both.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { chromiumFlags } from '../support/chromium.ts';
import {
  type HostOptions,
  type StartedProcess,
  startBrowserTill,
  startElectronProcess,
} from '../support/host-process.ts';
import { temporaryFolder } from '../support/test-till.ts';

const windowSize = { width: 1280, height: 800 };

export type RunningHost = StartedProcess & { readonly page: Page };

/** `describe.each(hosts)('$name', ({ start }) => …)` */
export const hosts = [
  { name: 'browser host', start: startBrowserHost },
  { name: 'Electron host on the double', start: startElectronHost },
];

/** The browser host through `npm start`'s own entry, and a page of the shared Chromium. */
export async function startBrowserHost(
  options: HostOptions = {},
): Promise<RunningHost & { readonly address: string }> {
  const till = await startBrowserTill(options);
  const browser = await chromium.connect(inject('chromiumEndpoint'));
  const context = await browser.newContext({ viewport: windowSize });
  const page = await context.newPage();
  await page.goto(till.address);
  return { ...withPage(till, page, () => browser.close()), address: till.address };
}

/** The built main process and preload, on the double of Electron, in a Chromium of their own. */
export async function startElectronHost(options: HostOptions = {}): Promise<RunningHost> {
  const own = await startOwnChromium();
  const env = { DOUBLE_CHROMIUM: own.endpoint, ...options.env };
  const till = startElectronProcess({ ...options, env });
  try {
    await till.message('window-loaded');
    const browser = await chromium.connectOverCDP(own.endpoint);
    const page = browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((open) => open.url().startsWith('http://till.app.localhost/'));
    if (!page) throw new Error('The till opened no window.');
    await page.setViewportSize(windowSize);
    return withPage(till, page, () => own.close());
  } catch (error) {
    till.process.kill('SIGKILL');
    await own.close();
    throw error;
  }
}

function withPage(till: StartedProcess, page: Page, closeWindow: () => Promise<void>): RunningHost {
  return {
    ...till,
    page,
    async stop() {
      const code = await till.stop();
      await closeWindow();
      return code;
    },
    async kill() {
      await till.kill();
      await closeWindow();
    },
  };
}

/** A Chromium that several processes can drive, as the double and the test have to. */
async function startOwnChromium(): Promise<{ endpoint: string; close(): Promise<void> }> {
  const { program, env } = inject('chromium');
  const profile = temporaryFolder();
  const child = spawn(
    program,
    [
      ...chromiumFlags,
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      `--window-size=${windowSize.width},${windowSize.height}`,
    ],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const gone = once(child, 'exit');
  const endpoint = await new Promise<string>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      const found = /^DevTools listening on (ws:\S+)$/.exec(line)?.[1];
      if (found) resolve(found);
    });
    gone.then(() => reject(new Error('Chromium ended at once.')), reject);
  });
  return {
    endpoint,
    async close() {
      child.kill('SIGKILL');
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
