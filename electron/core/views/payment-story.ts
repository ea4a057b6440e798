// One QR payment with all that happened to it, as the page of its sale shows it. Reads only.
import type { PaymentStory, TimelineEntry } from '../../../src-shared/contract/views/history.ts';
import { keptReason } from '../services/kept-reason.ts';
import { keptSlip, readPayment, readReason, stateOf } from '../services/qr/payment-row.ts';
import type { Store } from '../store/store.ts';
import { closingsOf } from '../store/tables/closings.ts';
import { exchangesOf } from '../store/tables/exchanges.ts';
import { transactionEvents } from '../store/tables/transactions.ts';
import { answerView } from './answer-view.ts';
import { paymentRowOf, type QrPart } from './payment-row.ts';
import { reasonView } from './reason-view.ts';
import { orderTimeline } from './timeline-order.ts';

/** A payment with its timeline. Throws when its row contradicts itself. */
export function paymentStory(store: Store, part: QrPart): PaymentStory {
  const { id: paymentId, row } = part;
  const payment = readPayment(row);
  const states = transactionEvents(store, paymentId).flatMap((event) => {
    const state = stateOf(event.phase, event.step);
    if (!state) return [];
    const { at, owes } = event;
    const reason = readReason(event.reason);
    const shown = reason && reasonView(keptReason(reason, store.redact));
    return [{ kind: 'state' as const, at, state, reason: shown, owes }];
  });
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
  const slip = approval && keptSlip(approval, store.redact);
  return {
    payment: paymentRowOf(store, part),
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
