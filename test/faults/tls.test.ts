// The fault table, third part: making the connection, and TLS. F63 to F66, F71 to F74, F79. Every
// row has a server that counts what it was told, and no bad one may be told anything.
import { constants } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TLSSocket, TlsOptions } from 'node:tls';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { type Certificates, makeCertificates } from '../support/certificates.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { httpAnswer } from '../support/http-bytes.ts';
import { approvalOf, RawServer, say } from '../support/raw-server.ts';
import { temporaryFolder } from '../support/test-till.ts';
import { startDeafPort } from './deaf-port.ts';
import { FaultBench } from './fault-bench.ts';
import { expectCodeAgain } from './table/kept-connections.ts';
import { expectNotPaid } from './table/play.ts';

let certificates: Certificates;
let caFile: string;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  certificates = await makeCertificates();
  caFile = join(temporaryFolder(), 'ca.pem');
  writeFileSync(caFile, certificates.ca);
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A till that trusts the authority, before a server with these options. */
async function start(tls: TlsOptions, before?: (server: RawServer) => Promise<number>) {
  const bench = await FaultBench.start({
    server: { tls },
    profile: { tls: { extraCaFile: caFile } },
    ...(before && { before }),
  });
  ends.push(() => bench.stop());
  return bench;
}

async function startProxy(toPort: number): Promise<FaultProxy> {
  const proxy = await FaultProxy.start(toPort);
  ends.push(() => proxy.stop());
  return proxy;
}

const badServers: [string, () => TlsOptions][] = [
  ['F71 a certificate that has expired', () => certificates.bad.expired],
  ['F71 a certificate that is not yet valid', () => certificates.bad.notYetValid],
  ['F64 F71 a certificate of another name', () => certificates.bad.otherName],
  ['F71 a certificate that is not for servers', () => certificates.bad.otherUse],
  ['F71 a certificate that signed itself', () => certificates.selfSigned],
  ['F71 a certificate of an authority nobody named', () => certificates.strangeClient],
  [
    'F71 TLS 1.1 at most',
    () => ({
      ...certificates.server,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT:@SECLEVEL=0',
      secureOptions: constants.SSL_OP_NO_TLSv1_2 | constants.SSL_OP_NO_TLSv1_3,
    }),
  ],
];

it.each(badServers)('%s -> codeUnavailable, not one byte is said', async (_, options) => {
  const bench = await start(options());
  expectNotPaid(await bench.decide(), 'codeUnavailable');
  await bench.till.when(({ connection }) => connection.state === 'noConnection');
  expect(bench.server.bytesHeard).toBe(0);
  expect(bench.till.view.payment).toMatchObject({ reversal: 'none' });
});

it.each(badServers)(
  '%s, from the payment request on -> connectionLost, TIMEOUT, not one byte is said',
  async (_, options) => {
    const bad = await RawServer.start({ tls: options() });
    ends.push(() => bad.stop());
    let proxy: FaultProxy | undefined;
    const bench = await start(certificates.server, async (server) => {
      proxy = await startProxy(server.port);
      return proxy.port;
    });
    bench.server.behave(
      'createQrCode',
      ({ socket, body }) => {
        proxy?.retarget(bad.port);
        const code = { ...body, tranId: 'b7b3ff7b', qrCode: '000201' };
        socket.write(httpAnswer(201, JSON.stringify(code)));
      },
      1,
    );
    expectNotPaid(await bench.decide(), 'connectionLost');
    expect(bench.till.view.owed.reversals).toBe(1);
    proxy?.retarget(bench.server.port);
    await bench.whenNothingIsOwed();
    expect(bad.bytesHeard).toBe(0);
    expect(bench.server.of('pay')).toEqual([]);
    expect(bench.server.of('reversePayment')).toMatchObject([
      { body: { reversalReason: 'TIMEOUT' } },
    ]);
  },
);

it('F72 the handshake stalls -> codeUnavailable when the time to connect is up', async () => {
  const server = await RawServer.start({ tls: certificates.server });
  ends.push(() => server.stop());
  const proxy = await startProxy(server.port);
  proxy.arm({ kind: 'cut', way: 'response', after: 0, how: 'hold' }, { times: 99 });
  const bench = await FaultBench.start({
    server: { tls: certificates.server },
    profile: { tls: { extraCaFile: caFile }, ...connectWithin(1, proxy.port) },
  });
  ends.push(() => bench.stop());
  // The network's own timer, in real time: the shortest a profile can have is one second.
  expectNotPaid(await bench.decide(), 'codeUnavailable');
  await proxy.whenLetGo();
  expect(server.bytesHeard).toBe(0);
});

it.each([
  ['an alert of TLS instead of the answer', '15030300020228'],
  ['plain text inside the encrypted line', '485454502f312e3120323031204f4b0d0a0d0a'],
])('F72 pay: %s -> connectionLost, TIMEOUT', async (_, hex) => {
  const bench = await start(certificates.server);
  // Written below TLS, as somebody on the way would.
  bench.server.behave('pay', ({ socket }) => {
    bench.server.below(socket)?.write(Buffer.from(hex, 'hex'));
  });
  expectNotPaid(await bench.decide(), 'connectionLost');
  await bench.whenNothingIsOwed();
  expect(bench.server.of('reversePayment')).toHaveLength(1);
});

it('F72 pay: the body ends with the connection, cut short without a goodbye -> answerUnusable', async () => {
  const bench = await start(certificates.server);
  bench.server.behave('pay', ({ socket, body }) => {
    const text = JSON.stringify(approvalOf(body)).slice(0, -9);
    socket.write(httpAnswer(201, text, { 'content-length': null }), () => {
      bench.server.below(socket)?.end();
    });
  });
  expectNotPaid(await bench.decide(), 'answerUnusable');
  await bench.whenNothingIsOwed();
  expect(bench.server.of('reversePayment')).toHaveLength(1);
});

it('F69 code: its kept connection is closed as it arrives -> sent once more on a new connection, and paid', async () => {
  const bench = await start(certificates.server);
  await expectCodeAgain(bench, ({ socket }) => socket.end());
});

it('F73 the certificate is renewed while 20 are owed -> the next connection uses it, nothing is lost', async () => {
  let proxy: FaultProxy | undefined;
  const bench = await start(certificates.server, async (server) => {
    proxy = await startProxy(server.port);
    return proxy.port;
  });
  bench.server.behave('confirmPayment', say(httpAnswer(500)));
  for (let sale = 0; sale < 20; sale += 1) await bench.sell();
  const renewed = await RawServer.start({ tls: certificates.renewed });
  ends.push(() => renewed.stop());
  proxy?.retarget(renewed.port);
  proxy?.breakAll();
  await bench.whenNothingIsOwed();
  expect(bench.till.view.owed.attention).toBe(0);
  expect(new Set(renewed.of('confirmPayment').map(({ body }) => body['id'])).size).toBe(20);
});

it('F74 HTTP/2 is offered -> HTTP/1.1 is spoken', async () => {
  const bench = await start({ ...certificates.server, ALPNProtocols: ['h2', 'http/1.1'] });
  const { socket } = await bench.ask();
  expect((socket as TLSSocket).alpnProtocol).not.toBe('h2');
  await bench.till.whenPayment('approved');
});

it('F66 the first packet of a connection is dropped -> codeUnavailable when the time to connect is up', async () => {
  const deaf = await startDeafPort();
  ends.push(() => deaf.stop());
  const bench = await FaultBench.start({ profile: connectWithin(1, deaf.port) });
  ends.push(() => bench.stop());
  expectNotPaid(await bench.decide(), 'codeUnavailable');
  expect(bench.till.view.payment).toMatchObject({ reversal: 'none' });
});

it('F79 a name with an address of each family, of which only the older listens -> paid', async () => {
  const server = await RawServer.start();
  ends.push(() => server.stop());
  const baseUrl = server.baseUrl.replace('127.0.0.1', 'localhost');
  const bench = await FaultBench.start({ profile: { interfaces: { qr: { baseUrl } } } });
  ends.push(() => bench.stop());
  await bench.till.call('startPayment', { amountMinor: 100 });
  await bench.till.whenPayment('approved');
  expect(server.of('pay')).toHaveLength(1);
});

/** A profile's interface at this port of loopback, over TLS unless it is a bare port. */
function connectWithin(connectSeconds: number, port: number) {
  const baseUrl = `https://127.0.0.1:${port}/qr/v1`;
  return { interfaces: { qr: { baseUrl, connectSeconds } } };
}
