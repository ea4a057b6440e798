// The window's address, `till://app/`: our own scheme, so that the page has an origin of its own
// and no right to read files, and so that nothing has to listen on a port.
import { protocol } from 'electron';
import { securityHeaders, type WindowFile } from '../window-files.ts';

const scheme = 'till';
export const windowUrl = `${scheme}://app/`;

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built window, and no other file. */
export function serveWindow(files: ReadonlyMap<string, WindowFile>): void {
  protocol.handle(scheme, ({ method, url }) => {
    const { host, pathname } = new URL(url);
    const file = host === 'app' && method === 'GET' ? files.get(pathname) : undefined;
    return file
      ? new Response(file.body, { headers: file.headers })
      : new Response('not found\n', { status: 404, headers: securityHeaders() });
  });
}
