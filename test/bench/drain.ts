// How fast owed advices are delivered, durably: the real queue on a real store, as a share of a bare
// keep-alive client at the same parallelism, and of our own client without the store; and beside a
// general job queue doing the same work. All in one run, in turns, medians; absolute figures depend
// on the machine, the shares hardly.
import { execFileSync } from 'node:child_process';
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemChance, systemClock } from '../../electron/core/clock.ts';
import { AdviceQueue } from '../../electron/core/engine/advice-queue.ts';
import { adviceServiceOf } from '../../electron/core/engine/endpoint.ts';
import { noLog } from '../../electron/core/log.ts';
import { redactorOf } from '../../electron/core/redact.ts';
import { qrService } from '../../electron/core/services/qr/qr-service.ts';
import { openStore } from '../../electron/core/store/safe/open.ts';
import { countOwed } from '../../electron/core/store/tables/owed.ts';
import { Link } from '../../electron/core/wire/link.ts';
import { profileSchema } from '../../src-shared/contract/profile.ts';
import { validProfile } from '../support/profile.ts';
import { credentials, temporaryFolder } from '../support/test-till.ts';
import { median, newClient, parallel, someBodies, startServer } from './far-end.ts';
import { peerQueue } from './peer-queue.ts';

/** Many short ones: what else the machine does meanwhile comes and goes within seconds. */
const rounds = 16;
const fillPath = fileURLToPath(new URL('./fill.ts', import.meta.url));
const ports = { clock: systemClock, chance: systemChance, log: noLog };
const delivering = { adviceDeadlineMs: 60_000, repeatOn503: false };

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
    client.send(
      { role: 'advice', method: 'POST', path: '/payments/confirmations', body: body },
      { deadlineMs: 60_000 },
    ),
  );
  await client.close();
  return rate;
}

const profileOf = (baseUrl: string) => profileSchema.parse(validProfile(baseUrl));

async function durableQueue(baseUrl: string, count: number): Promise<number> {
  const path = join(temporaryFolder(), 'till.sqlite');
  // What is measured begins as a run does: with what an earlier one left in the file.
  execFileSync(process.execPath, [fillPath, path, String(count)], { stdio: 'inherit' });
  const store = openStore(path);
  store.hide(redactorOf(undefined, credentials.password));
  const client = newClient(baseUrl);
  const drained = Promise.withResolvers<void>();
  const link = new Link(
    () => client.reach(),
    ports,
    () => {},
  );
  const queue = new AdviceQueue({
    ...ports,
    store,
    link,
    runId: 'bench',
    service: adviceServiceOf(qrService, client, delivering, profileOf(baseUrl)),
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

/** What one run of rounds at one latency came to. */
type Comparison = {
  /** Medians of each round's share: ours of the reference's rate, and the peer's. */
  readonly ofReference: number;
  readonly ofPeer: number;
};

async function compare(
  name: string,
  latencyMs: number,
  counts: { ours: number; peer: number },
  reference: (baseUrl: string, bodies: string[]) => Promise<number>,
): Promise<Comparison> {
  const server = await startServer(latencyMs);
  const rates = { ours: [] as number[], reference: [] as number[], peer: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const turns = [
      async () => rates.reference.push(await reference(server.baseUrl, someBodies(counts.ours))),
      async () => rates.ours.push(await durableQueue(server.baseUrl, counts.ours)),
    ];
    // Neither of the two always comes first.
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
    rates.peer.push(await peerQueue(server.baseUrl, someBodies(counts.peer)));
    // The first warms all up.
    if (round === 0) for (const values of Object.values(rates)) values.length = 0;
  }
  server.stop();
  const perSecond = (values: number[]) => `${median(values).toFixed(0)}/s`;
  process.stdout.write(
    `${name}: ${perSecond(rates.reference)}, durable ${perSecond(rates.ours)}, plainjob ${perSecond(rates.peer)}\n`,
  );
  const shareOf = (others: number[]) =>
    median(rates.ours.map((rate, round) => rate / (others[round] ?? 1)));
  return { ofReference: shareOf(rates.reference), ofPeer: shareOf(rates.peer) };
}

const latency20 = await compare(
  'bare node:http, 20 ms latency',
  20,
  { ours: 600, peer: 200 },
  bareClient,
);
const store0 = await compare(
  'our client without the store, no latency',
  0,
  { ours: 5_000, peer: 500 },
  ourClient,
);
process.stdout.write(
  `ours to plainjob 0.0.14, both synchronous FULL: latency20=${latency20.ofPeer.toFixed(2)} latency0=${store0.ofPeer.toFixed(2)}\n`,
);
process.stdout.write(
  `ratio latency20=${latency20.ofReference.toFixed(2)} store0=${store0.ofReference.toFixed(2)}\n`,
);
