// A browser host for a whole test file, and requests to it as a page of its own sends them.
import { afterAll, beforeAll } from 'vitest';
import { startBrowserTill } from './host-process.ts';
import { type Headers, sendTo } from './raw-request.ts';

/** Starts a browser host before the tests of this file, and kills it after them. */
export function serveTill() {
  let till: Awaited<ReturnType<typeof startBrowserTill>>;
  beforeAll(async () => {
    till = await startBrowserTill();
  });
  afterAll(async () => {
    await till.kill();
  });
  return {
    get till() {
      return till;
    },
    get port() {
      return Number(new URL(till.address).port);
    },
    get token() {
      return new URL(till.address).hash.slice(1);
    },
    send(method: string, path: string, headers: Headers, body = '') {
      return sendTo(this.port, method, path, headers, body);
    },
    /** The headers of a request that the host takes. */
    ours() {
      return {
        host: `127.0.0.1:${this.port}`,
        origin: `http://127.0.0.1:${this.port}`,
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
      };
    },
  };
}
