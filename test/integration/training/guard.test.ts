// Whom the training intermediary hears out: anybody on this computer can reach its port.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { basic, messages, TrainingClient } from './training-client.ts';

const right = basic({ username: '62801', password: 'correct horse' });
const wrong = basic({ username: '62801', password: 'wrong' });

let client: TrainingClient;
let port: number;
const open: Socket[] = [];

beforeEach(async () => {
  client = await TrainingClient.start();
  port = Number(new URL(client.intermediary.origin).port);
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await client.stop();
});

async function connected(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  open.push(socket);
  socket.on('error', () => {}).resume();
  await once(socket, 'connect');
  return socket;
}

/** The first line that answers these headers, of whose body nothing is ever sent. */
async function answerToHeaders(start: string, authorization: string, length: number) {
  const socket = await connected();
  socket.write(
    `${start} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
      `Authorization: ${authorization}\r\nContent-Length: ${length}\r\n\r\n`,
  );
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  return Number(bytes.toString('latin1').split(' ')[1]);
}

it.each([
  [401, 'POST /qr/v1/payments', wrong, 1_000],
  [401, 'POST /qr/v1/elsewhere', wrong, 1_000_000_000],
  [401, 'POST /training/fault', wrong, 1_000],
  [404, 'POST /qr/v1/refunds', right, 1_000],
  [405, 'PUT /qr/v1/payments', right, 1_000],
  [413, 'POST /qr/v1/payments', right, 65_537],
])('answers %i to the headers of %s alone, without its body', async (status, ...given) => {
  expect(await answerToHeaders(...given)).toBe(status);
});

it('keeps few connections that show nothing, and has room for the till all the same', async () => {
  const idle = await Promise.all(Array.from({ length: 400 }, connected));
  expect((await client.send('createQrCode', messages.code())).status).toBe(201);
  await expect.poll(() => idle.filter(({ closed }) => closed).length).toBeGreaterThan(300);
});
