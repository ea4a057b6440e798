// Puts the timeline of a payment in the order in which things came about. The stamps cannot tell it:
// they are the wall clock's, which may have been set back an hour, a year or to 1970 in between. Pure.
import type { TimelineEntry } from '../../../src-shared/contract/views/history.ts';
import type { PaymentState } from '../../../src-shared/services/qr/payment.ts';

type StateEntry = Extract<TimelineEntry, { kind: 'state' }>;

/**
 * Each of `others` stands behind the state it belongs to, and there in the order given. A request of
 * the payment belongs to the state that sent it, and so does the answer that ended that state. All
 * else (a late answer, advices, what a person did about them) comes after the last decision.
 */
export function orderTimeline(
  states: readonly StateEntry[],
  others: readonly TimelineEntry[],
): TimelineEntry[] {
  const last = states.length - 1;
  const places = others.map((entry) => {
    const state = stateOf(entry);
    const place = state ? states.findIndex((candidate) => candidate.state === state) : last;
    return place === -1 ? last : place;
  });
  return states.flatMap((state, place) => [
    state,
    ...others.filter((_, index) => places[index] === place),
  ]);
}

function stateOf(entry: TimelineEntry): PaymentState | null {
  const isInTime = entry.kind === 'sent' || (entry.kind === 'answered' && !entry.late);
  if (!isInTime) return null;
  if (entry.operation === 'createQrCode') return 'requestingCode';
  return entry.operation === 'pay' ? 'awaitingCustomer' : null;
}
