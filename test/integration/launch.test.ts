// `npm start` without Electron's program: it says so in one line, never hangs, and either serves
// the window itself or ends, as it was asked to.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startProcess } from '../support/host-process.ts';
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
