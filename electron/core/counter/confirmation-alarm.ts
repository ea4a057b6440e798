// Tells of a confirmation that waits longer than its far end may take it, also where nothing else changes
// any more: a dead line on a quiet evening is just when it matters.
import type { Clock } from '../clock.ts';
import type { Endpoint } from '../engine/endpoint.ts';
import type { Store } from '../store/store.ts';
import { oldestConfirmation } from '../store/tables/owed.ts';

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly onChange: () => void;
};

export class ConfirmationAlarm {
  readonly #parts: Parts;
  #callOff: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** From now on it is watched, as long as one is owed whose time is limited. */
  watch(): void {
    if (this.#callOff) return;
    const { store, clock, endpoints, onChange } = this.#parts;
    const limits = Object.values(endpoints).flatMap(({ service, confirmWithinMs }) =>
      confirmWithinMs !== undefined && oldestConfirmation(store, service.name) !== null
        ? [confirmWithinMs]
        : [],
    );
    if (limits.length === 0) return;
    this.#callOff = clock.after(Math.min(...limits) + 1, () => {
      this.#callOff = null;
      onChange();
      this.watch();
    });
  }

  stop(): void {
    this.#callOff?.();
  }
}
