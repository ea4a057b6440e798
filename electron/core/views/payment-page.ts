// One payment with all that happened to it, as the history shows it. Reads only.
import type { PaymentPage, TimelineEntry } from '../../../src-shared/contract/views/history.ts';
import type { Store } from '../store/store.ts';
import { closingsOf } from '../store/tables/closings.ts';
import { exchangesOf } from '../store/tables/exchanges.ts';
import { paymentRowById } from '../store/tables/history.ts';
import { findPayment, keptSlip, stateEvents } from '../store/tables/payments.ts';
import { answerView } from './answer-view.ts';
import { reasonView } from './reason-view.ts';
import { orderTimeline } from './timeline-order.ts';

/** One payment with its timeline, or undefined when there is none with this id. */
export function paymentPage(store: Store, paymentId: string): PaymentPage | undefined {
  const row = paymentRowById(store, paymentId);
  const stored = row && findPayment(store, paymentId);
  if (!stored) return undefined;
  const { payment } = stored;
  const states = stateEvents(store, paymentId).map((event) => ({
    kind: 'state' as const,
    at: event.at,
    state: event.state,
    reason: event.reason && reasonView(event.reason),
    owes: event.owes,
  }));
  const exchanges = exchangesOf(store, paymentId).map((exchange): TimelineEntry[] => {
    const { operation } = exchange;
    const sent = {
      kind: 'sent',
      at: exchange.sent_at,
      operation,
      request: exchange.request,
    } as const;
    const answer = answerView(exchange);
    // A late answer is a second one to a request that stands in the list already.
    const late = exchange.late === 1;
    if (!answer) return [sent];
    const answered = {
      kind: 'answered',
      at: answer.at,
      operation,
      answer,
      response: exchange.response,
      times: exchange.times,
      late,
    } as const;
    return late ? [answered] : [sent, answered];
  });
  const closings = closingEntries(store, paymentId);
  const approval = 'approval' in payment ? payment.approval : null;
  const slip = approval && keptSlip(store, approval);
  return {
    payment: row,
    tranId: 'code' in payment ? (payment.code?.tranId ?? null) : null,
    slipLines: [...(slip?.slipLines ?? [])],
    issuerReference: slip?.issuerReference ?? null,
    timeline: orderTimeline(
      states,
      exchanges.flatMap((entries, index) => [...entries, ...closings(index + 1)]),
    ),
  };
}

/** What persons did about the advice of a payment, by how many messages had been exchanged by then. */
function closingEntries(store: Store, paymentId: string): (place: number) => TimelineEntry[] {
  const { kind: advice, closings } = closingsOf(store, paymentId);
  const entries = closings.flatMap(({ at, person, reason, place, reopened }) => [
    { place, entry: { kind: 'closed' as const, at, advice, person, reason } },
    ...(reopened
      ? [{ place: reopened.place, entry: { kind: 'reopened' as const, at: reopened.at, advice } }]
      : []),
  ]);
  return (place) => entries.filter((each) => each.place === place).map(({ entry }) => entry);
}
