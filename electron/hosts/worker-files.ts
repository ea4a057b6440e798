// Where the two threads' programs are: sources when this file runs as a source, and beside the
// built main process when it was built (vite.node.config.ts names them).
const isSource = import.meta.url.endsWith('.ts');

export const workerFiles = {
  core: new URL(isSource ? '../core/thread/worker.ts' : './core-worker.js', import.meta.url),
  training: new URL(isSource ? '../training/worker.ts' : './training-worker.js', import.meta.url),
};
