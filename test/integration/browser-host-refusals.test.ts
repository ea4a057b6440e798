// Whom the browser host refuses. Any page in any browser on this computer can reach its port, and any
// name can be made to point here; so nothing is taken for granted.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowserTill } from '../support/host-process.ts';
import { type Headers, sendRaw, sendTo, without } from '../support/raw-request.ts';

let till: Awaited<ReturnType<typeof startBrowserTill>>;
let port: number;
let token: string;

beforeAll(async () => {
  till = await startBrowserTill();
  const address = new URL(till.address);
  port = Number(address.port);
  token = address.hash.slice(1);
});

afterAll(async () => {
  await till.kill();
});

const send = (method: string, path: string, headers: Headers, body = '') =>
  sendTo(port, method, path, headers, body);

const ours = () => ({
  host: `127.0.0.1:${port}`,
  origin: `http://127.0.0.1:${port}`,
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
});

describe('whom it refuses', () => {
  it.each([
    ['another name', 'till.example:PORT'],
    ['a name that was made to point here', 'rebound.example:PORT'],
    ['no port', '127.0.0.1'],
    ['another port', '127.0.0.1:1'],
    ['a port that only begins like ours', '127.0.0.1:PORT0'],
    ['a name that begins like ours', '127.0.0.1.example:PORT'],
    ['a name that ends like ours', 'x.localhost:PORT'],
    ['a user before the name', 'user@127.0.0.1:PORT'],
    ['a dot at the end', 'localhost.:PORT'],
    ['a dot after the address', '127.0.0.1.:PORT'],
    ['capitals', 'LOCALHOST:PORT'],
    ['the short form of the address', '127.1:PORT'],
    ['the address as a number', '2130706433:PORT'],
    ['the address in hexadecimal', '0x7f.0.0.1:PORT'],
    ['another loopback address', '127.0.0.2:PORT'],
    ['any address', '0.0.0.0:PORT'],
    ['IPv6 loopback', '[::1]:PORT'],
    ['IPv4 in IPv6', '[::ffff:127.0.0.1]:PORT'],
    ['nothing', ''],
  ])('a Host of %s', async (_what, host) => {
    const foreign = { ...ours(), host: host.replace('PORT', String(port)) };
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/changes'],
      ['POST', '/call/getTill'],
    ] as const) {
      const { status, body } = await send(method, path, foreign, method === 'POST' ? '{}' : '');
      expect([400, 421], `${method} ${path}`).toContain(status);
      expect(body).not.toContain('root');
    }
  });

  it('a request without Host, with two, or for another server', async () => {
    const paths = [
      `GET / HTTP/1.1\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
      `GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
      `GET / HTTP/1.0\r\n\r\n`,
    ];
    for (const raw of paths) expect(await sendRaw(port, raw), raw).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  it.each([
    ['a page of another site', 'https://evil.example'],
    ['a page on another port of this computer', 'http://127.0.0.1:1'],
    ['our address under another scheme', 'https://127.0.0.1:PORT'],
    ['our other name', 'http://localhost:PORT'],
    ['a page without an origin (file, sandbox)', 'null'],
    ['a name that begins like ours', 'http://127.0.0.1:PORT.evil.example'],
    ['nothing', ''],
  ])('an Origin of %s', async (_what, origin) => {
    const foreign = { ...ours(), origin: origin.replace('PORT', String(port)) };
    for (const [method, path] of [
      ['GET', '/changes'],
      ['POST', '/call/getTill'],
    ] as const) {
      const { status } = await send(method, path, foreign, method === 'POST' ? '{}' : '');
      expect(status, `${method} ${path}`).toBe(403);
    }
  });

  it('a call without an Origin', async () => {
    const { status } = await send('POST', '/call/getTill', without(ours(), 'origin'), '{}');
    expect(status).toBe(403);
  });

  it.each(['cross-site', 'same-site', 'anything'])('a request that is %s', async (site) => {
    const headers = { ...ours(), 'sec-fetch-site': site };
    expect((await send('POST', '/call/getTill', headers, '{}')).status).toBe(403);
    expect((await send('GET', '/changes', headers)).status).toBe(403);
    expect((await send('GET', '/', headers)).status).toBe(403);
    const framed = { ...headers, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' };
    expect((await send('GET', '/', framed)).status).toBe(403);
  });

  it.each([
    ['no token', undefined],
    ['an empty token', 'Bearer '],
    ['another token of the same length', `Bearer ${'A'.repeat(32)}`],
    ['a token that begins like ours', 'Bearer PREFIX'],
    ['ours with something behind it', 'Bearer TOKEN x'],
    ['ours twice', 'Bearer TOKENTOKEN'],
    ['ours under another scheme', 'Basic TOKEN'],
    ['ours without a scheme', 'TOKEN'],
  ])('%s', async (_what, authorization) => {
    const filled = authorization?.replaceAll('TOKEN', token).replace('PREFIX', token.slice(0, -1));
    const headers = without(ours(), 'authorization');
    if (filled !== undefined) headers['authorization'] = filled;
    expect((await send('POST', '/call/getTill', headers, '{}')).status).toBe(401);
    expect((await send('GET', '/changes', headers)).status).toBe(401);
  });

  it('a token in the address or in a cookie', async () => {
    const headers = without(ours(), 'authorization');
    const inAddress = `/changes?token=${token}&authorization=Bearer%20${token}`;
    expect((await send('GET', inAddress, headers)).status).toBe(401);
    const cookie = { ...headers, cookie: `token=${token}; authorization=Bearer ${token}` };
    expect((await send('GET', '/changes', cookie)).status).toBe(401);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded'],
    ['plain text, as a page may send to anyone', 'text/plain'],
    ['a form with files', 'multipart/form-data; boundary=x'],
    ['JSON in disguise', 'text/plain; application/json'],
  ])('a call as %s', async (_what, type) => {
    const headers = { ...ours(), 'content-type': type };
    expect((await send('POST', '/call/getTill', headers, '{}')).status).toBe(415);
  });

  it('a call that is not JSON, or larger than a call can be', async () => {
    for (const body of ['', '{', 'null}', '<xml/>']) {
      expect((await send('POST', '/call/getTill', ours(), body)).status, body).toBe(400);
    }
    const large = JSON.stringify({ padding: 'x'.repeat(64 * 1024) });
    expect((await send('POST', '/call/getTill', ours(), large)).status).toBe(413);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'the method %s',
    async (method) => {
      for (const path of ['/', '/call/getTill', '/changes']) {
        expect((await send(method, path, ours())).status, path).toBe(405);
      }
    },
  );

  it('a call by GET, and a snapshot by POST', async () => {
    expect((await send('GET', '/call/getTill', ours())).status).toBe(405);
    expect((await send('POST', '/changes', ours(), '{}')).status).toBe(405);
  });

  it.each([
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/../../main/index.js',
    '/assets/',
    '/assets',
    '//etc/passwd',
    '/\\..\\package.json',
    '/index.html%00.js',
    '/.git/config',
    '/call/',
    '/call/getTill/',
    '/call/__proto__',
    '/constructor',
  ])('the path %s', async (path) => {
    expect([404, 405]).toContain((await send('GET', path, ours())).status);
  });

  it('a path or headers without end', async () => {
    expect((await send('GET', `/${'a'.repeat(500)}`, ours())).status).toBe(404);
    const many = { ...ours(), 'x-padding': 'x'.repeat(10_000) };
    expect((await send('GET', '/', many)).status).toBe(431);
  });

  it('a WebSocket', async () => {
    const upgrade = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const headers = { ...ours(), ...upgrade, 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
    expect((await send('GET', '/socket', headers)).status).toBe(404);
  });

  it('a sender that drips its request, while others are served', async () => {
    const dripping = connect(port, '127.0.0.1');
    await once(dripping, 'connect');
    dripping.write('GET / HTTP/1.1\r\nHost: 127.0.0.1');
    const closed = once(dripping, 'close');
    dripping.on('error', () => {}).resume();
    expect((await send('POST', '/call/getTill', ours(), '{}')).status).toBe(200);
    await closed;
  });
});
