// `npm start` without Electron's program: it says so in one line, never hangs, and either serves
// the window itself or ends, as it was asked to.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { enter } from '../support/enter.ts';
import { startProcess } from '../support/host-process.ts';
import { listeningSockets } from '../support/listening-sockets.ts';
import { temporaryFolder } from '../support/test-till.ts';

// No address of the reserved zone `.invalid` can ever be found, so nothing is fetched here.
const outOfReach = { ELECTRON_MIRROR: 'https://electron.invalid/' };
const withoutElectron = () => ({ ...outOfReach, ELECTRON_OVERRIDE_DIST_PATH: temporaryFolder() });
const withDisplay = { DISPLAY: ':99', WAYLAND_DISPLAY: '' };
const withoutDisplay = { DISPLAY: '', WAYLAND_DISPLAY: '' };

const launch = (args: string[], env: Record<string, string>) =>
  startProcess(['electron/hosts/launch.ts', '--no-open', ...args], {
    env: { TILL_HOST: '', ...env },
  });

it('ends with one sentence when Electron was asked for', async () => {
  const till = launch(['--host', 'electron'], withoutElectron());
  expect(await till.gone).toBe(1);
  expect(till.complaints).toEqual([
    "Electron's program is not installed and its download cannot be reached; run with --host browser.",
  ]);
});

it('says in one line that it is not Electron, and serves the window', async () => {
  const till = launch([], { ...withoutElectron(), ...withDisplay });
  await till.line('Until is at http://127.0.0.1:');
  expect(till.complaints).toEqual([
    "Electron's program is not installed and its download cannot be reached: serving the window to a browser.",
  ]);
  expect(await till.stop()).toBe(0);
});

it.runIf(process.platform === 'linux')('serves the window where there is no display', async () => {
  const till = launch([], { ...withoutElectron(), ...withoutDisplay });
  await till.line('Until is at http://127.0.0.1:');
  expect(till.complaints).toEqual([
    'There is no display for Electron: serving the window to a browser.',
  ]);
  expect(await till.stop()).toBe(0);
});

it('looks for no Electron when a browser was asked for', async () => {
  const till = launch(['--host', 'browser'], { ...withoutElectron(), ...withDisplay });
  await till.line('Until is at http://127.0.0.1:');
  expect(till.complaints).toEqual([]);
  expect(await till.stop()).toBe(0);
});

describe.runIf(process.platform === 'linux')('a till that somebody would look into', () => {
  const serving = async (env: Record<string, string>) => {
    const till = launch(['--host', 'browser'], env);
    const address = (await till.line('Until is at ')).slice('Until is at '.length);
    return { till, address, pid: till.process.pid ?? 0 };
  };

  it('opens no inspector when it is sent the signal for it', async () => {
    const { till, address, pid } = await serving({});
    till.process.kill('SIGUSR1');
    // Whatever the signal does has been done by the time these are answered.
    await enter(address);
    await till.line('Until is at ');
    expect(listeningSockets(pid)).toHaveLength(2);
    expect(await till.stop()).toBe(0);
    expect(till.complaints).toEqual([]);
  });

  it('takes over no variable and no flag that opens one, or changes what it trusts', async () => {
    const folder = temporaryFolder();
    const { till, pid } = await serving({
      NODE_OPTIONS: '--inspect=127.0.0.1:0 --trace-exit',
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      NODE_V8_COVERAGE: join(folder, 'coverage'),
      NODE_DEBUG: 'http',
      HTTPS_PROXY: 'http://127.0.0.1:1',
      LD_LIBRARY_PATH: folder,
      OPENSSL_CONF: '/dev/null',
      TILL_TRAINING: '1',
    });
    expect(listeningSockets(pid)).toHaveLength(2);
    const names = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .map((entry) => entry.split('=')[0] ?? '');
    expect(names).toContain('TILL_TRAINING');
    const foreign = /^(NODE|LD|OPENSSL|SSL)_|PROXY|VITEST/i;
    expect(names.filter((name) => foreign.test(name))).toEqual([]);
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain('inspect');
    expect(await till.stop()).toBe(0);
  });
});

it.runIf(process.platform === 'linux')("runs Electron's program with the same flags", async () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'electron');
  writeFileSync(program, '#!/bin/sh\nprintf "%s\\n" "$@"\nexit 7\n', { mode: 0o755 });
  const till = launch(['--training', '--host', 'electron'], {
    ELECTRON_OVERRIDE_DIST_PATH: folder,
  });
  expect(await till.gone).toBe(7);
  expect(till.printed.slice(1, 5)).toEqual(['--no-open', '--training', '--host', 'electron']);
});

it.runIf(process.platform === 'linux')(
  'ends in order when the npm that started it is ended',
  async () => {
    const dataFolder = temporaryFolder();
    // The shell stands for npm's: it dies of the signal and says nothing to its child.
    const shell = spawn(
      '/bin/sh',
      ['-c', '"$0" electron/hosts/launch.ts --host browser --no-open; true', process.execPath],
      {
        cwd: fileURLToPath(new URL('../../', import.meta.url)),
        env: { ...process.env, npm_lifecycle_event: 'start', TILL_DATA_DIR: dataFolder },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const output = createInterface(shell.stdout);
    await once(output, 'line');
    shell.kill('SIGTERM');
    // The till holds the other end of the pipe until it has ended.
    await once(output, 'close');
    expect(readFileSync(join(dataFolder, 'until.log'), 'utf8')).toMatch(/"event":"stop"/);
  },
);
