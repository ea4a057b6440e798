// Who may speak to the loopback server. Any page in any browser on this computer can reach a local
// port, and a name can be made to point here, so every request has to prove what it is.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type Guarded = {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Every Host line of the request; a second one is somebody's trick. */
  readonly hosts: readonly string[];
};

/** A refusal: its status, and a word for whoever reads it. Never more. */
export type Refusal = { readonly status: number; readonly word: string };

/** Holds for every request: it names this server, and no foreign page sent it. */
export function refuseForeign(request: Guarded, port: number): Refusal | null {
  const [host, ...more] = request.hosts;
  if (host === undefined || more.length > 0) return misdirected;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return misdirected;

  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) return foreign;
  if (origin === undefined && request.method === 'POST') return foreign;

  const site = request.headers['sec-fetch-site'];
  const sameSite = site === undefined || site === 'same-origin' || site === 'none';
  if (sameSite || isOpeningOfTheWindow(request)) return null;
  return foreign;
}

/** Holds for every call and for the live snapshot: the window knows this start's key. */
export function refuseStranger(request: Guarded, key: string): Refusal | null {
  const [scheme, given = '', ...more] = (request.headers.authorization ?? '').split(' ');
  const asBytes = Buffer.from(given);
  const expected = Buffer.from(key);
  const known =
    scheme === 'Bearer' &&
    more.length === 0 &&
    asBytes.length === expected.length &&
    timingSafeEqual(asBytes, expected);
  return known ? null : { status: 401, word: 'unauthorised' };
}

// The browser is opened with a file that leads here (open-browser.ts), which counts as another
// site. A page in a tab of its own holds nothing until its script brings the key.
function isOpeningOfTheWindow({ method, headers }: Guarded): boolean {
  return (
    method === 'GET' &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  );
}

const misdirected: Refusal = { status: 421, word: 'misdirected' };
const foreign: Refusal = { status: 403, word: 'foreign' };
