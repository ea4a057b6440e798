// Finds a Chromium for the end-to-end tests. Nobody has to install one: the last resort is a
// headless one from an npm package, which is unpacked once and kept under node_modules.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sparticuz, { inflate } from '@sparticuz/chromium';
import { isProgram } from '../../electron/hosts/browser/open-browser.ts';

export type Chromium = {
  readonly program: string;
  /** Variables it needs beyond those of this process. */
  readonly env: Readonly<Record<string, string>>;
};

// Without a sandbox, because tests may run as root in a container; the pages are our own. The rest
// keeps Chromium from speaking to anybody. Nothing here weakens what a page may do.
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const packages = new URL('../../node_modules/', import.meta.url);
const installed = ['chromium-headless-shell', 'chromium', 'google-chrome'];

/** TILL_CHROMIUM, an installed one, or the one from the npm package. Call once: it may unpack. */
export async function findChromium(): Promise<Chromium> {
  const named = process.env['TILL_CHROMIUM'];
  if (named) return { program: named, env: {} };
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const found = installed
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find(isProgram);
  return found === undefined ? unpackedChromium() : { program: found, env: {} };
}

async function unpackedChromium(): Promise<Chromium> {
  const cache = fileURLToPath(new URL('.cache/until/', packages));
  const folder = join(cache, 'chromium');
  if (!existsSync(folder)) await unpackInto(cache, folder);
  const program = join(folder, 'chromium');
  const env = existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
  if (await starts(program, env)) return { program, env };
  // A bare system lacks a few libraries; the package has them for another one, and they fit.
  const withLibraries = { ...env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  if (await starts(program, withLibraries)) return { program, env: withLibraries };
  throw new Error(
    'No Chromium starts here. Install one (apt-get install chromium-headless-shell) or name one in TILL_CHROMIUM.',
  );
}

// The package unpacks into the temporary folder, where a half-written one would be taken for whole;
// so it gets a folder of its own, which is given its name when it is complete.
async function unpackInto(cache: string, folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, 'unpacking-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = fresh;
  try {
    const libraries = new URL('@sparticuz/chromium/bin/al2023.tar.br', packages);
    await Promise.all([sparticuz.executablePath(), inflate(fileURLToPath(libraries))]);
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another run was faster.
    if (!existsSync(folder)) throw error;
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

async function starts(program: string, env: Record<string, string>): Promise<boolean> {
  try {
    const options = { env: { ...process.env, ...env }, cwd: tmpdir(), timeout: 20_000 };
    await promisify(execFile)(program, ['--version'], options);
    return true;
  } catch {
    return false;
  }
}
