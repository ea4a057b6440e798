// One Chromium for all end-to-end tests: found (or unpacked) once, started once.
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { type Chromium, chromiumFlags, findChromium } from '../support/chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What to start, for a test that needs a Chromium of its own. */
    chromium: Chromium;
    /** Where the shared one listens. */
    chromiumEndpoint: string;
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
  return () => server.close();
}
