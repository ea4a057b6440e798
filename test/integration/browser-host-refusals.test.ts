// Whom the browser host refuses. Any page in any browser on this computer can reach its port, and any
// name can be made to point here; so nothing is taken for granted.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { sendRaw, without } from '../support/raw-request.ts';
import { serveTill } from '../support/served-till.ts';

const served = serveTill();

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
    const foreign = { ...served.ours(), host: host.replace('PORT', String(served.port)) };
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/changes'],
      ['POST', '/call/getTill'],
    ] as const) {
      const { status, body } = await served.send(
        method,
        path,
        foreign,
        method === 'POST' ? '{}' : '',
      );
      expect([400, 421], `${method} ${path}`).toContain(status);
      expect(body).not.toContain('root');
    }
  });

  it('a request without Host, with two, or for another server', async () => {
    const paths = [
      `GET / HTTP/1.1\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${served.port}\r\nHost: evil.example\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1:${served.port}\r\n\r\n`,
      `GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:${served.port}\r\n\r\n`,
      `GET / HTTP/1.0\r\n\r\n`,
    ];
    for (const raw of paths)
      expect(await sendRaw(served.port, raw), raw).toMatch(/^HTTP\/1\.1 4\d\d /);
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
    const foreign = { ...served.ours(), origin: origin.replace('PORT', String(served.port)) };
    for (const [method, path] of [
      ['GET', '/changes'],
      ['POST', '/call/getTill'],
    ] as const) {
      const { status } = await served.send(method, path, foreign, method === 'POST' ? '{}' : '');
      expect(status, `${method} ${path}`).toBe(403);
    }
  });

  it('a call without an Origin', async () => {
    const { status } = await served.send(
      'POST',
      '/call/getTill',
      without(served.ours(), 'origin'),
      '{}',
    );
    expect(status).toBe(403);
  });

  it.each(['cross-site', 'same-site', 'anything'])('a request that is %s', async (site) => {
    const headers = { ...served.ours(), 'sec-fetch-site': site };
    expect((await served.send('POST', '/call/getTill', headers, '{}')).status).toBe(403);
    expect((await served.send('GET', '/changes', headers)).status).toBe(403);
    expect((await served.send('GET', '/', headers)).status).toBe(403);
    const framed = { ...headers, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' };
    expect((await served.send('GET', '/', framed)).status).toBe(403);
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
    const filled = authorization
      ?.replaceAll('TOKEN', served.key)
      .replace('PREFIX', served.key.slice(0, -1));
    const headers = without(served.ours(), 'authorization');
    if (filled !== undefined) headers['authorization'] = filled;
    expect((await served.send('POST', '/call/getTill', headers, '{}')).status).toBe(401);
    expect((await served.send('GET', '/changes', headers)).status).toBe(401);
  });

  it('a code that was used before, or none at all, and one in the place of the key', async () => {
    const code = new URL(served.till.address).hash.slice(1);
    const headers = without(served.ours(), 'authorization');
    for (const given of [{ code }, { code: '' }, {}, null, [code], { code: { toString: 1 } }]) {
      const { status } = await served.send('POST', '/enter', headers, JSON.stringify(given));
      expect(status, JSON.stringify(given)).toBe(401);
    }
    const asKey = { ...headers, authorization: `Bearer ${code}` };
    expect((await served.send('POST', '/call/getTill', asKey, '{}')).status).toBe(401);
  });

  it('a code from a foreign page, as a form, or longer than a code', async () => {
    const headers = without(served.ours(), 'authorization');
    const body = JSON.stringify({ code: 'x' });
    const foreign = { ...headers, origin: 'https://evil.example' };
    expect((await served.send('POST', '/enter', foreign, body)).status).toBe(403);
    const form = { ...headers, 'content-type': 'text/plain' };
    expect((await served.send('POST', '/enter', form, body)).status).toBe(415);
    const long = JSON.stringify({ code: 'x'.repeat(2_000) });
    expect((await served.send('POST', '/enter', headers, long)).status).toBe(413);
    expect((await served.send('GET', '/enter', headers)).status).toBe(405);
  });

  it('a token in the address or in a cookie', async () => {
    const headers = without(served.ours(), 'authorization');
    const inAddress = `/changes?token=${served.key}&authorization=Bearer%20${served.key}`;
    expect((await served.send('GET', inAddress, headers)).status).toBe(401);
    const cookie = {
      ...headers,
      cookie: `token=${served.key}; authorization=Bearer ${served.key}`,
    };
    expect((await served.send('GET', '/changes', cookie)).status).toBe(401);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded'],
    ['plain text, as a page may send to anyone', 'text/plain'],
    ['a form with files', 'multipart/form-data; boundary=x'],
    ['JSON in disguise', 'text/plain; application/json'],
  ])('a call as %s', async (_what, type) => {
    const headers = { ...served.ours(), 'content-type': type };
    expect((await served.send('POST', '/call/getTill', headers, '{}')).status).toBe(415);
  });

  it('a call that is not JSON, or larger than a call can be', async () => {
    for (const body of ['', '{', 'null}', '<xml/>']) {
      expect((await served.send('POST', '/call/getTill', served.ours(), body)).status, body).toBe(
        400,
      );
    }
    const large = JSON.stringify({ padding: 'x'.repeat(64 * 1024) });
    expect((await served.send('POST', '/call/getTill', served.ours(), large)).status).toBe(413);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'the method %s',
    async (method) => {
      for (const path of ['/', '/call/getTill', '/changes']) {
        expect((await served.send(method, path, served.ours())).status, path).toBe(405);
      }
    },
  );

  it('a call by GET, and a snapshot by POST', async () => {
    expect((await served.send('GET', '/call/getTill', served.ours())).status).toBe(405);
    expect((await served.send('POST', '/changes', served.ours(), '{}')).status).toBe(405);
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
    expect([404, 405]).toContain((await served.send('GET', path, served.ours())).status);
  });

  it('a path or headers without end', async () => {
    expect((await served.send('GET', `/${'a'.repeat(500)}`, served.ours())).status).toBe(404);
    const many = { ...served.ours(), 'x-padding': 'x'.repeat(10_000) };
    expect((await served.send('GET', '/', many)).status).toBe(431);
  });

  it('a WebSocket', async () => {
    const upgrade = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const headers = {
      ...served.ours(),
      ...upgrade,
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    };
    expect((await served.send('GET', '/socket', headers)).status).toBe(404);
  });

  // Half of them say nothing at all, half stop in the middle of a request.
  it('five hundred connections that show nothing, while the window works', async () => {
    const idle = await Promise.all(
      Array.from({ length: 500 }, async (_, number) => {
        const socket = connect(served.port, '127.0.0.1');
        socket.on('error', () => {}).resume();
        await once(socket, 'connect');
        if (number % 2 === 0) socket.write('POST /enter HTTP/1.1\r\nHost: 127.0.0.1');
        return socket;
      }),
    );
    try {
      for (let call = 0; call < 20; call += 1) {
        const answer = served.send('POST', '/call/getTill', served.ours(), '{}');
        expect((await answer).status).toBe(200);
        expect((await served.send('GET', '/', served.ours())).status).toBe(200);
      }
    } finally {
      for (const socket of idle) socket.destroy();
    }
  });

  // Linux has the whole of 127.0.0.0/8; elsewhere only the first of it is there.
  it.runIf(process.platform === 'linux')(
    'a hundred connections from one port of a hundred addresses',
    async () => {
      const owner = createServer().listen(0, '127.0.0.1');
      await once(owner, 'listening');
      const { port: localPort } = owner.address() as AddressInfo;
      owner.close();
      const idle = Array.from({ length: 100 }, (_, number) => {
        const localAddress = `127.0.1.${number + 1}`;
        const socket = connect({ port: served.port, host: '127.0.0.1', localAddress, localPort });
        return socket.on('error', () => {}).resume();
      });
      try {
        await Promise.all(idle.map((socket) => once(socket, 'connect')));
        for (let call = 0; call < 5; call += 1) {
          expect((await served.send('GET', '/', served.ours())).status).toBe(200);
        }
      } finally {
        for (const socket of idle) socket.destroy();
      }
    },
  );

  it('a window that calls without end, with an answer', async () => {
    type Got = { ok: boolean; failure?: { code: string } };
    const replies: Got[] = [];
    // As many at a time as a browser has connections.
    const callOn = async () => {
      for (let call = 0; call < 60; call += 1) {
        const { body } = await served.send('POST', '/call/getTill', served.ours(), '{}');
        replies.push(JSON.parse(body) as Got);
      }
    };
    await Promise.all(Array.from({ length: 6 }, callOn));
    const codes = new Set(replies.filter(({ ok }) => !ok).map(({ failure }) => failure?.code));
    expect([...codes]).toEqual(['tooOften']);
  });

  it('a sender that drips its request, while others are served', async () => {
    const dripping = connect(served.port, '127.0.0.1');
    await once(dripping, 'connect');
    dripping.write('GET / HTTP/1.1\r\nHost: 127.0.0.1');
    const closed = once(dripping, 'close');
    dripping.on('error', () => {}).resume();
    expect((await served.send('POST', '/call/getTill', served.ours(), '{}')).status).toBe(200);
    await closed;
  });
});
