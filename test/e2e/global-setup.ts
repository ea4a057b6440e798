// One Chromium for all end-to-end tests: found (or unpacked) once, started once. And one window to draw.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { type Chromium, chromiumFlags, findChromium } from '../support/chromium.ts';
import { buildSwitchedWindow } from './switched-window.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What to start, for a test that needs a Chromium of its own. */
    chromium: Chromium;
    /** Where the shared one listens. */
    chromiumEndpoint: string;
    /** Folder of the built window with its switches. */
    switchedWindow: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = await findChromium();
  const server = await chromium.launchServer({
    executablePath: found.program,
    args: chromiumFlags,
    env: { ...process.env, ...found.env },
  });
  project.provide('chromium', found);
  project.provide('chromiumEndpoint', server.wsEndpoint());
  const folder = mkdtempSync(join(tmpdir(), 'until-window-'));
  await buildSwitchedWindow(folder);
  project.provide('switchedWindow', folder);
  return async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  };
}
