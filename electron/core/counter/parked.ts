// Sales that were put aside with something a far end holds for their lines. Promises: none keeps it
// longer than it may; after a restart nothing is kept (recover.ts gives it back at once).
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { mayPass, storeTroubleMs } from '../store/safe/disk-trouble.ts';

/** How long what is approved of a parked sale is kept, in milliseconds: a biller confirms for an hour at most. */
const heldMs = 15 * 60_000;

type Parts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly onDue: (saleId: string) => void;
  readonly onBroken: (error: unknown) => void;
};

export class Parked {
  readonly #parts: Parts;
  readonly #held = new Map<string, { readonly dueMs: number; readonly callOff: () => void }>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** From now on the time of what is approved of this sale runs; `mostMs` is left of it at most. */
  hold(saleId: string, mostMs: number): void {
    const { clock, log, onDue, onBroken } = this.#parts;
    this.release(saleId);
    const forMs = Math.min(heldMs, mostMs);
    const callOff = clock.after(forMs, () => {
      this.#held.delete(saleId);
      try {
        onDue(saleId);
      } catch (error) {
        if (!mayPass(error)) return onBroken(error);
        log.error('notUndoneYet', error);
        this.hold(saleId, storeTroubleMs);
      }
    });
    this.#held.set(saleId, { dueMs: clock.monotonicMs() + forMs, callOff });
  }

  release(saleId: string): void {
    this.#held.get(saleId)?.callOff();
    this.#held.delete(saleId);
  }

  /** Milliseconds until it is given back; null when nothing is held. */
  leftMs(saleId: string): number | null {
    const held = this.#held.get(saleId);
    return held ? Math.max(0, Math.round(held.dueMs - this.#parts.clock.monotonicMs())) : null;
  }

  stop(): void {
    for (const { callOff } of this.#held.values()) callOff();
  }
}
