// The intermediary's own book: one entry for each payment request it has heard of. It decides
// nothing; it remembers, in memory and (with a file) as JSON lines, the latest line of a payment
// winning. A line goes out before the answer that follows from it.
import { z } from 'zod';
import { EntryFile } from './entry-file.ts';

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

export class Ledger {
  readonly #entries = new Map<string, StoredEntry>();
  /** What an advice id said the first time, to know a repeat from another message. */
  readonly #digests = new Map<string, string>();
  readonly #file: EntryFile<StoredEntry> | null;

  /** Opens (or starts) the book; with a file, rewrites it with one line for each payment. */
  constructor(file?: string) {
    this.#file =
      file === undefined ? null : new EntryFile(file, entrySchema, (lines) => this.#settle(lines));
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
    this.#file?.append(entry);
  }

  entries(): LedgerEntry[] {
    return [...this.#entries.values()].map(({ advices, ...facts }) => ({
      ...facts,
      adviceIds: advices.map(({ id }) => id),
    }));
  }

  close(): void {
    this.#file?.close();
  }

  #settle(lines: readonly StoredEntry[]): StoredEntry[] {
    // Nobody can approve what was open when the process stopped: its caller is gone.
    for (const entry of lines) {
      this.#remember(entry.state === 'open' ? { ...entry, state: 'declined' } : entry);
    }
    return [...this.#entries.values()];
  }

  #remember(entry: StoredEntry): void {
    this.#entries.set(entry.paymentId, entry);
    for (const { id, digest } of entry.advices) this.#digests.set(id, digest);
  }
}
