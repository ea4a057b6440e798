// What is owed, and what of the book cannot be read. Reads only.
import type { AdviceRow, QueueView } from '../../../src-shared/contract/views/queue.ts';
import type { Endpoint } from '../engine/endpoint.ts';
import { billsService } from '../services/bills/bills-service.ts';
import { listUnreadable, saleOf } from '../store/safe/unreadable.ts';
import type { Store } from '../store/store.ts';
import { listOpenAdvices } from '../store/tables/advices.ts';
import { lastAttempt } from '../store/tables/exchanges.ts';
import { countOwed } from '../store/tables/owed.ts';
import { answerView } from './answer-view.ts';

/** Most rows of the queue that are drawn at once. */
const queueRowLimit = 200;

function aboutOf(service: string, kind: unknown): AdviceRow['about'] {
  if (service !== billsService.name) return 'payment';
  return kind === 'refund' ? 'refund' : 'bill';
}

/** What is owed, exceptions first. */
export function queueView(store: Store, endpoints: Readonly<Record<string, Endpoint>>): QueueView {
  const counts = countOwed(store);
  const pauses = Object.values(endpoints).map(({ queue }) => queue.paused);
  const paused = pauses.find((why) => why !== null) ?? null;
  return {
    total: counts.confirmations + counts.reversals + counts.attention,
    paused,
    unreadable: listUnreadable(store),
    rows: listOpenAdvices(store, queueRowLimit).map(({ advice, row }): AdviceRow => {
      const last = lastAttempt(store, advice.id);
      const queue = endpoints[advice.interface]?.queue;
      const waits = advice.state === 'owed' && queue?.paused === null;
      return {
        adviceId: advice.id,
        paymentId: advice.transaction_id,
        saleId: typeof row['sale_id'] === 'string' ? row['sale_id'] : null,
        ...saleOf(row),
        kind: advice.kind,
        about: aboutOf(advice.interface, row['about']),
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
