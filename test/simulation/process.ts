// One run of the core on a machine: its clock, its hold on the disk, and what it hears of the network.
import type { Clock, TimeNotice } from '../../electron/core/clock.ts';
import type { Core, CoreOptions } from '../../electron/core/loans.ts';
import type { Log } from '../../electron/core/log.ts';
import { startCore } from '../../electron/core/start.ts';
import type { Machine, Watch } from './machine.ts';
import { type Sender, VirtualNetwork } from './network.ts';
import { diskOf } from './sim-disk.ts';
import type { VirtualDisk } from './virtual-disk.ts';
import type { DiskProcess } from './virtual-sqlite.ts';

export class Process implements Clock, DiskProcess, Sender {
  isDead = false;
  readonly databases: { bury(): void }[] = [];
  readonly #machine: Machine;
  readonly #bornMs: number;
  readonly #listeners = new Set<(notice: TimeNotice) => void>();
  #missedTimers: (() => void)[] = [];
  #missedWords: (() => void)[] = [];
  readonly number: number;

  constructor(machine: Machine, number: number) {
    this.#machine = machine;
    this.number = number;
    this.#bornMs = machine.world.nowMs;
  }

  /** Starts the core on what the disk holds. @throws CoreRefused when it may not or cannot. */
  startCore(options: CoreOptions, watch: Watch): Promise<Core> {
    const machine = this.#machine;
    const log: Log = {
      info: (event, fields) => watch.onLog(machine, JSON.stringify({ event, ...fields })),
      error: (event, error) => {
        const told = error instanceof Error ? error.message : String(error);
        machine.note(`log ${event}: ${told.slice(0, 160)}`);
        watch.onLog(machine, `${event} ${told}`);
      },
    };
    const { world, far, line, random } = machine;
    return startCore(
      options,
      {
        sealPassword: () => Promise.resolve(),
        startTraining: () => Promise.reject(new Error('no training here')),
        restart: () => machine.crash('broken'),
        cutPower: () => machine.crash('powerCut'),
      },
      {
        clock: this,
        chance: random,
        log,
        disk: diskOf(this),
        connect: () => new VirtualNetwork({ world, random, line, far, sender: this, wire: watch }),
        die: (error) => machine.onBroken(this, 'gives up', error),
      },
    );
  }

  get name(): string {
    return this.#machine.name;
  }

  get disk(): VirtualDisk {
    return this.#machine.disk;
  }

  stamp(): string {
    return this.#machine.stamp();
  }

  monotonicMs(): number {
    return this.#machine.world.nowMs - this.#bornMs;
  }

  after(delayMs: number, action: () => void): () => void {
    let isOff = false;
    const act = () => {
      if (!isOff) this.#do(action);
    };
    const callOff = this.#machine.world.after(delayMs, () => {
      if (this.#machine.isAsleep) this.#missedTimers.push(act);
      else act();
    });
    return () => {
      isOff = true;
      callOff();
    };
  }

  watch(listener: (notice: TimeNotice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  hear(action: () => void): void {
    if (this.isDead) return;
    if (this.#machine.isAsleep) this.#missedWords.push(action);
    else this.#do(action);
  }

  // What nobody catches ends a process.
  #do(action: () => void): void {
    if (this.isDead) return;
    try {
      action();
    } catch (error) {
      this.#machine.onBroken(this, 'uncaught', error);
    }
  }

  /** After a sleep everything is due at once: timers in their order, and what waited in sockets. */
  wake(wordsFirst: boolean): void {
    if (this.isDead) return;
    const timers = this.#missedTimers;
    const words = this.#missedWords;
    this.#missedTimers = [];
    this.#missedWords = [];
    const { world } = this.#machine;
    for (const action of wordsFirst ? [...words, ...timers] : [...timers, ...words]) {
      world.after(0, () => this.hear(action));
    }
    for (const listener of this.#listeners) {
      world.after(0, () => this.hear(() => listener({ kind: 'resumed', awayMs: 0 })));
    }
  }

  bury(): void {
    for (const database of this.databases) database.bury();
  }

  beforeSending(): void {
    this.#machine.step(this, 'send');
  }

  afterSending(): void {
    this.#machine.step(this, 'sent');
  }

  onWrite(): void {
    this.#machine.step(this, 'write');
  }

  onSync(): void {
    this.#machine.step(this, 'sync');
  }
}
