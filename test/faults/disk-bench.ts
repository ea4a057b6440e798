// Tills on disks that can be filled, failed and damaged, for the disk's part of the fault table.
import { BreakingDisk, processOn } from './breaking-disk.ts';
import { FaultBench } from './fault-bench.ts';

export type VirtualBench = { bench: FaultBench; disk: BreakingDisk; deaths: unknown[] };

/** A till on a disk in memory. When its core dies, its process does, and the next one is started. */
export async function onVirtualDisk(
  work: (parts: VirtualBench) => Promise<void>,
  options: { readonly reserveBytes?: number } = {},
): Promise<void> {
  const disk = new BreakingDisk(1);
  const deaths: unknown[] = [];
  let process = processOn(disk);
  const bench = await FaultBench.start({
    ports: {
      get disk() {
        process.bury();
        process = processOn(disk);
        return { ...process.disk, ...options };
      },
      die(error) {
        deaths.push(error);
        process.kill();
      },
    },
  });
  try {
    await work({ bench, disk, deaths });
    await bench.checkPromises();
  } finally {
    await bench.stop();
    process.bury();
  }
}

export async function onRealDisk(work: (bench: FaultBench) => Promise<void>): Promise<void> {
  const bench = await FaultBench.start();
  try {
    await work(bench);
    await bench.checkPromises();
  } finally {
    await bench.stop();
  }
}

/** The texts with which a message left: one for each id. */
export function textsOf(
  bench: FaultBench,
  operation: 'confirmPayment' | 'reversePayment',
): Set<string> {
  return new Set(bench.server.of(operation).map(({ text }) => text));
}
