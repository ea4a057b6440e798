// The same work done by plainjob, a general job queue on SQLite: the same messages, server, client
// and parallelism, and no log. Its own setting (synchronous NORMAL) may lose the last results in a
// power cut, so it gets ours, and the same exclusive lock.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { better, defineQueue, defineWorker } from 'plainjob';
import { temporaryFolder } from '../support/test-till.ts';
import { newClient, parallel } from './far-end.ts';

const quiet = { error() {}, warn() {}, info() {}, debug() {} };

/** Delivers all bodies durably; messages per second. */
export async function peerQueue(baseUrl: string, bodies: string[]): Promise<number> {
  const database = new Database(join(temporaryFolder(), 'peer.sqlite'));
  database.pragma('locking_mode = EXCLUSIVE');
  const queue = defineQueue({ connection: better(database), logger: quiet, serializer: String });
  database.pragma('synchronous = FULL');
  queue.addMany('advice', bodies);
  const client = newClient(baseUrl);
  const drained = Promise.withResolvers<void>();
  let left = bodies.length;
  const workers = Array.from({ length: parallel }, () =>
    defineWorker(
      'advice',
      async ({ data }) => {
        const answer = await client.send(
          { role: 'advice', method: 'POST', path: '/payments/confirmations', body: data },
          { deadlineMs: 60_000 },
        );
        if (answer.silence !== undefined || answer.status !== 202) throw new Error('not delivered');
      },
      {
        queue,
        logger: quiet,
        pollIntervall: 5,
        onCompleted() {
          left -= 1;
          if (left === 0) drained.resolve();
        },
        onFailed: (_, error) => drained.reject(new Error(error)),
      },
    ),
  );
  const started = performance.now();
  const working = workers.map((worker) => worker.start());
  await drained.promise;
  const rate = (bodies.length / (performance.now() - started)) * 1_000;
  await Promise.all(workers.map((worker) => worker.stop()));
  await Promise.all(working);
  queue.close();
  await client.close();
  return rate;
}
