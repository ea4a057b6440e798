// What the window holds of the till: the last snapshot, when it came, and whether the till can be
// reached. Pure; the money-relevant rule here is that an unreachable till shows no code.
import type { TillView } from '../../src-shared/contract/views/till.ts';

export type Held = {
  readonly till: TillView | null;
  /** On the window's monotonic clock; what counts down in the snapshot counts from here. */
  readonly receivedAtMs: number;
  readonly reachable: boolean;
};

export const nothingHeld: Held = { till: null, receivedAtMs: 0, reachable: false };

/** Takes in the next message from the till: a snapshot, or null when it cannot be reached. */
export function hold(held: Held, next: TillView | null, nowMs: number): Held {
  if (next === null)
    return { ...held, till: held.till && withoutCode(held.till), reachable: false };
  if (isStale(held, next)) return held;
  return { till: next, receivedAtMs: nowMs, reachable: true };
}

// After a silence the same snapshot may come again: then it is news that it still holds.
function isStale({ till, reachable }: Held, next: TillView): boolean {
  if (till === null || till.runId !== next.runId) return false;
  return reachable ? next.revision <= till.revision : next.revision < till.revision;
}

function withoutCode(till: TillView): TillView {
  if (till.payment?.state !== 'awaitingCustomer') return till;
  return { ...till, payment: { ...till.payment, qrCode: null } };
}
