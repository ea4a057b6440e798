// One exchange below the till: what a server may do to the connection itself.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../electron/core/clock.ts';
import { type Answer, IntermediaryClient } from '../../electron/core/wire/client.ts';
import { httpAnswer } from '../support/http-bytes.ts';
import { credentials } from '../support/test-till.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A client before a server that does this to every connection; `connections` counts them. */
async function start(take: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    take(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  const client = new IntermediaryClient(
    { ...credentials, baseUrl: `http://127.0.0.1:${port}/qr/v1`, connectMs: 5_000, tls: {} },
    systemClock,
  );
  ends.push(() => client.close());
  return { client, sockets };
}

const deadlineMs = 20_000;
const post = (body: string) =>
  ({ role: 'request', method: 'POST', path: '/payments', body }) as const;

it.each([true, false])(
  'takes an answer that comes before the request was read (own connection: %s)',
  async (ownConnection) => {
    // More than the network holds for a reader that stopped.
    const body = 'x'.repeat(20 * 1024 * 1024);
    const { client, sockets } = await start((socket) => {
      socket.once('data', () => {
        socket.pause();
        socket.write(httpAnswer(202, '{}'));
      });
    });
    let isSent = false;
    const onSent = () => {
      isSent = true;
    };
    for (const count of [1, 2]) {
      const answer = await client.send(post(body), { deadlineMs, ownConnection, onSent });
      expect(answer).toEqual({
        status: 202,
        contentType: 'application/json',
        body: '{}',
        sent: true,
      });
      expect(sockets).toHaveLength(count);
    }
    expect(isSent).toBe(false);
  },
);

it('asks for bodies that are not compressed, by one request in whole', async () => {
  let heard = '';
  const { client } = await start((socket) => {
    socket.on('data', (data) => {
      heard += data.toString();
      if (heard.endsWith('{"a":"\u00e9"}')) socket.write(httpAnswer(202));
    });
  });
  await client.send(post('{"a":"\u00e9"}'), { deadlineMs, ownConnection: true });
  const [head = '', text] = heard.split('\r\n\r\n');
  expect(text).toBe('{"a":"\u00e9"}');
  expect(head).toMatch(/^POST \/qr\/v1\/payments HTTP\/1\.1\r\n/);
  expect(head).toMatch(/^accept-encoding: identity$/im);
  expect(head).toMatch(/^content-length: 10$/im);
  expect(head).toMatch(/^host: 127\.0\.0\.1:\d+$/im);
  expect(head).not.toMatch(/^(expect|te|transfer-encoding|upgrade):/im);
});

it.each([true, false])(
  'asks by GET with a query and without a body (own connection: %s)',
  async (ownConnection) => {
    let heard = '';
    const { client } = await start((socket) => {
      socket.on('data', (data) => {
        heard += data.toString();
        socket.write(httpAnswer(200, '{}'));
      });
    });
    const query = { originalMsgId: '5372f53f-f952-4fef-8839-5aad5fac0dba', msisdn: '+27 82&x=1' };
    const message = { role: 'lookup', method: 'GET', path: '/purchases/status', query } as const;
    expect(await client.send(message, { deadlineMs, ownConnection })).toMatchObject({
      status: 200,
    });
    const [line = '', ...headers] = heard.split('\r\n');
    const target = /^GET (\S+) HTTP\/1\.1$/.exec(line)?.[1] ?? '';
    const url = new URL(target, 'http://till.test');
    expect(url.pathname).toBe('/qr/v1/purchases/status');
    expect(Object.fromEntries(url.searchParams)).toEqual(query);
    expect(headers.join('\n')).not.toMatch(/^content-/im);
    expect(heard.endsWith('\r\n\r\n')).toBe(true);
  },
);

it('leaves no connection behind when it is called off while connecting or waiting', async () => {
  const { client, sockets } = await start((socket) => socket.resume());
  const abort = new AbortController();
  const asked: Promise<Answer>[] = [true, false].map((ownConnection) =>
    client.send(post('{}'), { deadlineMs, ownConnection, signal: abort.signal }),
  );
  abort.abort();
  expect(await Promise.all(asked)).toMatchObject([
    { silence: 'connectionLost', sent: false },
    { silence: 'connectionLost', sent: false },
  ]);
  const later = new AbortController();
  const answer = client.send(post('{}'), { deadlineMs, signal: later.signal });
  while (!sockets.some(({ bytesRead }) => bytesRead > 0)) await new Promise(setImmediate);
  later.abort();
  expect(await answer).toMatchObject({ silence: 'connectionLost', sent: true });
  await client.close();
  while (sockets.some(({ destroyed }) => !destroyed)) await new Promise(setImmediate);
});
