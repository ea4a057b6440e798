// The places of a till's life at which its process can be made to die. Each has a name and the number
// of the time it is come by; what was come by stands in a file that outlives the process.
import { openSync, writeSync } from 'node:fs';

export type TraceLine =
  | { readonly point: string }
  /** What the cashier sees of the payment on the counter. */
  | { readonly paymentId: string; readonly screen: string };

/**
 * Points inside a call of SQLite, which come up when it writes to a file that it writes to at no other
 * time: its log goes back into the database, and a copy is made before a migration.
 */
export const inside = {
  checkpoint: { point: 'checkpoint: half of it #1', writes: 'till.sqlite' },
  copy: { point: 'copy: half of it #1', writes: 'till.sqlite.before-5.new' },
} as const;

export class CrashPoints {
  readonly #counts = new Map<string, number>();
  readonly #trace: number;
  readonly #fatal: string | null;

  /** @param fatal where this process dies, such as `begin: after the commit #1` */
  constructor(traceFile: string, fatal: string | null) {
    this.#trace = openSync(traceFile, 'a');
    this.#fatal = fatal;
  }

  /** The process comes by; where it is to die, this does not return. */
  pass(name: string): void {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    const point = `${name} #${count}`;
    this.note({ point });
    if (point === this.#fatal) process.kill(process.pid, 'SIGKILL');
  }

  note(line: TraceLine): void {
    writeSync(this.#trace, `${JSON.stringify(line)}\n`);
  }
}

/** The name of a point without its number. */
export function nameOf(point: string): string {
  return point.replace(/ #\d+$/, '');
}
