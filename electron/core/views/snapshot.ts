// Draws the snapshot and the pages from the store and from what is under way. Reads only.
import type { PaymentPage, TimelineEntry } from '../../../src-shared/contract/views/history.ts';
import type { CurrentPaymentView } from '../../../src-shared/contract/views/payment.ts';
import type { AdviceRow, QueueView } from '../../../src-shared/contract/views/queue.ts';
import type { Money } from '../../../src-shared/domain/money.ts';
import { isPartApproval, type Payment } from '../../../src-shared/services/qr/payment.ts';
import type { Clock } from '../clock.ts';
import type { Till } from '../counter/till.ts';
import type { AdviceQueue } from '../engine/advice-queue.ts';
import { listUnreadable, saleOf } from '../store/safe/unreadable.ts';
import type { Store } from '../store/store.ts';
import { adviceStateOf, countOwed, listOpenAdvices } from '../store/tables/advices.ts';
import { closingsOf } from '../store/tables/closings.ts';
import { exchangesOf, lastAttempt, type StoredExchange } from '../store/tables/exchanges.ts';
import { paymentRowById } from '../store/tables/history.ts';
import {
  currentPayment,
  findPayment,
  findSale,
  keptReason,
  keptSlip,
  stateEvents,
} from '../store/tables/payments.ts';
import { reasonView } from './reason-view.ts';
import { orderTimeline } from './timeline-order.ts';

/** Most rows of the queue that are drawn at once. */
const queueRowLimit = 200;

/** The payment on the counter as a window sees it. */
export function currentPaymentView(
  store: Store,
  till: Till,
  clock: Clock,
): CurrentPaymentView | null {
  const payment = currentPayment(store)?.payment;
  if (!payment) return null;
  const shared = {
    paymentId: payment.id,
    saleNumber: payment.saleNumber,
    attempt: payment.attempt,
    amount: payment.amount,
  };
  const leftMs = (dueMs: number) => Math.max(0, Math.round(dueMs - clock.monotonicMs()));
  switch (payment.state) {
    case 'requestingCode':
      return { ...shared, state: payment.state };
    case 'awaitingCustomer': {
      const live = till.live?.paymentId === payment.id ? till.live : null;
      return {
        ...shared,
        state: payment.state,
        qrCode: live?.codeVisible ? payment.code.qrCode : null,
        answerWithinMs: live ? leftMs(live.deadlineMs) : 0,
        answerTimeMs: till.answerTimeMs,
      };
    }
    case 'approved': {
      const pending = till.pending;
      return {
        ...shared,
        state: payment.state,
        ...approvalView(payment),
        isPart: isPartApproval(payment),
        completion: { kind: pending?.kind ?? 'ask', withinMs: leftMs(pending?.dueMs ?? 0) },
      };
    }
    case 'paid':
      return {
        ...shared,
        state: payment.state,
        ...approvalView(payment),
        remaining: findSale(store, payment.saleNumber)?.remaining ?? nothingOf(payment),
      };
    default:
      return {
        ...shared,
        state: payment.state,
        reason: reasonView(keptReason(store, payment.reason)),
        decidedAt: payment.decidedAt,
        reversal: adviceStateOf(store, payment.id) ?? 'none',
        taken: findSale(store, payment.saleNumber)?.taken ?? nothingOf(payment),
      };
  }
}

function nothingOf({ amount }: Payment): Money {
  return { amountMinor: 0, currency: amount.currency };
}

function approvalView(payment: Extract<Payment, { state: 'approved' | 'paid' }>) {
  return {
    approved: payment.approval.approved ?? { amountMinor: 0, currency: payment.amount.currency },
    partner: payment.approval.partner.name,
    approvedAt: payment.approvedAt,
  };
}

/** What is owed, exceptions first. */
export function queueView(store: Store, queue: AdviceQueue | null): QueueView {
  const counts = countOwed(store);
  const paused = queue?.paused ?? null;
  return {
    total: counts.confirmations + counts.reversals + counts.attention,
    paused,
    unreadable: listUnreadable(store),
    rows: listOpenAdvices(store, queueRowLimit).map(({ advice, row }): AdviceRow => {
      const last = lastAttempt(store, advice.id);
      const waits = advice.state === 'owed' && queue !== null && paused === null;
      return {
        adviceId: advice.id,
        paymentId: advice.payment_id,
        ...saleOf(row),
        kind: advice.kind,
        reason: advice.reason,
        state: advice.state === 'attention' ? 'attention' : 'owed',
        owedSince: advice.owed_at,
        attempts: advice.attempts,
        lastAnswer: last && answerView(last),
        nextTryInMs: waits ? queue.waitMs(advice) : null,
      };
    }),
  };
}

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

function answerView(exchange: StoredExchange) {
  return exchange.answered_at === null
    ? null
    : {
        at: exchange.answered_at,
        status: exchange.status,
        silence: exchange.silence,
        errorType: exchange.error_type,
        message: exchange.message,
      };
}
