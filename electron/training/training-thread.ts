// The main thread's end of the embedded intermediary: starts its thread when training is first
// asked for, with credentials made for this run, and describes the shop that trains.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TrainingAccess } from '../core/loans.ts';
import type { TrainingOptions } from './server.ts';

const username = 'TRAINSHOP';

type Whereabouts = {
  readonly baseUrl: string;
  readonly billsUrl: string;
  readonly controlUrl: string;
};

export class TrainingThread {
  readonly #workerUrl: URL;
  readonly #ledgerFile: string;
  #worker: Worker | null = null;
  #access: Promise<TrainingAccess> | null = null;

  constructor(parts: { readonly workerUrl: URL; readonly dataFolder: string }) {
    this.#workerUrl = parts.workerUrl;
    this.#ledgerFile = join(parts.dataFolder, 'training-ledger.jsonl');
  }

  /** Starts the intermediary unless it runs already. Rejects when it cannot be started. */
  start(): Promise<TrainingAccess> {
    this.#access ??= this.#launch();
    return this.#access;
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  async #launch(): Promise<TrainingAccess> {
    const password = randomBytes(24).toString('base64url');
    const options: TrainingOptions = {
      credentials: { username, password },
      ledgerFile: this.#ledgerFile,
    };
    const worker = new Worker(this.#workerUrl, {
      workerData: options,
      name: 'training',
      env: {},
    });
    this.#worker = worker;
    // A thread that ended is forgotten: the next core that trains gets a new one, and the same
    // ledger.
    worker.once('exit', () => {
      this.#worker = null;
      this.#access = null;
    });
    // `once` rejects when the thread fails before it listens.
    const [where] = (await once(worker, 'message')) as [Whereabouts];
    worker.on('error', (error: unknown) => {
      process.stderr.write(`The embedded intermediary stopped: ${String(error)}.\n`);
    });
    return { profile: trainingProfile(where), password, controlUrl: where.controlUrl };
  }
}

/** The shop that trains: a complete profile like any other, at the embedded intermediary. */
function trainingProfile({ baseUrl, billsUrl }: Whereabouts): unknown {
  return {
    institution: { id: username, name: 'Training shop' },
    merchant: {
      type: '5411',
      id: 'TRAININGSHOP001',
      name: 'Training shop',
      city: 'Cape Town',
      region: 'WC',
      country: 'ZA',
    },
    terminalId: 'TRAIN001',
    interfaces: { qr: { baseUrl, username }, bills: { baseUrl: billsUrl, username } },
  };
}
