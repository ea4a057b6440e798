// Loaded into the host under the soak by --import, in every thread before anything else: each
// thread collects its garbage and says what it holds. The product knows nothing of it.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { BroadcastChannel, isMainThread, threadName } from 'node:worker_threads';

/** What one thread of the host holds, after a collection. Bytes and milliseconds. */
export type Reading = {
  /** Number of the question it answers. */
  readonly asked: number;
  /** `main`, or the name the host gave it. */
  readonly thread: string;
  readonly heapUsed: number;
  /** Buffers and the like, beside the heap. */
  readonly external: number;
  /** Of the whole process. */
  readonly rss: number;
  /** What keeps its loop busy: name of the kind, once for each. */
  readonly resources: readonly string[];
  /** Since the last question; the collection itself does not count. */
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
};

const delayResolutionMs = 10;

const delay = monitorEventLoopDelay({ resolution: delayResolutionMs });
delay.enable();

async function read(asked: number): Promise<Reading> {
  delay.disable();
  // The histogram holds whole turns: the wait that was asked for, and the delay on top.
  const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - delayResolutionMs);
  const delayP99Ms = beyond(delay.percentile(99));
  const delayMaxMs = beyond(delay.max);
  // Twice, with a turn between: what has a finaliser is only gone after the second.
  for (let round = 0; round < 2; round += 1) {
    globalThis.gc?.();
    await new Promise(setImmediate);
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo();
  delay.reset();
  delay.enable();
  const thread = isMainThread ? 'main' : threadName || 'unnamed';
  const held = { heapUsed, external, rss, resources };
  return { asked, thread, ...held, delayP99Ms, delayMaxMs };
}

// Questions go from the main thread to the others, readings the other way.
const threads = new BroadcastChannel('soak-meter');

if (isMainThread) {
  const tell = (reading: Reading) => process.send?.(reading);
  threads.addEventListener('message', (event) => tell((event as MessageEvent<Reading>).data));
  process.on('message', (asked: number) => {
    threads.postMessage(asked);
    void read(asked).then(tell);
  });
  // Only the soak may end without ending us first; then nobody needs this till any more.
  process.on('disconnect', () => process.exit(1));
  process.channel?.unref();
} else {
  threads.addEventListener('message', (event) => {
    const { data: asked } = event as MessageEvent<number | Reading>;
    if (typeof asked === 'number') {
      void read(asked).then((reading) => threads.postMessage(reading));
    }
  });
}
// A question is no reason for a thread to stay.
threads.unref();
