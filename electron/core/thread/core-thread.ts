// The main thread's end of the core: starts its thread, matches answers to calls, passes snapshots
// on, and starts a new thread when one died. Nothing is lost by that: what the core owes is in the
// store, and what it was asked is answered with "not now" rather than left hanging.
import { Worker } from 'node:worker_threads';
import type { Reply } from '../../../src-shared/contract/contract.ts';
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { assertNever } from '../../../src-shared/result.ts';
import type { Clock } from '../clock.ts';
import type { CoreOptions, Loans } from '../loans.ts';
import { Heartbeat, silenceMs } from './heartbeat.ts';
import type { FromCore, Loan, ToCore } from './messages.ts';

/** A core that died is started again after this long, doubling with each death in a row. */
const firstRestartMs = 200;
const longestRestartMs = 5_000;
/** A core that lived this long was well: the next death counts as the first. */
const wellAfterMs = 10_000;
/** How long an orderly stop may take before the thread is ended where it stands. */
const orderlyStopMs = 10_000;

type CoreThreadParts = {
  /** The thread's program. */
  readonly workerUrl: URL;
  /**
   * Asked anew at each start, so that a new password takes effect. `profileSaved`: a profile was
   * saved at this till since, which what was given on the command line must not undo.
   */
  readonly options: (profileSaved: boolean) => Promise<CoreOptions>;
  readonly loans: Pick<Loans, Loan>;
  readonly clock: Clock;
  /** The core cannot start, for a reason a person can act on (one sentence). Nothing is retried. */
  readonly onRefused: (sentence: string) => void;
  /** The core stopped by itself and is started again. For the host's error output. */
  readonly onDeath: (cause: string) => void;
};

type Listener = (till: TillView | null) => void;

export class CoreThread {
  readonly #parts: CoreThreadParts;
  readonly #listeners = new Set<Listener>();
  readonly #calls = new Map<number, (reply: Reply<unknown>) => void>();
  readonly #firstStart = Promise.withResolvers<void>();
  #lastCall = 0;
  #worker: Worker | null = null;
  #readySinceMs: number | null = null;
  #deathsInARow = 0;
  #profileSaved = false;
  #ending: 'no' | 'toStartAgain' | 'forGood' = 'no';
  #forgetRestart = () => {};
  #heartbeat: Heartbeat | null = null;
  #isStuck = false;

  constructor(parts: CoreThreadParts) {
    this.#parts = parts;
  }

  /** Resolves when the core is ready, was refused, or died for the first time. */
  start(): Promise<void> {
    void this.#launch();
    return this.#firstStart.promise;
  }

  /** Any call of the contract. Never rejects; without a core the failure is `hostGone`. */
  call(name: string, input: unknown): Promise<Reply<unknown>> {
    if (this.#worker === null || this.#isStuck) return Promise.resolve(hostGone);
    this.#lastCall += 1;
    const id = this.#lastCall;
    const { promise, resolve } = Promise.withResolvers<Reply<unknown>>();
    this.#calls.set(id, resolve);
    this.#post({ type: 'call', id, name, input });
    return promise;
  }

  /**
   * Calls the listener with the present snapshot as soon as the core has made it, with each new
   * one, and with null while there is no core. Returns how to stop listening.
   */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#readySinceMs === null || this.#isStuck) listener(null);
    // Made for this listener and not remembered from before: times in a view run from its making.
    else void this.#showPresent(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops the core in an orderly way and starts it anew. */
  restart(): void {
    if (this.#ending !== 'no') return;
    this.#ending = 'toStartAgain';
    this.#endInOrder();
  }

  /** Stops the core where it stands, as a power cut would, and starts it again. */
  cutPower(): void {
    if (this.#ending === 'no') this.#ending = 'toStartAgain';
    void this.#worker?.terminate();
  }

  /** Stops the core in an orderly way. What is owed stays owed. */
  async stop(): Promise<void> {
    this.#ending = 'forGood';
    this.#forgetRestart();
    const worker = this.#worker;
    if (worker === null) return;
    const gone = new Promise((resolve) => worker.once('exit', resolve));
    this.#endInOrder();
    await gone;
  }

  async #launch(): Promise<void> {
    const workerData = await this.#parts.options(this.#profileSaved);
    if (this.#ending === 'forGood') return;
    this.#ending = 'no';
    // Without an environment: Node would take from it whom to trust and what to write down, at any time.
    const worker = new Worker(this.#parts.workerUrl, { workerData, name: 'core', env: {} });
    let cause = 'it ended without a word';
    this.#isStuck = false;
    worker.on('message', (message: FromCore) => this.#receive(worker, message));
    worker.on('error', (error) => {
      cause = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => this.#onExit(this.#isStuck ? stuck : cause));
    this.#worker = worker;
  }

  #receive(worker: Worker, message: FromCore): void {
    switch (message.type) {
      case 'ready':
        this.#readySinceMs = this.#parts.clock.monotonicMs();
        this.#heartbeat = new Heartbeat({
          clock: this.#parts.clock,
          ask: () => worker.postMessage({ type: 'areYouThere' } satisfies ToCore),
          onSilence: () => this.#giveUpOn(worker),
        });
        return this.#firstStart.resolve();
      case 'here':
        return this.#heartbeat?.answered();
      case 'refused':
        this.#ending = 'forGood';
        this.#parts.onRefused(message.message);
        return this.#firstStart.resolve();
      case 'snapshot':
        return this.#tell(message.till);
      case 'reply':
        this.#calls.get(message.id)?.(message.reply);
        this.#calls.delete(message.id);
        return;
      case 'serve':
        void this.#serve(worker, message);
        return;
      case 'restart':
        // The core asks for it when it has saved a profile, and only then.
        this.#profileSaved = true;
        return this.restart();
      case 'cutPower':
        return this.cutPower();
      default:
        return assertNever(message);
    }
  }

  async #serve(worker: Worker, asked: Extract<FromCore, { type: 'serve' }>): Promise<void> {
    const { sealPassword, startTraining } = this.#parts.loans;
    const { id } = asked;
    let answer: ToCore;
    try {
      const value =
        asked.loan === 'sealPassword'
          ? await sealPassword(String(asked.input))
          : await startTraining();
      answer = { type: 'served', id, value };
    } catch (error) {
      answer = { type: 'notServed', id, message: error instanceof Error ? error.message : '' };
    }
    // The one that asked; if it died meanwhile, its successor asks again.
    worker.postMessage(answer);
  }

  #onExit(cause: string): void {
    const { clock, onDeath } = this.#parts;
    const livedMs = this.#readySinceMs === null ? 0 : clock.monotonicMs() - this.#readySinceMs;
    this.#worker = null;
    this.#readySinceMs = null;
    this.#loseContact();
    this.#firstStart.resolve();
    if (this.#ending === 'forGood') return;
    if (this.#ending === 'toStartAgain') {
      void this.#launch();
      return;
    }
    if (livedMs >= wellAfterMs) this.#deathsInARow = 0;
    const delayMs = Math.min(firstRestartMs * 2 ** this.#deathsInARow, longestRestartMs);
    this.#deathsInARow += 1;
    onDeath(cause);
    this.#forgetRestart = clock.after(delayMs, () => void this.#launch());
  }

  // Ends it where it stands, as a power cut would. The new one starts when this one is gone: what is
  // stuck in the disk's driver cannot be ended, and still holds the store.
  #giveUpOn(worker: Worker): void {
    this.#isStuck = true;
    this.#loseContact();
    void worker.terminate();
  }

  /** Nobody is left waiting, and every window knows. */
  #loseContact(): void {
    this.#heartbeat?.stop();
    for (const reply of this.#calls.values()) reply(hostGone);
    this.#calls.clear();
    this.#tell(null);
  }

  async #showPresent(listener: Listener): Promise<void> {
    const reply = await this.call('getTill', {});
    // The dispatcher has checked the reply against the contract.
    if (reply.ok && this.#listeners.has(listener)) listener(reply.value as TillView);
  }

  #tell(till: TillView | null): void {
    for (const listener of this.#listeners) listener(till);
  }

  #endInOrder(): void {
    const worker = this.#worker;
    if (worker === null) return;
    // From here on the stop has a limit of its own.
    this.#heartbeat?.stop();
    this.#post({ type: 'stop' });
    const forget = this.#parts.clock.after(orderlyStopMs, () => void worker.terminate());
    worker.once('exit', forget);
  }

  #post(message: ToCore): void {
    this.#worker?.postMessage(message);
  }
}

const stuck = `it gave no answer for ${silenceMs / 1_000} s`;
const hostGone: Reply<unknown> = {
  ok: false,
  failure: { code: 'hostGone' },
};
