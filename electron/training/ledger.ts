// The intermediary's own book: one entry for each payment request it has heard of. It decides
// nothing; it remembers, in memory and (with a file) as JSON lines, the latest line of a payment
// winning. A line goes out before the answer that follows from it.
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { z } from 'zod';

const entrySchema = z.object({
  /** `id` of the payment request. */
  paymentId: z.string(),
  /** Null when only a reversal has been heard of. */
  tranId: z.string().nullable(),
  requestedMinor: z.int(),
  /** What was approved; what was settled once it is. Zero before. */
  amountMinor: z.int(),
  currency: z.string().nullable(),
  /** Name of who processed it; null unless money was reserved. */
  partner: z.string().nullable(),
  /**
   * - `open`: waits for the customer, or was never going to be answered;
   * - `declined`: ended without money;
   * - `reserved`: approved, neither confirmed nor reversed;
   * - `settled`: confirmed, the money is taken;
   * - `released`: reversed, whatever was reserved is given back;
   * - `reversedUnknown`: a reversal came for a payment that never did.
   */
  state: z.enum(['open', 'declined', 'reserved', 'settled', 'released', 'reversedUnknown']),
  /** The confirmations or reversals taken for it, each once, with what they said. */
  advices: z.array(z.object({ id: z.string(), digest: z.string() })),
});
export type StoredEntry = z.infer<typeof entrySchema>;

export type LedgerEntry = Omit<StoredEntry, 'advices'> & { readonly adviceIds: readonly string[] };

/**
 * Reads the lines of a ledger file. A last line without its end was being written when the process
 * died, and is left out; anything else that cannot be read throws, because the book is damaged.
 */
export function readLedgerLines(text: string): StoredEntry[] {
  const lines = text.split('\n');
  lines.pop();
  return lines.map((line, index) => {
    try {
      return entrySchema.parse(JSON.parse(line));
    } catch (cause) {
      throw new Error(`The training ledger is damaged in line ${index + 1}`, { cause });
    }
  });
}

export class Ledger {
  readonly #entries = new Map<string, StoredEntry>();
  /** What an advice id said the first time, to know a repeat from another message. */
  readonly #digests = new Map<string, string>();
  readonly #file: number | null;

  /** Opens (or starts) the book; with a file, rewrites it with one line for each payment. */
  constructor(file?: string) {
    if (file === undefined) {
      this.#file = null;
      return;
    }
    const stored = existsSync(file) ? readLedgerLines(readFileSync(file, 'utf8')) : [];
    // Nobody can approve what was open when the process stopped: its caller is gone.
    for (const entry of stored) {
      this.#remember(entry.state === 'open' ? { ...entry, state: 'declined' } : entry);
    }
    const fresh = `${file}.new`;
    writeFileSync(fresh, [...this.#entries.values()].map(lineOf).join(''), { mode: 0o600 });
    renameSync(fresh, file);
    this.#file = openSync(file, 'a');
  }

  find(paymentId: string): StoredEntry | undefined {
    return this.#entries.get(paymentId);
  }

  /** What the advice with this id said, or undefined when none was taken. */
  digestOf(adviceId: string): string | undefined {
    return this.#digests.get(adviceId);
  }

  put(entry: StoredEntry): void {
    this.#remember(entry);
    if (this.#file !== null) writeSync(this.#file, lineOf(entry));
  }

  entries(): LedgerEntry[] {
    return [...this.#entries.values()].map(({ advices, ...facts }) => ({
      ...facts,
      adviceIds: advices.map(({ id }) => id),
    }));
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
  }

  #remember(entry: StoredEntry): void {
    this.#entries.set(entry.paymentId, entry);
    for (const { id, digest } of entry.advices) this.#digests.set(id, digest);
  }
}

function lineOf(entry: StoredEntry): string {
  return `${JSON.stringify(entry)}\n`;
}
