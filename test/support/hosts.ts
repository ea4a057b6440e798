// Starts a till in either host as a real process, with its window as a page. Both have the same
// shape, so that one journey is written once and runs on both.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { chromiumFlags } from './chromium.ts';
import { temporaryFolder } from './test-till.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const windowSize = { width: 1280, height: 800 };

export type HostOptions = {
  /** Flags of the till. Without `--data-dir` it gets a temporary folder. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

export type RunningHost = {
  readonly page: Page;
  readonly process: ChildProcess;
  readonly dataFolder: string;
  /** What it has printed as errors so far. */
  readonly complaints: readonly string[];
  /** Stops in order, window included; gives the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, as a power cut; the window goes with it. */
  kill(): Promise<void>;
};

/** `describe.each(hosts)('$name', ({ start }) => …)` */
export const hosts = [
  { name: 'browser host', start: startBrowserHost },
  { name: 'Electron host on the double', start: startElectronHost },
];

/** The browser host through `npm start`'s own entry, and a page of the shared Chromium. */
export async function startBrowserHost(options: HostOptions = {}): Promise<RunningHost> {
  const till = await startBrowserTill(options);
  const browser = await chromium.connect(inject('chromiumEndpoint'));
  const context = await browser.newContext({ viewport: windowSize });
  const page = await context.newPage();
  await page.goto(till.address);
  return withPage(till, page, () => browser.close());
}

/** The browser host without a page, for tests that speak to its server themselves. */
export async function startBrowserTill(options: HostOptions = {}) {
  const till = startProcess(
    ['electron/hosts/launch.ts', '--host', 'browser', '--no-open'],
    options,
  );
  const line = await till.line('Until is at ');
  return { ...till, address: line.slice('Until is at '.length) };
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

/** The Electron host's process alone, for tests of how it ends. */
export function startElectronProcess(options: HostOptions = {}): StartedProcess {
  const double = ['--import', './test/support/electron-double/register.ts', 'out/main/index.js'];
  return startProcess(double, options);
}

type StartedProcess = {
  readonly process: ChildProcess;
  readonly dataFolder: string;
  readonly printed: readonly string[];
  readonly complaints: readonly string[];
  /** The first line on standard output that starts so. Rejects when the process ends before. */
  line(start: string): Promise<string>;
  /** Resolves with this message from the process. Rejects when the process ends before. */
  message(expected: string): Promise<void>;
  stop(): Promise<number | null>;
  kill(): Promise<void>;
};

function startProcess(program: readonly string[], options: HostOptions): StartedProcess {
  const args = [...(options.args ?? [])];
  const given = args[args.indexOf('--data-dir') + 1];
  const dataFolder = args.includes('--data-dir') && given ? given : temporaryFolder();
  if (!args.includes('--data-dir')) args.push('--data-dir', dataFolder);
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const printed: string[] = [];
  const complaints: string[] = [];
  const output = createInterface(child.stdout);
  output.on('line', (line) => printed.push(line));
  createInterface(child.stderr).on('line', (line) => complaints.push(line));
  // Not `exit`: after `close` everything it printed has been read.
  const gone = new Promise<number | null>((resolve) => child.once('close', resolve));
  const orGone = <Value>(wanted: Promise<Value>) =>
    Promise.race([
      wanted,
      gone.then((code) => {
        throw new Error(`The till ended with ${code}. ${complaints.join(' ')}`);
      }),
    ]);

  return {
    process: child,
    dataFolder,
    printed,
    complaints,
    line: (start) =>
      orGone(
        new Promise((resolve) => {
          const look = (line: string) => line.startsWith(start) && resolve(line);
          for (const line of printed) look(line);
          output.on('line', look);
        }),
      ),
    message: (expected) =>
      orGone(
        new Promise((resolve) => {
          child.on('message', (message) => message === expected && resolve());
        }),
      ),
    stop() {
      child.kill('SIGTERM');
      return gone;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
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
