// The built window as both hosts serve it: a list of files made once, at the start, so that no
// request can name any other file; and the headers that hold the window in.
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a host answers for one path. */
export type WindowFile = {
  readonly body: Buffer<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.txt': 'text/plain; charset=utf-8',
};

const policy: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'media-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
};

/** The headers of every answer. `changes` replaces parts of the policy, or with null takes them out
 * (development only). */
export function securityHeaders(
  changes: Readonly<Record<string, string | null>> = {},
): Record<string, string> {
  const directives = Object.entries({ ...policy, ...changes }).filter(
    ([, value]) => value !== null,
  );
  return {
    'content-security-policy': directives.map(([name, value]) => `${name} ${value}`).join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

/**
 * Reads the built window. The paths are those of a URL: `/`, `/assets/index-Cx3.js`.
 * @throws when the folder is not there: the window has not been built.
 */
export async function readWindowFiles(folder: URL): Promise<ReadonlyMap<string, WindowFile>> {
  const root = fileURLToPath(folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = new Map<string, WindowFile>();
  for (const entry of entries) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${file.slice(root.length).split(sep).join('/')}`;
    const body = await readFile(file);
    files.set(path === '/index.html' ? '/' : path, {
      body,
      headers: {
        ...securityHeaders(),
        'content-type': type,
        'content-length': String(body.length),
        'cache-control': cacheControl(path),
      },
    });
  }
  return files;
}

// The build puts a digest of the content into the names under assets/; the page itself has none.
function cacheControl(path: string): string {
  return path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache';
}
