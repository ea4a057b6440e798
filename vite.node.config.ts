import { defineConfig } from 'vite';

// Electron's side: `--mode main` builds the main process with the two threads it starts,
// `--mode preload` the preload, which must be CommonJS because it runs sandboxed.
export default defineConfig(({ mode }) => ({
  build: {
    target: 'node24',
    minify: false,
    emptyOutDir: mode === 'main',
    outDir: mode === 'main' ? 'out/main' : 'out/preload',
    ssr: true,
    rolldownOptions:
      mode === 'main'
        ? {
            input: {
              index: 'electron/hosts/electron/main.ts',
              'core-worker': 'electron/core/thread/worker.ts',
              'training-worker': 'electron/training/worker.ts',
            },
            output: { format: 'es', entryFileNames: '[name].js' },
          }
        : {
            input: { index: 'electron/hosts/electron/preload.ts' },
            output: { format: 'cjs', entryFileNames: '[name].cjs' },
          },
  },
  ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
}));
