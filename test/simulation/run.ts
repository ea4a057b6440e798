// Plays many seeds on all cores and says what came of it; with `--seed N` plays one and prints its
// story. Exit code 1 when a promise was broken. After so many minutes it begins no more seeds, and says how
// many it played: a slow machine does not hold up a gate.
//
//   npm run test:simulation -- --seeds 20000 [--minutes 6] [--from 1] [--without A1,A4] [--mutant NAME]
//   npm run test:simulation -- --seed 404
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { LetThrough } from './books.ts';
import { applyMutant } from './mutants.ts';

/** Seeds a thread plays before it asks for more. */
const seedsAtOnce = 50;

type Order = {
  readonly assume: { A1: boolean; A2: boolean; A3: boolean; A4: boolean };
  readonly mutant: string | null;
};
type Played = {
  readonly seeds: number;
  readonly payments: number;
  readonly simulatedMs: number;
  readonly cpuMs: number;
  readonly hash: number;
  readonly broken: readonly {
    seed: number;
    violations: readonly string[];
    lines: readonly string[];
  }[];
  readonly letThrough: LetThrough;
};

export type Result = Omit<Played, 'hash'> & { readonly hash: string; readonly wallMs: number };

/** Plays the seeds `from` … `from + seeds - 1`; stops early at a broken promise if `untilBroken`. */
export async function playMany(
  order: Order,
  from: number,
  seeds: number,
  untilBroken: boolean,
  withinMs = Number.POSITIVE_INFINITY,
): Promise<Result> {
  const started = performance.now();
  let next = from;
  const total = { seeds: 0, payments: 0, simulatedMs: 0, cpuMs: 0, hash: 0 };
  const broken: Played['broken'][number][] = [];
  const letThrough: Record<string, number> = {};
  const threads = Math.min(availableParallelism(), Math.ceil(seeds / seedsAtOnce));
  await Promise.all(
    Array.from({ length: threads }, () => {
      const worker = new Worker(new URL(import.meta.url), { workerData: order });
      return new Promise<void>((resolve, reject) => {
        const give = () => {
          const count = Math.min(seedsAtOnce, from + seeds - next);
          const isOver = performance.now() - started >= withinMs;
          if (count <= 0 || isOver || (untilBroken && broken.length > 0)) {
            void worker.terminate().then(() => resolve());
            return;
          }
          worker.postMessage({ from: next, count });
          next += count;
        };
        worker.on('error', reject);
        worker.on('message', (played: Played | 'ready') => {
          if (played !== 'ready') {
            total.seeds += played.seeds;
            total.payments += played.payments;
            total.simulatedMs += played.simulatedMs;
            total.cpuMs += played.cpuMs;
            // Which thread played what must not matter.
            total.hash = (total.hash + played.hash) >>> 0;
            broken.push(...played.broken);
            for (const [name, count] of Object.entries(played.letThrough)) {
              letThrough[name] = (letThrough[name] ?? 0) + count;
            }
          }
          give();
        });
      });
    }),
  );
  broken.sort((a, b) => a.seed - b.seed);
  const wallMs = performance.now() - started;
  return { ...total, hash: total.hash.toString(16).padStart(8, '0'), broken, letThrough, wallMs };
}

async function serve(order: Order): Promise<void> {
  if (order.mutant !== null) applyMutant(order.mutant);
  // Only now, so that a mutant is what is loaded.
  const { simulate } = await import('./simulate.ts');
  const { prepare } = await import('./template.ts');
  await prepare();
  // Nobody reads the stacks of errors here, and they take time. A seed played alone has them.
  Error.stackTraceLimit = 0;
  const play = async ({ from, count }: { from: number; count: number }) => {
    const started = performance.now();
    const letThrough: Record<string, number> = {};
    const broken: Played['broken'][number][] = [];
    const sum = { payments: 0, simulatedMs: 0, hash: 0 };
    for (let seed = from; seed < from + count; seed += 1) {
      const story = await simulate(seed, order.assume);
      sum.payments += story.payments;
      sum.simulatedMs += story.simulatedMs;
      sum.hash = (sum.hash + Math.imul(Number.parseInt(story.hash, 16), seed | 1)) >>> 0;
      const { violations, lines } = story;
      if (violations.length > 0) broken.push({ seed, violations, lines });
      for (const [name, times] of Object.entries(story.letThrough)) {
        letThrough[name] = (letThrough[name] ?? 0) + times;
      }
    }
    const cpuMs = performance.now() - started;
    parentPort?.postMessage({ ...sum, seeds: count, cpuMs, broken, letThrough } satisfies Played);
  };
  parentPort?.on('message', (order: { from: number; count: number }) => void play(order));
  parentPort?.postMessage('ready');
}

// Whoever reads may have read enough.
process.stdout.on('error', () => process.exit());

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '1000' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      without: { type: 'string', default: '' },
      mutant: { type: 'string' },
      minutes: { type: 'string', default: 'Infinity' },
    },
  });
  const off = new Set(values.without.split(','));
  const assume = { A1: !off.has('A1'), A2: !off.has('A2'), A3: !off.has('A3'), A4: !off.has('A4') };
  const order = { assume, mutant: values.mutant ?? null };
  if (values.seed !== undefined) return replay(order, Number(values.seed));
  const [wanted, withinMs] = [Number(values.seeds), Number(values.minutes) * 60_000];
  const result = await playMany(order, Number(values.from), wanted, false, withinMs);
  for (const { seed, violations, lines } of result.broken.slice(0, 1)) {
    print(lines.join('\n'));
    print(`\nseed ${seed}: ${violations.join('; ')}`);
  }
  for (const { seed, violations } of result.broken.slice(0, 20)) {
    print(`broken: ${violations[0]}\n  replay: npm run test:simulation -- --seed ${seed}`);
  }
  for (const [name, times] of Object.entries(result.letThrough)) {
    print(`let through: ${name}: ${times}`);
  }
  const { seeds, payments, simulatedMs, cpuMs, wallMs, hash } = result;
  print(
    `${seeds} seeds, ${payments} payments, ${(simulatedMs / 3_600_000).toFixed(0)} hours simulated: ${result.broken.length} violations; ${((seeds / wallMs) * 1_000).toFixed(0)} seeds/s, ${(simulatedMs / cpuMs).toFixed(0)} times real time per core, hash ${hash}`,
  );
  if (seeds < wanted) print(`(of ${wanted}: the ${values.minutes} minutes were over)`);
  if (result.broken.length > 0) process.exitCode = 1;
}

async function replay(order: Order, seed: number): Promise<void> {
  if (order.mutant !== null) applyMutant(order.mutant);
  const { simulate } = await import('./simulate.ts');
  const { prepare } = await import('./template.ts');
  await prepare();
  const story = await simulate(seed, order.assume);
  print(story.lines.join('\n'));
  print(`\nseed ${seed}, hash ${story.hash}: ${story.violations.join('; ') || 'no violation'}`);
  if (story.violations.length > 0) process.exitCode = 1;
}

if (!isMainThread) await serve(workerData as Order);
else if (process.argv[1] === import.meta.filename) await main();
