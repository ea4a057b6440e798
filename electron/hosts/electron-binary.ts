// Finds Electron's program. The npm package comes without it: it is fetched once, from outside the
// package registry, where that can be reached. Never hangs: a download host that does not answer
// within two seconds counts as out of reach.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, type Result, succeed } from '../../src-shared/result.ts';

const packageFolder = new URL('../../node_modules/electron/', import.meta.url);
const reachMs = 2_000;
const fetchMs = 5 * 60_000;

/** The program, fetched if need be, or why there is none (without a full stop). */
export async function findElectron(): Promise<Result<string>> {
  const installed = installedElectron();
  if (installed !== null) return succeed(installed);
  if (!existsSync(packageFolder)) return fail('Electron is not installed');
  if (!(await downloadIsReachable())) {
    return fail("Electron's program is not installed and its download cannot be reached");
  }
  process.stderr.write("Fetching Electron's program, once; about 120 MB.\n");
  const fetched = await runInstaller();
  const program = fetched ? installedElectron() : null;
  return program === null ? fail("Electron's program could not be fetched") : succeed(program);
}

/** The program if it is on this computer, else null. The rules are those of electron/index.js. */
export function installedElectron(): string | null {
  const overridden = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const name = nameFromInstaller() ?? (overridden ? 'electron' : null);
  if (name === null) return null;
  const program = join(electronFolder(), name);
  return existsSync(program) ? program : null;
}

/** The folder of Electron's distribution, whether it is there or not. */
export function electronFolder(): string {
  const overridden = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  return overridden || fileURLToPath(new URL('dist', packageFolder));
}

function nameFromInstaller(): string | null {
  try {
    return readFileSync(new URL('path.txt', packageFolder), 'utf8');
  } catch {
    return null;
  }
}

/** Whether the host that serves the download accepts a connection. */
export async function downloadIsReachable(): Promise<boolean> {
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'];
  const address = URL.parse(mirror ?? '') ?? new URL('https://github.com');
  const port = Number(address.port) || (address.protocol === 'http:' ? 80 : 443);
  const socket = connect({ host: address.hostname, port, signal: AbortSignal.timeout(reachMs) });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function runInstaller(): Promise<boolean> {
  const installer = fileURLToPath(new URL('install.js', packageFolder));
  const fetching = spawn(process.execPath, [installer], { stdio: 'ignore', timeout: fetchMs });
  const [code] = (await once(fetching, 'exit')) as [number | null];
  return code === 0;
}
