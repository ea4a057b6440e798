// One run of the core, put together: the store that belongs to the mode, and, where the till can
// sell, what it sells with. What a call or a snapshot needs is here.
import { join } from 'node:path';
import type { Problem } from '../../src-shared/contract/rule.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { holdsMoney, linesOf } from '../../src-shared/domain/sale/sale.ts';
import { openOfSale } from '../../src-shared/domain/sale/settle.ts';
import { invariant } from '../../src-shared/result.ts';
import type { Chance, Clock } from './clock.ts';
import type { Endpoint } from './engine/endpoint.ts';
import type { CoreOptions, Loans, TrainingAccess } from './loans.ts';
import type { Log } from './log.ts';
import { redactorOf } from './redact.ts';
import { type Selling, sellWith } from './selling.ts';
import { checkProfile, type UsableProfile } from './set-up/check-profile.ts';
import { type Choice, chooseProfile } from './set-up/choose-profile.ts';
import { type Kept, keepPassword, keptOf, SetUp } from './set-up/set-up.ts';
import type { Disk } from './store/disk.ts';
import { openStore } from './store/safe/open.ts';
import type { Store } from './store/store.ts';
import { lookForUnknownAdvices, parkStray } from './store/tables/advices.ts';
import { installationOf, noteInstallation } from './store/tables/installation.ts';
import { saleOnCounter } from './store/tables/sales.ts';
import { type Training, trainWith } from './training-control.ts';
import { tillView } from './views/till.ts';
import type { Connect } from './wire/transport.ts';

/** When the rest of the second record is looked back at, and how often a slice of it, in milliseconds. */
const lookBackAfterMs = 1_000;
const lookBackEveryMs = 50;

export type SessionPorts = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly disk: Disk;
  readonly connect: Connect;
  readonly onChange: (urgency: 'now' | 'soon') => void;
  readonly onBroken: (error: unknown) => void;
};

/** What this run of the core is, and sells with. */
type Run = {
  readonly mode: TillView['mode'];
  readonly problems: Problem[];
  readonly usable: UsableProfile | null;
  readonly password: string;
};

export class Session {
  readonly store: Store;
  readonly clock: Clock;
  readonly selling: Selling | null;
  readonly training: Training | null;
  readonly setUp: SetUp;
  readonly #mode: TillView['mode'];
  readonly #problems: Problem[];
  readonly #options: CoreOptions;
  readonly ports: SessionPorts;
  readonly #runId: string;
  #revision = 0;
  #stopLookingBack = () => {};

  private constructor(
    store: Store,
    run: Run,
    access: TrainingAccess | null,
    options: CoreOptions,
    loans: Loans,
    ports: SessionPorts,
    kept: Kept = keptOf(options),
  ) {
    this.store = store;
    this.clock = ports.clock;
    this.ports = ports;
    this.#runId = ports.chance.uuid();
    this.#mode = run.mode;
    this.#problems = run.problems;
    this.#options = options;
    this.setUp = new SetUp({
      withLiveStore: (work) => this.#withLiveStore(work),
      options,
      loans,
      kept,
      isAskedAgain:
        run.mode === 'notSetUp' && run.problems.some(({ rule }) => rule.code === 'sentElsewhere'),
      ...ports,
    });
    store.unreadable.onFound(({ table, row, why }) => {
      ports.log.error('unreadableRow', new Error(`${table} ${String(row['id'])}: ${why}`));
      // Not at once: it may have been met while a snapshot was being drawn.
      ports.clock.after(0, () => ports.onChange('soon'));
    });
    // Before anything a far end says can be kept, logged or shown.
    const redact = redactorOf(run.usable?.profile, run.password);
    store.hide(redact);
    ports.log.hide?.(redact);
    this.selling =
      run.usable && sellWith(run.usable, run.password, { ...ports, store, runId: this.#runId });
    this.training = access && this.selling && trainWith(access, this.selling.profile, loans, ports);
  }

  /** Opens the store of the mode this till is in and puts the parts together; starts nothing. */
  static async open(options: CoreOptions, loans: Loans, ports: SessionPorts): Promise<Session> {
    const live = openStoreOf(liveStorePath(options), ports);
    let store = live;
    try {
      const { log } = ports;
      const choice = chooseProfile(live, options, log);
      if (choice.mode !== 'training') {
        // First the password: the one kept until now must not be found beside a new profile.
        const kept = await keepPassword(choice, options, loans, log);
        const settled = choice.mode === 'live' ? choice.settle(kept.problem) : choice;
        return new Session(live, runOf(settled), null, options, loans, ports, kept);
      }
      // Training keeps its own book: nothing of it may ever be mistaken for money.
      live.close();
      const access = await loans.startTraining();
      const usable = checkProfile(access.profile, { log, allowHttp: true, atMs: null });
      invariant(usable.ok, 'the training profile is valid');
      store = openStoreOf(join(options.dataFolder, 'training.sqlite'), ports);
      const { password } = access;
      const run = { mode: choice.mode, problems: [], usable: usable.value, password };
      return new Session(store, run, access, options, loans, ports);
    } catch (error) {
      store.close();
      throw error;
    }
  }

  /** Settles what an earlier run left, then starts the link and the queue. */
  start(): void {
    lookForUnknownAdvices(this.store);
    const isMoved = noteInstallation(this.store, installationOf(this.#options.dataFolder));
    if (isMoved) this.ports.log.error('moved', new Error('this book was elsewhere before'));
    this.#lookBack(lookBackAfterMs);
    if (!this.selling) return;
    const { endpoints, till } = this.selling;
    till.recover();
    parkStray(this.store, Object.keys(endpoints));
    for (const { link, queue } of Object.values(endpoints)) {
      link.start();
      queue.start();
    }
  }

  /** After a sleep: whether the link is still there is tried at once, and so is all that is owed. */
  resume(): void {
    for (const { client, link, queue } of this.endpoints) {
      client.renew();
      link.hurry();
      queue.resume();
    }
  }

  // A slice at a time, between what else there is to do.
  #lookBack(afterMs: number): void {
    this.#stopLookingBack = this.ports.clock.after(afterMs, () => {
      if (this.store.lookBack()) this.#lookBack(lookBackEveryMs);
    });
  }

  async stop(): Promise<void> {
    this.#stopLookingBack();
    this.selling?.till.stop();
    const drained = this.endpoints.map(({ link, queue }) => {
      link.stop();
      return queue.stop();
    });
    await Promise.all(this.endpoints.map(({ client }) => client.close()));
    await Promise.all(drained);
    this.store.close();
  }

  get currency(): string {
    return this.selling?.profile.currency ?? '710';
  }

  get endpoints(): readonly Endpoint[] {
    return Object.values(this.selling?.endpoints ?? {});
  }

  /** Something is on the counter that a new start would have to settle. */
  isBusy(): boolean {
    const sale = saleOnCounter(this.store);
    if (sale?.state !== 'open') return false;
    const isBasket = sale.number === null && linesOf(sale).length > 0;
    return isBasket || holdsMoney(sale) || openOfSale(sale).length > 0;
  }

  /** Something changed that a window has to hear of. */
  changed(): void {
    this.ports.onChange('now');
  }

  /** The snapshot of this moment. */
  view(): TillView {
    this.#revision += 1;
    return tillView(this, {
      revision: this.#revision,
      runId: this.#runId,
      mode: this.#mode,
      problems: this.#problems,
    });
  }

  // In training the live book is closed; it is opened for as long as it takes.
  #withLiveStore<Value>(work: (live: Store) => Value): Value {
    if (this.#mode !== 'training') return work(this.store);
    const live = openStoreOf(liveStorePath(this.#options), this.ports);
    try {
      return work(live);
    } finally {
      live.close();
    }
  }
}

function runOf(choice: Exclude<Choice, { mode: 'training' }>): Run {
  const { mode, problems } = choice;
  if (mode === 'notSetUp') return { mode, problems, usable: null, password: '' };
  return { mode, problems, usable: choice.usable, password: choice.credentials.password };
}

function openStoreOf(path: string, { chance, disk, log, onBroken }: SessionPorts): Store {
  return openStore(path, {
    chance,
    disk,
    onDoubt: onBroken,
    onMended: (mended) => log.info('storeMended', mended),
  });
}

function liveStorePath(options: CoreOptions): string {
  return join(options.dataFolder, 'till.sqlite');
}
