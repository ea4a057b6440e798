import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SaySkipped } from './test/support/say-skipped.ts';

// Hundreds of processes are started, most of them on the same files: each is read and compiled once.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(
  new URL('node_modules/.cache/until/compiled', import.meta.url),
);

export default defineConfig({
  test: {
    reporters: ['default', new SaySkipped()],
    // By default one core is left idle, and most of these wait for disks, sockets and pages.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/tidy.test.ts'],
          // Some draw thousands of texts: no clock of a busy machine decides about them.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/{integration,faults,crashes}/**/*.test.ts'],
          globalSetup: ['test/support/run-folder.ts'],
          testTimeout: 60_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/run-folder.ts', 'test/e2e/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
