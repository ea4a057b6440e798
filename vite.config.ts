import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The window's program: one bundle that both hosts serve as it is.
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
