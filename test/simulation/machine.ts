// One till as a computer: a disk that outlives processes, a clock that can be set wrong, sleep, power
// that can fail at any step, and the real core started again and again on what is left.
import type { Core, CoreOptions } from '../../electron/core/loans.ts';
import { CoreRefused } from '../../electron/core/start.ts';
import type { TillView } from '../../src-shared/contract/views/till.ts';
import { validProfile } from '../support/profile.ts';
import type { IntermediaryModel } from './intermediary.ts';
import { type LineFaults, soundLine, type Wire } from './network.ts';
import { Process } from './process.ts';
import type { Random } from './random.ts';
import type { VirtualDisk } from './virtual-disk.ts';
import type { World } from './world.ts';

export const folder = '/till';
export const password = 'correct horse battery';
/** Simulated time zero on the wall. */
const epochMs = Date.parse('2026-03-14T08:00:00.000Z');

/** More starts than this in one story are a till that dies of its own store. */
const mostStarts = 300;

/** Where power may fail. */
export type Step = 'write' | 'sync' | 'send' | 'sent';

/** Where the till's own life and its words are watched. */
export type Watch = Wire & {
  onView(machine: Machine, view: TillView): void;
  onLog(machine: Machine, line: string): void;
  onCrash(machine: Machine): void;
};

export class Machine {
  readonly name: string;
  readonly world: World;
  readonly disk: VirtualDisk;
  readonly line: LineFaults = { ...soundLine };
  readonly far: IntermediaryModel;
  readonly random: Random;
  readonly #profile: Record<string, unknown>;
  readonly #sellsBills: boolean;
  readonly #watch: Watch;
  wallOffsetMs = 0;
  /** The store had to be made good from the second record. */
  isMended = false;
  /** The newest snapshot of the present run, or null while there is none. */
  view: TillView | null = null;
  core: Core | null = null;
  #process: Process | null = null;
  #isOff = false;
  #starts = 0;
  /** How many steps from now power fails, and what that leaves of the disk. */
  #doom: { steps: number; at: Step | null; kind: 'kill' | 'powerCut' } | null = null;
  #asleepUntilMs = 0;

  constructor(parts: {
    name: string;
    world: World;
    disk: VirtualDisk;
    far: IntermediaryModel;
    random: Random;
    profile: Record<string, unknown>;
    sellsBills: boolean;
    watch: Watch;
  }) {
    this.name = parts.name;
    this.world = parts.world;
    this.disk = parts.disk;
    this.far = parts.far;
    this.random = parts.random;
    this.#watch = parts.watch;
    this.#profile = parts.profile;
    this.#sellsBills = parts.sellsBills;
    this.disk.onFault = (what) => this.note(`disk: ${what}`);
  }

  get isAsleep(): boolean {
    return this.world.nowMs < this.#asleepUntilMs;
  }

  get repeatsOn503(): boolean {
    return this.#profile['repeatAdviceOn503'] === true;
  }

  get isRunning(): boolean {
    return this.core !== null;
  }

  note(line: string): void {
    this.world.note(`${this.name} ${line}`);
  }

  /** Starts the core, unless somebody keeps the computer off. */
  start(): void {
    if (this.#process || this.#isOff) return;
    this.#starts += 1;
    if (this.#starts > mostStarts) {
      return this.world.violate('L4', `${this.name} does not come to life`);
    }
    const process = new Process(this, this.#starts);
    this.#process = process;
    this.note('starts');
    void this.#launch(process);
  }

  /** Power fails, or the process is killed, at the so many-th step from now, of one kind or of any. */
  doom(kind: 'kill' | 'powerCut', steps: number, at: Step | null): void {
    this.#doom = { steps, at, kind };
  }

  forgetDoom(): void {
    this.#doom = null;
  }

  /** One step of the process: where a crash that was announced may strike. */
  step(process: Process, what: Step): void {
    if (!this.#doom || process !== this.#process) return;
    if (this.#doom.at !== null && this.#doom.at !== what) return;
    this.#doom.steps -= 1;
    if (this.#doom.steps > 0) return;
    const { kind } = this.#doom;
    this.note(`dies at a ${what}`);
    this.crash(kind);
  }

  /** The process ends where it stands; a power cut takes what was not synced. */
  crash(kind: 'kill' | 'powerCut' | 'broken'): void {
    const process = this.#process;
    this.#doom = null;
    if (!process) return;
    process.isDead = true;
    this.#process = null;
    this.core = null;
    this.view = null;
    this.note(kind);
    this.#watch.onCrash(this);
    if (kind === 'powerCut') this.disk.cutPower();
    // Not now: its code may still be on the stack.
    this.world.after(0, () => process.bury());
    this.world.after(kind === 'broken' ? 200 : this.random.integer(300, 20_000), () =>
      this.start(),
    );
  }

  /** The process cannot go on. */
  onBroken(process: Process, how: 'uncaught' | 'gives up', error: unknown): void {
    if (process.isDead) return;
    this.note(`${how}: ${error instanceof Error ? error.message : String(error)}`);
    if (process === this.#process) this.crash('broken');
  }

  /** Stops in order, as when the window is closed. */
  async stop(): Promise<void> {
    const { core } = this;
    const process = this.#process;
    if (!core || !process) return;
    this.note('stops');
    this.core = null;
    try {
      await core.stop();
    } finally {
      // However it went, the process is at its end.
      process.isDead = true;
      this.#process = null;
      this.view = null;
    }
  }

  /** Stops for good: in order if it can, else where it stands. */
  async shutDown(): Promise<void> {
    await this.stop();
    this.#isOff = true;
    this.crash('kill');
  }

  /** The computer stays off until it is let on. */
  keepOff(isOff: boolean): void {
    this.#isOff = isOff;
    if (!isOff) this.start();
  }

  suspend(forMs: number): void {
    if (this.isAsleep) return;
    this.note(`sleeps ${Math.round(forMs / 1_000)} s`);
    this.#asleepUntilMs = this.world.nowMs + forMs;
    this.world.after(forMs, () => this.wake());
  }

  wake(): void {
    this.#asleepUntilMs = this.world.nowMs;
    this.#process?.wake(this.random.chance(0.5));
  }

  setWall(byMs: number): void {
    this.note(`wall clock set by ${Math.round(byMs / 1_000)} s`);
    this.wallOffsetMs += byMs;
  }

  stamp(): string {
    const text = new Date(epochMs + this.world.nowMs + this.wallOffsetMs).toISOString();
    return `${text.slice(0, -1)}+00:00`;
  }

  /** A second till on the same folder, which must be refused. */
  async tryTwice(): Promise<void> {
    if (!this.core) return;
    const second = new Process(this, -1);
    try {
      await second.startCore(this.#options(), this.#watch);
      this.world.violate('S11', `${this.name} runs twice on one folder`);
    } catch (error) {
      if (!(error instanceof CoreRefused)) throw error;
      this.note('refuses a second till');
    }
    second.isDead = true;
    second.bury();
  }

  async #launch(process: Process): Promise<void> {
    let core: Core;
    try {
      core = await process.startCore(this.#options(), this.#watch);
    } catch (error) {
      if (process.isDead) return;
      const told = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      this.note(`cannot start: ${told.slice(0, 160)}`);
      process.isDead = true;
      process.bury();
      this.#process = null;
      // Somebody tries again.
      this.world.after(30_000, () => this.start());
      return;
    }
    if (process.isDead) return;
    this.core = core;
    core.onChange((view) => {
      if (process.isDead || process !== this.#process) return;
      this.view = view;
      this.#watch.onView(this, view);
    });
  }

  get #baseProfile() {
    const profile = validProfile('https://far.test/qr/v1');
    if (!this.#sellsBills) return profile;
    const bills = { baseUrl: 'https://far.test/billpay/v4' };
    return { ...profile, interfaces: { ...profile.interfaces, bills } };
  }

  #options(): CoreOptions {
    return {
      dataFolder: folder,
      training: false,
      password,
      passwordKeptIn: 'ownerOnlyFile',
      version: '0.0.0',
      profileDocument: { ...this.#baseProfile, ...this.#profile },
    };
  }
}
