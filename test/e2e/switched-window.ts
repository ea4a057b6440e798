// The window, built with a switch in every component by which a test makes it throw: once, for all files
// of tests that draw it.
import { readdirSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The files of all components, from the root of the repository. */
export function componentFiles(): string[] {
  return ['renderer/features', 'renderer/ui'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx'))
      .map((name) => posix.join(folder, name.replaceAll('\\', '/'))),
  );
}

// `export function Part(` becomes a function that throws while its file is the one at fault.
const faultSwitch: Plugin = {
  name: 'fault-switch',
  enforce: 'pre',
  transform(code, id) {
    const file = relative(root, id).replaceAll('\\', '/');
    if (!/^renderer\/(features|ui)\/.*\.tsx$/.test(file)) return null;
    return code.replace(
      /^export function ([A-Z]\w*)\(/gm,
      (_, name: string) =>
        `export function ${name}(props) {
  globalThis.benchDrawn.add('${file}');
  if (globalThis.benchFault === '${file}') throw new Error('fault in ${file}');
  return Sound${name}(props);
}
function Sound${name}(`,
    );
  },
};

export async function buildSwitchedWindow(folder: string): Promise<void> {
  await build({
    configFile: join(root, 'vite.config.ts'),
    root: join(root, 'renderer'),
    plugins: [faultSwitch],
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
}
