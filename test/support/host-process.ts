// Starts a till's host as a real process, as `npm start` and Electron would, without its window.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { invariant } from '../../src-shared/result.ts';
import { temporaryFolder } from './test-till.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const running = new Set<ChildProcess>();
// A test run that is ended by force takes its tills along.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export type HostOptions = {
  /** Flags of the till. Without `--data-dir` it gets a temporary folder. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

/** The browser host; `address` is what it printed, token included. */
export async function startBrowserTill(
  options: HostOptions = {},
): Promise<StartedProcess & { readonly address: string }> {
  const till = startProcess(
    ['electron/hosts/launch.ts', '--host', 'browser', '--no-open'],
    options,
  );
  const line = await till.line('Until is at ');
  return { ...till, address: line.slice('Until is at '.length) };
}

/** The Electron host's process alone, for tests of how it ends. */
export function startElectronProcess(options: HostOptions = {}): StartedProcess {
  const double = ['--import', './test/support/electron-double/register.ts', 'out/main/index.js'];
  return startProcess(double, options);
}

export type StartedProcess = {
  readonly process: ChildProcess;
  readonly dataFolder: string;
  /** Its lines on standard output so far, and those on standard error. */
  readonly printed: readonly string[];
  readonly complaints: readonly string[];
  /** The first line on standard output that starts so. Rejects when the process ends before. */
  line(start: string): Promise<string>;
  /** Resolves with this message from the process. Rejects when the process ends before. */
  message(expected: string): Promise<void>;
  /** Resolves with the exit code when it ends by itself. */
  gone: Promise<number | null>;
  /** Stops in order, the window included; gives the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, as a power cut; the window goes with it. */
  kill(): Promise<void>;
};

/** Runs a program of the repository, with the till's flags behind it. */
export function startProcess(program: readonly string[], options: HostOptions): StartedProcess {
  const args = [...(options.args ?? [])];
  const given = args[args.indexOf('--data-dir') + 1];
  const dataFolder = args.includes('--data-dir') && given ? given : temporaryFolder();
  if (!args.includes('--data-dir')) args.push('--data-dir', dataFolder);
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: root,
    // The intermediary of a test stands on this computer.
    env: { ...process.env, TILL_ALLOW_HTTP: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { stdout, stderr } = child;
  invariant(stdout && stderr, 'both are pipes');
  const printed: string[] = [];
  const complaints: string[] = [];
  const output = createInterface(stdout);
  output.on('line', (line) => printed.push(line));
  createInterface(stderr).on('line', (line) => complaints.push(line));
  running.add(child);
  child.once('exit', () => running.delete(child));
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
    gone,
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
