// The line itself: a private authority, a client certificate, no credentials to a server that
// cannot prove itself, and no code before the payment request is on its way.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TrainingIntermediary } from '../../electron/training/server.ts';
import { type Certificates, makeCertificates } from '../support/certificates.ts';
import { startDoor } from '../support/door.ts';
import { startIntermediary, TestTill, temporaryFolder } from '../support/test-till.ts';

let certificates: Certificates;
const folder = temporaryFolder();
const file = (name: string) => join(folder, name);
const close: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  certificates = await makeCertificates();
  writeFileSync(file('ca.pem'), certificates.ca);
  writeFileSync(file('other-ca.pem'), certificates.otherCa);
  writeFileSync(file('client.pem'), certificates.client.cert);
  writeFileSync(file('client-key.pem'), certificates.client.key, { mode: 0o600 });
  writeFileSync(file('server-key.pem'), certificates.server.key, { mode: 0o600 });
});

afterEach(async () => {
  for (const end of close.splice(0).toReversed()) await end();
});

async function serve(options: Parameters<typeof startIntermediary>[0] = {}) {
  const intermediary = await startIntermediary({ tls: certificates.server, ...options });
  close.push(() => intermediary.stop());
  return intermediary;
}

async function startTill(baseUrl: string, tls: Record<string, string>): Promise<TestTill> {
  const till = await TestTill.start({ intermediary: { baseUrl }, profile: { tls } });
  close.push(() => till.stop());
  return till;
}

async function takePayment(till: TestTill, intermediary: TrainingIntermediary): Promise<void> {
  await till.call('startPayment', { amountMinor: 18_450 });
  await intermediary.whenWaiting();
  intermediary.act({ name: 'approve' });
  await till.whenPayment('approved');
  await till.call('nextSale', { saleId: till.saleId });
  await till.whenNothingOwed();
}

it('takes payments from a server with a private authority once that is configured', async () => {
  const intermediary = await serve();
  const till = await startTill(intermediary.baseUrl, { extraCaFile: file('ca.pem') });
  await takePayment(till, intermediary);
  expect(intermediary.ledger()).toMatchObject([{ state: 'settled' }]);
});

it('shows a client certificate where the server wants one', async () => {
  const intermediary = await serve({ tls: { ...certificates.server, clientCa: certificates.ca } });
  const till = await startTill(intermediary.baseUrl, {
    extraCaFile: file('ca.pem'),
    clientCertificateFile: file('client.pem'),
    clientKeyFile: file('client-key.pem'),
  });
  await takePayment(till, intermediary);
});

describe('a server that cannot prove itself', () => {
  it.each<[string, Record<string, string>]>([
    ['no authority configured', {}],
    ['another authority configured', { extraCaFile: 'other-ca.pem' }],
  ])('gets no credentials: %s', async (_, tls) => {
    const intermediary = await serve();
    const named = Object.fromEntries(Object.entries(tls).map(([key, name]) => [key, file(name)]));
    const till = await startTill(intermediary.baseUrl, named);
    await till.when(({ connection }) => connection.state === 'noConnection');
    await till.call('startPayment', { amountMinor: 18_450 });
    expect((await till.whenPayment('notPaid')).payment).toMatchObject({
      reason: { code: 'codeUnavailable' },
    });
    expect(intermediary.requests()).toEqual([]);
  });

  it('gets not one byte after the handshake failed', async () => {
    const bytes: number[] = [];
    const server = createServer(certificates.server, (socket) => {
      socket.on('data', (data) => bytes.push(data.length));
    });
    server.on('tlsClientError', () => {});
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    close.push(async () => {
      server.close();
      await once(server, 'close');
    });
    const { port } = server.address() as AddressInfo;
    const till = await startTill(`https://127.0.0.1:${port}/qr/v1`, {});
    await till.call('startPayment', { amountMinor: 18_450 });
    await till.whenPayment('notPaid');
    expect(bytes).toEqual([]);
  });
});

it('a file that is missing or no certificate is named by field and rule', async () => {
  writeFileSync(file('text.pem'), 'hello');
  const till = await startTill('https://127.0.0.1:9/qr/v1', {
    extraCaFile: file('text.pem'),
    clientCertificateFile: file('client.pem'),
    clientKeyFile: file('none.pem'),
  });
  expect(till.view.mode).toBe('notSetUp');
  expect(till.view.problems).toEqual([
    { field: 'tls.extraCaFile', rule: { code: 'noPem' } },
    { field: 'tls.clientKeyFile', rule: { code: 'noPem' } },
  ]);
  expect(await till.refusal('startPayment', { amountMinor: 1 })).toMatch(/not set up/);
});

it('a key that does not belong to the certificate is named, and the till goes on', async () => {
  const till = await startTill('https://127.0.0.1:9/qr/v1', {
    clientCertificateFile: file('client.pem'),
    clientKeyFile: file('server-key.pem'),
  });
  expect(till.view).toMatchObject({
    mode: 'notSetUp',
    problems: [{ field: 'tls.clientKeyFile', rule: { code: 'notPartner' } }],
  });
});

it('no code is visible before the payment request has left', async () => {
  const intermediary = await serve();
  const door = await startDoor(Number(new URL(intermediary.origin).port));
  close.push(() => door.close());
  const till = await startTill(`https://127.0.0.1:${door.port}/qr/v1`, {
    extraCaFile: file('ca.pem'),
  });
  await till.when(({ connection }) => connection.state === 'connected');
  // The code request goes over a connection that exists by the time its answer is under way; the
  // payment's own connection finds the door shut before its handshake.
  const stopWatching = till.core.onChange(({ payment }) => {
    if (payment?.state === 'requestingCode') {
      void intermediary.whenReceived('createQrCode', 1).then(() => door.shut());
    }
  });
  await till.call('startPayment', { amountMinor: 18_450 });
  await till.whenPayment('awaitingCustomer');
  await door.whenKnocking();
  expect(till.view.payment).toMatchObject({ state: 'awaitingCustomer', qrCode: null });
  expect(intermediary.requests().map(({ operation }) => operation)).toEqual(['createQrCode']);
  door.open();
  await till.when(
    ({ payment }) => payment?.state === 'awaitingCustomer' && payment.qrCode !== null,
  );
  await intermediary.whenWaiting();
  intermediary.act({ name: 'decline', errorType: 'INSUFFICIENT_FUNDS' });
  await till.whenPayment('notPaid');
  stopWatching();
});
