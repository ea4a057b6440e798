// `protocol` and `session`: who answers a request of a page, and what is refused. The page itself
// is served under an http origin, because no Chromium but Electron's knows the app's own scheme.
import { EventEmitter } from 'node:events';
import type { Page, Request as PageRequest, Route } from 'playwright-core';
import { app, Preventable } from './app.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type BeforeRequest = (
  details: { readonly url: string },
  answer: (verdict: { cancel?: boolean }) => void,
) => void;
type PermissionHandler = (
  contents: unknown,
  permission: string,
  answer: (ok: boolean) => void,
) => void;

const privileged = new Set<string>();
const handlers = new Map<string, Handler>();
let beforeRequest: BeforeRequest = (_details, answer) => answer({});
let permissionHandler: PermissionHandler = (_contents, _permission, answer) => answer(true);

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly { readonly scheme: string }[]): void {
    app.onlyBeforeReady('protocol.registerSchemesAsPrivileged');
    for (const { scheme } of schemes) privileged.add(scheme);
  },
  handle(scheme: string, handler: Handler): void {
    app.onlyWhenReady('protocol.handle');
    handlers.set(scheme, handler);
  },
};

class Session extends EventEmitter {
  readonly webRequest = {
    onBeforeRequest(listener: BeforeRequest): void {
      beforeRequest = listener;
    },
  };
  setPermissionRequestHandler(handler: PermissionHandler): void {
    permissionHandler = handler;
  }
  setPermissionCheckHandler(_handler: () => boolean): void {}
  setDevicePermissionHandler(_handler: () => boolean): void {}
}

export const session = {
  get defaultSession(): Session {
    app.onlyWhenReady('session.defaultSession');
    return defaultSession;
  },
};
const defaultSession = new Session();

/** Whether the app grants this permission to its page. */
export function isGranted(permission: string): boolean {
  let granted = false;
  permissionHandler(null, permission, (ok) => {
    granted = ok;
  });
  return granted;
}

/** Whether the app lets its page download this. */
export function isDownloadAllowed(url: string): boolean {
  const event = new Preventable();
  defaultSession.emit('will-download', event, { getURL: () => url });
  return !event.defaultPrevented;
}

/** `till://app/x` as the page's Chromium knows it: `http://till.app.localhost/x`. */
export function outside(url: string): string {
  const { protocol: scheme, host, pathname, search } = new URL(url);
  const name = scheme.slice(0, -1);
  if (!privileged.has(name)) throw new Error(`${name}: is not a registered scheme`);
  return `http://${name}.${host}.localhost${pathname}${search}`;
}

/** The reverse; an address of another origin stays what it is. */
export function inside(url: string): string {
  const parts = /^http:\/\/([a-z]+)\.([a-z]+)\.localhost(\/.*)?$/.exec(url);
  return parts ? `${parts[1]}://${parts[2]}${parts[3] ?? '/'}` : url;
}

/**
 * Answers every request of the page as the app would have it, and nothing from the network.
 * `mayNavigate` is asked about a navigation the page itself started.
 */
export async function serve(page: Page, mayNavigate: (url: string) => boolean): Promise<void> {
  await page.route('**/*', async (route, request) => {
    const url = inside(request.url());
    if (request.isNavigationRequest() && !mayNavigate(url)) return route.abort('aborted');
    let cancelled = false;
    beforeRequest({ url }, ({ cancel = false }) => {
      cancelled = cancel;
    });
    const handler = handlers.get(new URL(url).protocol.slice(0, -1));
    if (cancelled || handler === undefined) return route.abort('blockedbyclient');
    return fulfill(route, await handler(requestOf(request, url)));
  });
}

function requestOf(request: PageRequest, url: string): Request {
  return new Request(url, { method: request.method(), headers: request.headers() });
}

async function fulfill(route: Route, response: Response): Promise<void> {
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}
