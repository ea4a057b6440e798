// How fast owed advices are delivered, durably: the real queue on a real store, as a share of a bare
// keep-alive client at the same parallelism, and of our own client without the store. All in one
// run, in turns, medians; absolute figures depend on the machine, the shares hardly.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { AdviceQueue } from '../../electron/core/advice-queue.ts';
import { systemChance, systemClock } from '../../electron/core/clock.ts';
import { IntermediaryClient } from '../../electron/core/intermediary/client.ts';
import { Line } from '../../electron/core/intermediary/line.ts';
import { qrAdviceService } from '../../electron/core/intermediary/qr-service.ts';
import { noLog } from '../../electron/core/log.ts';
import { countOwed } from '../../electron/core/store/advices.ts';
import { openStore } from '../../electron/core/store/open.ts';
import { fillWithOwedAdvices } from '../support/owed-advices.ts';
import { credentials, temporaryFolder } from '../support/test-till.ts';

const parallel = 4;
const rounds = 5;
const ports = { clock: systemClock, chance: systemChance, log: noLog };

async function startServer(latencyMs: number) {
  const child = fork(new URL('./answer-server.ts', import.meta.url), [String(latencyMs)]);
  const [port] = (await once(child, 'message')) as [number];
  return { baseUrl: `http://127.0.0.1:${port}/qr/v1`, stop: () => child.disconnect() };
}

function newClient(baseUrl: string): IntermediaryClient {
  return new IntermediaryClient(
    { baseUrl, ...credentials, connectMs: 5_000, tls: {} },
    systemClock,
  );
}

/** Runs `work` over all bodies, `parallel` at a time; messages per second. */
async function rateOf(bodies: string[], work: (body: string) => Promise<unknown>): Promise<number> {
  const waiting = bodies.values();
  const started = performance.now();
  const lane = async () => {
    for (const body of waiting) await work(body);
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  return (bodies.length / (performance.now() - started)) * 1_000;
}

async function bareClient(baseUrl: string, bodies: string[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: parallel });
  const url = new URL(`${baseUrl}/payments/confirmations`);
  const headers = { authorization: 'Basic eDp5', 'content-type': 'application/json' };
  const rate = await rateOf(
    bodies,
    (body) =>
      new Promise((resolve, reject) => {
        const sent = httpRequest(url, { method: 'POST', agent, headers }, (response) => {
          response.resume();
          response.on('end', resolve);
        });
        sent.on('error', reject);
        sent.end(body);
      }),
  );
  agent.destroy();
  return rate;
}

async function ourClient(baseUrl: string, bodies: string[]): Promise<number> {
  const client = newClient(baseUrl);
  const rate = await rateOf(bodies, (body) =>
    client.post('/payments/confirmations', body, { deadlineMs: 60_000 }),
  );
  await client.close();
  return rate;
}

async function durableQueue(baseUrl: string, count: number): Promise<number> {
  const store = openStore(join(temporaryFolder(), 'till.sqlite'));
  fillWithOwedAdvices(store, count);
  const client = newClient(baseUrl);
  const drained = Promise.withResolvers<void>();
  const line = new Line(
    () => client.reach(),
    ports,
    () => {},
  );
  const queue = new AdviceQueue({
    ...ports,
    store,
    line,
    runId: 'bench',
    services: { qr: qrAdviceService(client, { deadlineMs: 60_000, repeatOn503: false }) },
    onChange: () => {
      if (countOwed(store).confirmations === 0) drained.resolve();
    },
  });
  const started = performance.now();
  queue.start();
  await drained.promise;
  const rate = (count / (performance.now() - started)) * 1_000;
  await queue.stop();
  await client.close();
  store.close();
  return rate;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

async function compare(
  name: string,
  latencyMs: number,
  count: number,
  reference: (baseUrl: string, bodies: string[]) => Promise<number>,
): Promise<number> {
  const server = await startServer(latencyMs);
  const bodies = Array.from(
    { length: count },
    (_, index) => `{"id":"${index}","pad":"${'x'.repeat(500)}"}`,
  );
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const reached = await reference(server.baseUrl, bodies);
    const durable = await durableQueue(server.baseUrl, count);
    if (round === 0) continue; // the first warms both up
    theirs.push(reached);
    ours.push(durable);
  }
  server.stop();
  const shares = ours.map((rate, round) => rate / (theirs[round] ?? 1));
  process.stdout.write(
    `${name}: ${median(theirs).toFixed(0)}/s, durable ${median(ours).toFixed(0)}/s\n`,
  );
  return median(shares);
}

const latency20 = await compare('bare node:http, 20 ms latency', 20, 1_000, bareClient);
const store0 = await compare('our client without the store, no latency', 0, 2_000, ourClient);
process.stdout.write(`ratio latency20=${latency20.toFixed(2)} store0=${store0.toFixed(2)}\n`);
