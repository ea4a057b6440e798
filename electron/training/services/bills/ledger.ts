// The intermediary's own book of bills: one entry for each payment and each refund it has heard of, kept
// as its book of QR payments is, and what is due on each account by it. It decides nothing.
import { z } from 'zod';
import { billKinds } from '../../../../src-shared/services/bills/operations.ts';
import { EntryFile } from '../../entry-file.ts';
import { trainingAccounts, trainingCurrency } from './accounts.ts';
import { tenderSchema } from './wire.ts';

const entrySchema = z.object({
  /** `id` of the payment or refund request. */
  id: z.string(),
  /** Null when only the reversal of a payment has been heard of: that tells not of which kind. */
  kind: z.enum([...billKinds, 'refund']).nullable(),
  /** Of account, notice or policy; null when it is not known. */
  number: z.string().nullable(),
  requestedMinor: z.int(),
  /** What was approved; what was booked once it is. Zero when nothing was. */
  approvedMinor: z.int(),
  currency: z.string().nullable(),
  /** Of a refund: that of the payment it gives back. Null unless something was approved. */
  issuerReference: z.string().nullable(),
  /**
   * - `declined`: ended without money;
   * - `reserved`: approved, neither confirmed nor reversed;
   * - `confirmed`: booked on the account;
   * - `reversed`: will never be booked;
   * - `reversedUnknown`: a reversal came for a request that never did.
   */
  state: z.enum(['declined', 'reserved', 'confirmed', 'reversed', 'reversedUnknown']),
  /** The confirmations or reversals taken for it, each once, with what they said. */
  advices: z.array(z.object({ id: z.string(), digest: z.string() })),
  /** How the customer paid, by the confirmation. */
  tenders: z.array(tenderSchema),
});
export type StoredBill = z.infer<typeof entrySchema>;

export type BillLedgerEntry = Omit<StoredBill, 'advices'> & {
  readonly adviceIds: readonly string[];
};

export class BillLedger {
  readonly #entries = new Map<string, StoredBill>();
  /** What an advice id said the first time, to know a repeat from another message. */
  readonly #digests = new Map<string, string>();
  /** What is due in minor units, by number. */
  readonly #due = new Map(trainingAccounts.map(({ number, dueMinor }) => [number, dueMinor]));
  readonly #file: EntryFile<StoredBill> | null;

  /** Opens (or starts) the book; with a file, rewrites it with one line for each entry. */
  constructor(file?: string) {
    this.#file =
      file === undefined
        ? null
        : new EntryFile(file, entrySchema, (lines) => {
            for (const entry of lines) this.#remember(entry);
            // Everything is due again: a lesson that was paid for once could not be taken twice.
            for (const { number, dueMinor } of trainingAccounts) this.#due.set(number, dueMinor);
            return [...this.#entries.values()];
          });
  }

  find(id: string): StoredBill | undefined {
    return this.#entries.get(id);
  }

  /** The confirmed payment that was given this reference. */
  findConfirmed(issuerReference: string): StoredBill | undefined {
    return this.#withReference(issuerReference).find(
      ({ kind, state }) => kind !== 'refund' && state === 'confirmed',
    );
  }

  /** Whether a payment is given back already, or is about to be. */
  isRefunded(issuerReference: string): boolean {
    return this.#withReference(issuerReference).some(
      ({ kind, state }) => kind === 'refund' && (state === 'reserved' || state === 'confirmed'),
    );
  }

  /** What the advice with this id said, or undefined when none was taken. */
  digestOf(adviceId: string): string | undefined {
    return this.#digests.get(adviceId);
  }

  dueOf(number: string): number {
    return this.#due.get(number) ?? 0;
  }

  put(entry: StoredBill): void {
    this.#remember(entry);
    this.#file?.append(entry);
  }

  entries(): BillLedgerEntry[] {
    return [...this.#entries.values()].map(({ advices, ...facts }) => ({
      ...facts,
      adviceIds: advices.map(({ id }) => id),
    }));
  }

  /** What is due in minor units, by number; less than nothing when more was paid. */
  balances(): Record<string, number> {
    return Object.fromEntries(this.#due);
  }

  close(): void {
    this.#file?.close();
  }

  #withReference(issuerReference: string): StoredBill[] {
    return [...this.#entries.values()].filter((entry) => entry.issuerReference === issuerReference);
  }

  #remember(entry: StoredBill): void {
    const before = this.#entries.get(entry.id);
    this.#entries.set(entry.id, entry);
    for (const { id, digest } of entry.advices) this.#digests.set(id, digest);
    const { number } = entry;
    const due = number === null ? undefined : this.#due.get(number);
    if (number === null || due === undefined) return;
    this.#due.set(number, due + bookedOf(entry) - (before ? bookedOf(before) : 0));
  }
}

/** What an entry adds to what is due: a payment takes from it, a refund puts it back. */
function bookedOf({ state, currency, kind, approvedMinor }: StoredBill): number {
  if (state !== 'confirmed' || currency !== trainingCurrency) return 0;
  return kind === 'refund' ? approvedMinor : -approvedMinor;
}
