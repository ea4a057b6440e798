// The real Electron, where its program is on this computer and a window can be shown. Everything
// else about the Electron host is tested on the double (../electron-host.test.ts).
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import { expect, it } from 'vitest';
import { hasDisplay } from '../../../electron/hosts/browser/open-browser.ts';
import { installedElectron } from '../../../electron/hosts/electron-binary.ts';
import { temporaryFolder } from '../../support/test-till.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

it('the till runs on the real Electron', async (context) => {
  const skip: (why: string) => never = (why) => context.skip(why);
  const program = installedElectron();
  if (program === null) {
    skip("Electron's program is not on this computer (the double stood in for it)");
  }
  if (!hasDisplay({ env: process.env, platform: process.platform })) {
    skip('there is no display for a window of the real Electron');
  }
  // Chromium's sandbox refuses to run as root, which is what containers do.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const electron = await _electron.launch({
    executablePath: program,
    args: [...asRoot, root, '--training', '--data-dir', temporaryFolder()],
  });
  try {
    const page = await electron.firstWindow();
    await page.getByRole('link', { name: 'Sale' }).waitFor();
    expect(page.url()).toBe('till://app/');
    expect(await page.evaluate('Object.keys(window.till).sort()')).toEqual([
      'call',
      'onChange',
      'saveFile',
    ]);
    const { versions } = await electron.evaluate(() => ({ versions: process.versions }));
    expect(versions['electron']).toMatch(/^\d+\./);
  } finally {
    await electron.close();
  }
});
