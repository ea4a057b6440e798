// Where there is a display, the browser host opens a window itself. A stand-in for the browser
// notes how it was started; the shared Chromium then goes where the real one would be led.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { enter } from '../support/enter.ts';
import { startProcess } from '../support/host-process.ts';
import { temporaryFolder } from '../support/test-till.ts';

/** A folder of programs that stand in for browsers, as the only ones on the path. */
function browsers(scripts: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return folder;
}

/** What notes how it was started, and stays. */
function staying(notes: string): string {
  return `printf '%s\\n' "$@" > ${notes}.new && /bin/mv ${notes}.new ${notes}\nexec /usr/bin/tail -f /dev/null`;
}

const startWith = (folder: string) =>
  startProcess(['electron/hosts/launch.ts', '--host', 'browser'], {
    env: { DISPLAY: ':99', PATH: folder },
  });

describe.runIf(process.platform === 'linux')('a browser that opens no window', () => {
  it('is followed by the next one, and the terminal says so', async () => {
    const notes = join(temporaryFolder(), 'started-with');
    const folder = browsers({ 'google-chrome': 'exit 21', chromium: staying(notes) });
    const till = startWith(folder);
    await till.line('Until is at ');
    await expect.poll(() => existsSync(notes), { timeout: 10_000 }).toBe(true);
    expect(till.complaints).toHaveLength(1);
    expect(till.complaints[0]).toMatch(
      /^google-chrome opened no window \(it ended at once with 21.*\); the next browser is tried\.$/,
    );
    expect(await till.stop()).toBe(0);
  });

  it('leaves one sentence with the address when there is no other', async () => {
    const till = startWith(browsers({ chromium: 'kill -SEGV $$' }));
    const address = (await till.line('Until is at ')).slice('Until is at '.length);
    await expect.poll(() => till.complaints.length, { timeout: 10_000 }).toBe(1);
    expect(till.complaints[0]).toMatch(/^chromium opened no window \(it was ended by SIGSEGV/);
    expect(till.complaints[0]).toContain(`open ${address} in a browser yourself.`);
    // It goes on serving.
    await enter(address);
    expect(await till.stop()).toBe(0);
  });
});

it.runIf(process.platform === 'linux')(
  'opens a window whose command line tells nobody the way in',
  async () => {
    const notes = join(temporaryFolder(), 'started-with');
    const till = startWith(browsers({ chromium: staying(notes) }));
    const line = await till.line('Until is at ');
    const code = new URL(line.slice('Until is at '.length)).hash.slice(1);
    await expect.poll(() => existsSync(notes), { timeout: 10_000 }).toBe(true);

    const args = readFileSync(notes, 'utf8').trim().split('\n');
    expect(args.join(' ')).not.toContain(code);
    expect(args.join(' ')).not.toContain('#');
    // A screen of 1366x768 with a bar of its own holds it, status bar and all.
    const [, width, height] = /--window-size=(\d+),(\d+)/.exec(args.join(' ')) ?? [];
    expect(Number(width)).toBeLessThanOrEqual(1366);
    expect(Number(height)).toBeLessThanOrEqual(768 - 40);
    expect(args).toContain(`--user-data-dir=${join(till.dataFolder, 'window')}`);
    const opener = args.find((arg) => arg.startsWith('--app='))?.slice('--app='.length) ?? '';
    expect(statSync(fileURLToPath(opener)).mode & 0o777).toBe(0o600);

    const browser = await chromium.connect(inject('chromiumEndpoint'));
    const page = await browser.newPage();
    await page.goto(opener);
    await page.getByRole('link', { name: 'Sale' }).waitFor();
    // The code has left the address too.
    expect(new URL(page.url()).hash).toBe('');
    await browser.close();
    expect(await till.stop()).toBe(0);
  },
);
