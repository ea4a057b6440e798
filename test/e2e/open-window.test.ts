// Where there is a display, the browser host opens a window itself. A stand-in for the browser
// notes how it was started; the shared Chromium then goes where the real one would be led.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { startProcess } from '../support/host-process.ts';
import { temporaryFolder } from '../support/test-till.ts';

it.runIf(process.platform === 'linux')(
  'opens a window whose command line tells nobody the token',
  async () => {
    const folder = temporaryFolder();
    const notes = join(folder, 'started-with');
    writeFileSync(
      join(folder, 'chromium'),
      `#!/bin/sh\nprintf '%s\\n' "$@" > ${notes}.new && mv ${notes}.new ${notes}\nexec tail -f /dev/null\n`,
      { mode: 0o755 },
    );
    const till = startProcess(['electron/hosts/launch.ts', '--host', 'browser'], {
      env: { DISPLAY: ':99', PATH: `${folder}:/usr/bin:/bin` },
    });
    const line = await till.line('Until is at ');
    const token = new URL(line.slice('Until is at '.length)).hash.slice(1);
    await expect.poll(() => existsSync(notes), { timeout: 10_000 }).toBe(true);

    const args = readFileSync(notes, 'utf8').trim().split('\n');
    expect(args.join(' ')).not.toContain(token);
    expect(args).toContain(`--user-data-dir=${join(till.dataFolder, 'window')}`);
    const opener = args.find((arg) => arg.startsWith('--app='))?.slice('--app='.length) ?? '';
    expect(statSync(fileURLToPath(opener)).mode & 0o777).toBe(0o600);

    const browser = await chromium.connect(inject('chromiumEndpoint'));
    const page = await browser.newPage();
    await page.goto(opener);
    await page.getByRole('link', { name: 'Sale' }).waitFor();
    // The token has left the address too.
    expect(new URL(page.url()).hash).toBe('');
    await browser.close();
    expect(await till.stop()).toBe(0);
  },
);
