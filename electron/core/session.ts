// One run of the core, put together: the store that belongs to the mode, and, where the till can
// sell, the client, the line, the queue and the till. What a call or a snapshot needs is here.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Problem, Profile } from '../../src-shared/contract/profile.ts';
import type { Scenario } from '../../src-shared/contract/scenarios.ts';
import type { SettingsView, TillView } from '../../src-shared/contract/views.ts';
import { findCurrency } from '../../src-shared/domain/money.ts';
import { invariant } from '../../src-shared/result.ts';
import { AdviceQueue } from './advice-queue.ts';
import { checkProfile, chooseProfile, strandedBy, type UsableProfile } from './choose-profile.ts';
import type { Chance, Clock } from './clock.ts';
import type { CoreOptions, HostServices, TrainingAccess } from './host-services.ts';
import { IntermediaryClient } from './intermediary/client.ts';
import { Line } from './intermediary/line.ts';
import { qrAdviceService } from './intermediary/qr-service.ts';
import type { Log } from './log.ts';
import { PaymentBook } from './payment-book.ts';
import { currentPaymentView } from './snapshot.ts';
import { countOwed } from './store/advices.ts';
import { recentPayments } from './store/history.ts';
import { openStore, type Store } from './store/open.ts';
import { readSetting, saveSetting } from './store/settings.ts';
import { Till } from './till.ts';

/** Payments the sale screen shows beside the keypad. */
const recentLimit = 6;

export type Selling = {
  readonly profile: Profile;
  readonly client: IntermediaryClient;
  readonly line: Line;
  readonly queue: AdviceQueue;
  readonly till: Till;
};

export type Training = {
  act(scenario: Scenario): Promise<boolean>;
  cutPower(): void;
};

export type SessionPorts = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly onChange: (urgency: 'now' | 'soon') => void;
  readonly onBroken: (error: unknown) => void;
};

export class Session {
  readonly store: Store;
  readonly clock: Clock;
  readonly selling: Selling | null;
  readonly training: Training | null;
  readonly #mode: TillView['mode'];
  readonly #problems: Problem[];
  readonly #options: CoreOptions;
  readonly #services: HostServices;
  readonly #runId = randomUUID();
  #revision = 0;
  #isLeaving = false;

  private constructor(
    store: Store,
    setUp: { mode: TillView['mode']; problems: Problem[]; usable: UsableProfile | null },
    access: TrainingAccess | null,
    options: CoreOptions,
    services: HostServices,
    ports: SessionPorts,
  ) {
    this.store = store;
    this.clock = ports.clock;
    this.#mode = setUp.mode;
    this.#problems = setUp.problems;
    this.#options = options;
    this.#services = services;
    const password = access?.password ?? options.password ?? '';
    this.selling = setUp.usable && this.#sell(setUp.usable, password, ports);
    this.training =
      access && this.selling && trainWith(access, this.selling.profile, services, ports.clock);
  }

  /** Opens the store of the mode this till is in and puts the parts together; starts nothing. */
  static async open(
    options: CoreOptions,
    services: HostServices,
    ports: SessionPorts,
  ): Promise<Session> {
    const live = openStore(liveStorePath(options));
    let store = live;
    try {
      const choice = chooseProfile(live, options);
      if (choice.mode !== 'training') {
        const usable = choice.mode === 'live' ? choice.usable : null;
        const setUp = { mode: choice.mode, problems: choice.problems, usable };
        return new Session(live, setUp, null, options, services, ports);
      }
      // Training keeps its own book: nothing of it may ever be mistaken for money.
      live.close();
      const access = await services.startTraining();
      const usable = checkProfile(access.profile);
      invariant(usable.ok, 'the training profile is valid');
      store = openStore(join(options.dataFolder, 'training.sqlite'));
      const setUp = { mode: choice.mode, problems: [], usable: usable.value };
      return new Session(store, setUp, access, options, services, ports);
    } catch (error) {
      store.close();
      throw error;
    }
  }

  /** Settles what an earlier run left, then starts the line and the queue. */
  start(): void {
    if (!this.selling) return;
    this.selling.till.recover();
    this.selling.line.start();
    this.selling.queue.start();
  }

  async stop(): Promise<void> {
    if (this.selling) {
      this.selling.line.stop();
      this.selling.till.stop();
      const drained = this.selling.queue.stop();
      await this.selling.client.close();
      await drained;
    }
    this.store.close();
  }

  get currency(): string {
    return this.selling?.profile.currency ?? '710';
  }

  /** A profile was saved, or is being saved: this run is about to end. */
  get isLeaving(): boolean {
    return this.#isLeaving;
  }

  get hasPassword(): boolean {
    return this.#options.password !== null;
  }

  isBusy(): boolean {
    const state = this.selling && currentPaymentView(this.store, this.selling.till, this.clock);
    return state !== null && state.state !== 'paid' && state.state !== 'notPaid';
  }

  /** The snapshot of this moment. */
  view(): TillView {
    const currency = findCurrency(this.currency);
    invariant(currency, 'a profile has a known currency');
    const { selling } = this;
    this.#revision += 1;
    return {
      revision: this.#revision,
      runId: this.#runId,
      mode: this.#mode,
      problems: this.#problems,
      shop: {
        name: selling?.profile.merchant.name ?? '',
        terminalId: selling?.profile.terminalId ?? '',
      },
      currency,
      maxAmountMinor: selling?.profile.maxAmountMinor ?? 0,
      connection: {
        state: selling?.line.state ?? 'checking',
        since: selling?.line.since ?? this.clock.stamp(),
      },
      owed: countOwed(this.store),
      payment: selling ? currentPaymentView(this.store, selling.till, this.clock) : null,
      recent: recentPayments(this.store, recentLimit),
    };
  }

  settings(): SettingsView {
    const saved = this.#withLiveStore((live) => readSetting(live, 'profile'));
    return {
      profile: (saved as Record<string, unknown> | undefined) ?? null,
      hasPassword: this.hasPassword,
      passwordKeptIn: this.#options.passwordKeptIn,
      dataFolder: this.#options.dataFolder,
      version: this.#options.version,
    };
  }

  /**
   * Saves a checked profile, seals the password, and has the host start the core anew with both.
   * Returns why it must not be saved now, if so; then nothing was changed.
   */
  async saveProfile(
    document: unknown,
    profile: Profile,
    password: string | undefined,
  ): Promise<Problem[]> {
    const problems = this.#withLiveStore((live) => strandedBy(live, profile));
    if (problems.length > 0) return problems;
    // From here on no payment may start: the next core would settle it with another profile.
    this.#isLeaving = true;
    try {
      if (password !== undefined) await this.#services.sealPassword(password);
      this.#withLiveStore((live) => saveSetting(live, 'profile', document));
    } catch (error) {
      this.#isLeaving = false;
      throw error;
    }
    this.#services.restart();
    return [];
  }

  // In training the live book is closed; it is opened for as long as it takes.
  #withLiveStore<Value>(work: (live: Store) => Value): Value {
    if (this.#mode !== 'training') return work(this.store);
    const live = openStore(liveStorePath(this.#options));
    try {
      return work(live);
    } finally {
      live.close();
    }
  }

  #sell({ profile, tls }: UsableProfile, password: string, ports: SessionPorts): Selling {
    const { store } = this;
    const { qr } = profile.interfaces;
    const client = new IntermediaryClient(
      {
        baseUrl: qr.baseUrl,
        username: qr.username ?? (profile.client ?? profile.institution).id,
        password,
        connectMs: qr.connectSeconds * 1_000,
        tls,
      },
      ports.clock,
    );
    const runId = this.#runId;
    const line = new Line(
      () => client.reach(),
      ports,
      (state) => {
        if (state === 'connected') queue.resume();
        ports.onChange('now');
      },
    );
    const queue = new AdviceQueue({
      ...ports,
      store,
      line,
      runId,
      services: {
        qr: qrAdviceService(client, {
          deadlineMs: qr.answerSeconds * 1_000,
          repeatOn503: profile.repeatAdviceOn503,
        }),
      },
      onChange: () => ports.onChange('soon'),
    });
    const till = new Till({
      ...ports,
      store,
      book: new PaymentBook({ ...ports, store, profile, runId }),
      client,
      queue,
      line,
      profile,
      onChange: () => ports.onChange('now'),
    });
    return { profile, client, line, queue, till };
  }
}

function liveStorePath(options: CoreOptions): string {
  return join(options.dataFolder, 'till.sqlite');
}

function trainWith(
  access: TrainingAccess,
  { institution }: Profile,
  services: HostServices,
  clock: Clock,
): Training {
  const control = new IntermediaryClient(
    {
      baseUrl: access.controlUrl,
      username: institution.id,
      password: access.password,
      connectMs: 1_000,
      tls: {},
    },
    clock,
  );
  return {
    async act(scenario) {
      const answer = await control.post('/act', JSON.stringify(scenario), { deadlineMs: 5_000 });
      return answer.silence === undefined && answer.status < 300;
    },
    cutPower: () => services.cutPower(),
  };
}
