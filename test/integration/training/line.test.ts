// The line to the intermediary: everything that can break on it, TLS, and client certificates.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../../electron/training/faults.ts';
import type { TrainingOptions } from '../../../electron/training/server.ts';
import { type Certificates, makeCertificates } from '../../support/certificates.ts';
import { TestClock } from '../../support/test-clock.ts';
import { messages, type Operation, TrainingClient } from './training-client.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function start(options: Partial<TrainingOptions> = {}): Promise<TrainingClient> {
  const client = await TrainingClient.start(options);
  stops.push(() => client.stop());
  return client;
}

describe('a fault', () => {
  it('answers with a status and processes nothing', async () => {
    const client = await start();
    const payment = await client.approvedPayment();
    const advice = messages.confirmation(payment);
    client.intermediary.setFault({ kind: 'status', operations: 'all', status: 500 });
    expect(await client.send('confirmPayment', advice)).toMatchObject({ status: 500, text: '' });
    expect(client.entry(payment)?.state).toBe('reserved');
    client.intermediary.setFault(null);
    expect((await client.send('confirmPayment', advice)).status).toBe(202);
    expect(client.entry(payment)?.state).toBe('settled');
  });

  it('answers with a status what was processed all the same', async () => {
    const client = await start();
    const payment = await client.approvedPayment();
    client.intermediary.setFault({
      kind: 'status',
      operations: 'all',
      status: 504,
      processed: true,
    });
    const { status } = await client.send('confirmPayment', messages.confirmation(payment));
    expect(status).toBe(504);
    expect(client.entry(payment)?.state).toBe('settled');
  });

  it('answers with an error type, a page, or headers of its own', async () => {
    const client = await start();
    const { intermediary } = client;
    intermediary.setFault({
      kind: 'status',
      operations: 'all',
      status: 503,
      errorType: 'UPSTREAM_UNAVAILABLE',
    });
    const detail = await client.send('createQrCode', messages.code());
    expect(detail.body).toMatchObject({ errorType: 'UPSTREAM_UNAVAILABLE' });
    intermediary.setFault({
      kind: 'status',
      operations: 'all',
      status: 302,
      body: '<h1>Sign in</h1>',
      headers: { 'Content-Type': 'text/html', location: 'http://127.0.0.1:1/' },
    });
    const page = await client.raw('createQrCode', '{}');
    expect(page).toMatchObject({
      status: 302,
      text: '<h1>Sign in</h1>',
      headers: { 'content-type': 'text/html', location: 'http://127.0.0.1:1/' },
    });
  });

  it.each<[string, Fault, string]>([
    ['drop loses the message', { kind: 'drop', operations: 'all' }, 'reserved'],
    ['dropAfter loses the answer only', { kind: 'dropAfter', operations: 'all' }, 'settled'],
  ])('%s', async (_, fault, state) => {
    const client = await start();
    const payment = await client.approvedPayment();
    client.intermediary.setFault(fault);
    const sent = client.send('confirmPayment', messages.confirmation(payment));
    await expect(sent).rejects.toThrow('other side closed');
    expect(client.entry(payment)?.state).toBe(state);
    const [last] = client.intermediary.requests().slice(-1);
    expect(last).toMatchObject({ operation: 'confirmPayment', answeredStatus: null });
  });

  it('silence keeps the connection and says nothing', async () => {
    const client = await start();
    client.intermediary.setFault({ kind: 'silence', operations: ['createQrCode'] });
    const silent = client.send('createQrCode', messages.code());
    silent.catch(() => {});
    await client.intermediary.whenReceived('createQrCode', 1);
    const first = await Promise.race([silent, client.control('GET', '/waiting')]);
    expect(first.body).toEqual({ tranIds: [] });
    await client.intermediary.stop();
    await expect(silent).rejects.toThrow('other side closed');
  });

  it('refuse breaks every connection and listens to nobody, until it is over', async () => {
    const client = await start();
    const { payment, answer } = await client.waitingPayment();
    client.intermediary.setFault({ kind: 'refuse', operations: 'all' });
    await expect(answer).rejects.toThrow('other side closed');
    await expect(client.send('createQrCode', messages.code())).rejects.toThrow('ECONNREFUSED');
    client.intermediary.setFault(null);
    await client.intermediary.whenReachable();
    // What happened upstream in the meantime is not undone by the line.
    await client.send('notifyScan', messages.scan(String(payment['tranId'])));
    expect(client.entry(payment)?.state).toBe('reserved');
  });

  it('refuse ends by itself when it was set for a time, as over a control call', async () => {
    const clock = new TestClock();
    const client = await start({ clock });
    const fault = { kind: 'refuse', operations: 'all', forMs: 5_000 };
    await client.control('POST', '/fault', fault).catch(() => {});
    await expect(client.control('GET', '/waiting')).rejects.toThrow('ECONNREFUSED');
    clock.advance(5_000);
    await client.intermediary.whenReachable();
    expect((await client.control('GET', '/waiting')).status).toBe(200);
  });

  it('meets as many requests as it says, of the operations it names', async () => {
    const client = await start();
    const first = await client.approvedPayment();
    client.intermediary.setFault({
      kind: 'status',
      operations: ['confirmPayment'],
      status: 500,
      times: 2,
    });
    const advice = messages.confirmation(first);
    const statuses: number[] = [];
    const send = async (operation: Operation, message: Parameters<TrainingClient['send']>[1]) => {
      statuses.push((await client.send(operation, message)).status);
    };
    await send('confirmPayment', advice);
    await send('createQrCode', messages.code());
    await send('confirmPayment', advice);
    await send('confirmPayment', advice);
    expect(statuses).toEqual([500, 201, 500, 202]);
  });

  it('never meets the customer, who has another line', async () => {
    const client = await start();
    const { payment, answer } = await client.waitingPayment();
    client.intermediary.setFault({ kind: 'status', operations: 'all', status: 503 });
    await client.send('notifyScan', messages.scan(String(payment['tranId'])));
    expect((await answer).status).toBe(201);
  });
});

it('stop breaks what is open and frees the port', async () => {
  const client = await start();
  const { answer } = await client.waitingPayment();
  await client.intermediary.stop();
  await expect(answer).rejects.toThrow('other side closed');
  await expect(client.send('createQrCode', messages.code())).rejects.toThrow('ECONNREFUSED');
});

it('rejects when its port is taken', async () => {
  const client = await start();
  const port = Number(new URL(client.intermediary.origin).port);
  await expect(start({ port })).rejects.toThrow('EADDRINUSE');
});

describe('over TLS', () => {
  let certificates: Certificates;
  beforeAll(async () => {
    certificates = await makeCertificates();
  });

  const connectTo = (client: TrainingClient, connect: object) => {
    const other = new TrainingClient(client.intermediary, connect);
    stops.push(() => other.hangUp());
    return other.send('createQrCode', messages.code());
  };

  it('speaks to those who trust its authority, and only TLS', async () => {
    const client = await start({ tls: certificates.server });
    expect(client.intermediary.baseUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/qr\/v1$/);
    expect((await connectTo(client, { ca: certificates.ca })).status).toBe(201);
    await expect(connectTo(client, { ca: certificates.otherCa })).rejects.toThrow(/certificate/);
    await expect(connectTo(client, {})).rejects.toThrow(/certificate/);
    const plain = client.intermediary.origin.replace('https:', 'http:');
    await expect(fetch(plain)).rejects.toThrow();
    expect(client.intermediary.requests()).toHaveLength(1);
  });

  it('with a client authority, refuses whoever shows no certificate of it', async () => {
    const { server, client: till, strangeClient, ca } = certificates;
    const client = await start({ tls: { ...server, clientCa: ca } });
    expect((await connectTo(client, { ca, ...till })).status).toBe(201);
    await expect(connectTo(client, { ca })).rejects.toThrow();
    await expect(connectTo(client, { ca, ...strangeClient })).rejects.toThrow();
    expect(client.intermediary.requests()).toHaveLength(1);
  });
});
