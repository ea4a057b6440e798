// What the till under the soak holds at a moment: its threads' memory after a collection, the
// process as the system sees it, the window's heap, and the files of the data folder.
import type { ChildProcess } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { systemClock } from '../../electron/core/clock.ts';
import type { Reading } from './meter.ts';

/** For Node, before the host's program: loads the meter in every thread, and lets it collect garbage. */
export const meterFlags = [
  '--expose-gc',
  `--import=${new URL('./meter.ts', import.meta.url).href}`,
] as const;

/** How long the host may take to answer, in milliseconds: its core may be waiting for a disk. */
const answerMs = 15_000;

/** Sizes in bytes, delays in milliseconds. */
export type Sample = {
  /** Heap after a collection and external memory: of the host's threads together, and of one. */
  readonly held: number;
  readonly coreHeld: number;
  readonly rss: number;
  /** The window's JavaScript heap after a collection, and the nodes of its page. */
  readonly windowHeap: number;
  readonly windowNodes: number;
  readonly handles: number;
  readonly main: Delay;
  readonly core: Delay;
  readonly disk: { readonly book: number; readonly wal: number; readonly log: number };
  /** Everything else in the data folder. */
  readonly otherFiles: number;
};
export type Delay = { readonly p99Ms: number; readonly maxMs: number };

export class Measure {
  readonly #host: ChildProcess;
  readonly #dataFolder: string;
  readonly #window: CDPSession;
  #asked = 0;

  private constructor(host: ChildProcess, dataFolder: string, window: CDPSession) {
    this.#host = host;
    this.#dataFolder = dataFolder;
    this.#window = window;
  }

  static async of(host: ChildProcess, dataFolder: string, page: Page): Promise<Measure> {
    const window = await page.context().newCDPSession(page);
    await window.send('Performance.enable');
    return new Measure(host, dataFolder, window);
  }

  /** Takes a sample. Call between two payments, so that none is half-way in it. */
  async take(): Promise<Sample> {
    const { main, core } = await this.#readings();
    await this.#window.send('HeapProfiler.collectGarbage');
    const { metrics } = await this.#window.send('Performance.getMetrics');
    const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
    const { book, wal, log, otherFiles } = sizesIn(this.#dataFolder);
    return {
      held: main.heapUsed + main.external + core.heapUsed + core.external,
      coreHeld: core.heapUsed + core.external,
      rss: core.rss,
      windowHeap: metric('JSHeapUsedSize'),
      windowNodes: metric('Nodes'),
      handles: this.#openFiles() + main.resources.length + core.resources.length,
      main: { p99Ms: main.delayP99Ms, maxMs: main.delayMaxMs },
      core: { p99Ms: core.delayP99Ms, maxMs: core.delayMaxMs },
      disk: { book, wal, log },
      otherFiles,
    };
  }

  /** Open files and sockets of the host, and what keeps the loops of its threads busy. */
  async handles(): Promise<number> {
    const { main, core } = await this.#readings();
    return this.#openFiles() + main.resources.length + core.resources.length;
  }

  /** What each of the host's threads holds. Rejects when one does not answer. */
  async #readings(): Promise<{ main: Reading; core: Reading }> {
    this.#asked += 1;
    const asked = this.#asked;
    const answers = new Map<string, Reading>();
    const all = Promise.withResolvers<void>();
    const hear = (reading: Reading) => {
      if (reading.asked === asked) answers.set(reading.thread, reading);
      if (answers.has('main') && answers.has('core')) all.resolve();
    };
    const callOff = systemClock.after(answerMs, () =>
      all.reject(new Error(`The host's threads did not answer in ${answerMs / 1_000} s.`)),
    );
    this.#host.on('message', hear);
    this.#host.send(asked, (error) => error && all.reject(error));
    await all.promise.finally(() => {
      callOff();
      this.#host.off('message', hear);
    });
    const [main, core] = [answers.get('main'), answers.get('core')];
    if (!main || !core) throw new Error('A thread of the host did not answer.');
    return { main, core };
  }

  #openFiles(): number {
    try {
      return readdirSync(`/proc/${this.#host.pid}/fd`).length;
    } catch {
      // Only Linux tells; elsewhere what keeps the loops busy has to do.
      return 0;
    }
  }
}

function sizesIn(folder: string) {
  const sizes = { book: 0, wal: 0, log: 0, otherFiles: 0 };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    // A file may have been taken away since it was listed.
    const size = statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
    if (entry.name === 'till.sqlite') sizes.book += size;
    else if (entry.name === 'till.sqlite-wal') sizes.wal += size;
    else if (entry.name.startsWith('until.log')) sizes.log += size;
    else sizes.otherFiles += size;
  }
  return sizes;
}
