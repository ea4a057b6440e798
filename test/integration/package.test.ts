// What would be packed and how Electron's binary would be set, as far as that can be seen without
// the binary: electron-builder packs the till around an empty stand-in.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import packageFile from '../../package.json' with { type: 'json' };
import { startProcess } from '../support/host-process.ts';
import { temporaryFolder } from '../support/test-till.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

function configuration(): Record<string, unknown> {
  return parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Record<string, unknown>;
}

it('shuts what a shipped till can be talked into', () => {
  expect(configuration()['electronFuses']).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

it('fails with one clear sentence where Electron cannot be had', async () => {
  const packing = startProcess(['electron/hosts/electron/package.ts'], {
    env: {
      ELECTRON_OVERRIDE_DIST_PATH: temporaryFolder(),
      ELECTRON_MIRROR: 'https://electron.invalid/',
    },
  });
  expect(await packing.gone).toBe(1);
  expect(packing.complaints).toEqual([
    "Electron's program is not installed and its download cannot be reached, so there is nothing to package the till with.",
  ]);
});

it.runIf(process.platform === 'linux')('packs the till, the driver and nothing else', async () => {
  const folder = temporaryFolder();
  const { electronFuses: _, ...config } = configuration();
  const configFile = join(folder, 'builder.json');
  writeFileSync(
    configFile,
    JSON.stringify({
      ...config,
      electronDist: emptyElectron(join(folder, 'electron')),
      directories: { output: join(folder, 'dist'), buildResources: 'assets' },
    }),
  );
  const builder = spawn(
    process.execPath,
    ['node_modules/electron-builder/cli.js', '--linux', 'dir', '--x64', '--config', configFile],
    { cwd: root, stdio: 'ignore' },
  );
  const [code] = (await once(builder, 'exit')) as [number | null];
  expect(code).toBe(0);

  const archive = join(folder, 'dist/linux-unpacked/resources/app.asar');
  const files = filesOf(archive);
  expect(files.filter(({ unpacked }) => unpacked)).toEqual([
    { path: '/node_modules/better-sqlite3/prebuilds/linux-x64.node', unpacked: true },
  ]);
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      '/package.json',
      '/out/main/index.js',
      '/out/main/core-worker.js',
      '/out/main/training-worker.js',
      '/out/preload/index.cjs',
      '/out/renderer/index.html',
      '/node_modules/better-sqlite3/lib/index.js',
    ]),
  );
  const expected =
    /^\/(package\.json|out\/(main|preload|renderer)\/|node_modules\/better-sqlite3\/)/;
  expect(paths.filter((path) => !expected.test(path))).toEqual([]);
});

/** A folder that looks like Electron's distribution to the packer. */
function emptyElectron(folder: string): string {
  for (const part of ['resources', 'locales']) mkdirSync(join(folder, part), { recursive: true });
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) {
    writeFileSync(join(folder, name), '', { mode: 0o755 });
  }
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'version'), packageFile.devDependencies.electron);
  return folder;
}

type Entry = { files?: Record<string, Entry>; unpacked?: boolean };

/** The files of an asar archive: four lengths, then the listing as JSON. */
function filesOf(archive: string): { path: string; unpacked: boolean }[] {
  const bytes = readFileSync(archive);
  const listing = bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8');
  const walk = (entry: Entry, path: string): { path: string; unpacked: boolean }[] =>
    entry.files
      ? Object.entries(entry.files).flatMap(([name, child]) => walk(child, `${path}/${name}`))
      : [{ path, unpacked: entry.unpacked === true }];
  return walk(JSON.parse(listing) as Entry, '');
}
