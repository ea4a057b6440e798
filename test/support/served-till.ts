// A browser host for a whole test file, and requests to it as a page of its own sends them.
import { afterAll, beforeAll } from 'vitest';
import { enter } from './enter.ts';
import { startBrowserTill } from './host-process.ts';
import { type Headers, sendTo } from './raw-request.ts';

/** Starts a browser host before the tests of this file, and kills it after them. */
export function serveTill() {
  let till: Awaited<ReturnType<typeof startBrowserTill>>;
  let key: string;
  beforeAll(async () => {
    till = await startBrowserTill();
    key = await enter(till.address);
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
    get key() {
      return key;
    },
    send(method: string, path: string, headers: Headers, body = '') {
      return sendTo(this.port, method, path, headers, body);
    },
    /** The headers of a request that the host takes. */
    ours() {
      return {
        host: `127.0.0.1:${this.port}`,
        origin: `http://127.0.0.1:${this.port}`,
        authorization: `Bearer ${this.key}`,
        'content-type': 'application/json',
      };
    },
  };
}
