// What is owed, and what a person does about it.
import type { queueCalls } from '../../../src-shared/contract/calls/queue.ts';
import { fail, succeed } from '../../../src-shared/result.ts';
import type { Session } from '../session.ts';
import { interfaceOf } from '../store/tables/advices.ts';
import { closeAdvice } from '../store/tables/closings.ts';
import { queueView } from '../views/queue.ts';
import type { Calls } from './dispatch.ts';
import { withTill } from './with-till.ts';

export function queueCallsOf(session: Session): Calls<typeof queueCalls> {
  const { store, clock } = session;
  return {
    getQueue: () => succeed(queueView(store, session.selling?.endpoints ?? {})),
    sendNow: () =>
      withTill(session, ({ endpoints }) => {
        for (const { link, queue } of Object.values(endpoints)) {
          link.forgive();
          link.tryNow();
          queue.sendNow();
        }
        return succeed(null);
      }),
    sendAgain: ({ adviceId }) =>
      withTill(session, ({ endpoints }) => {
        const endpoint = endpoints[interfaceOf(store, adviceId) ?? ''];
        if (!endpoint?.queue.sendAgain(adviceId)) return fail({ code: 'itemGone' });
        session.changed();
        return succeed(null);
      }),
    closeAdvice: ({ adviceId, person, reason }) => {
      const at = clock.stamp();
      const done = store.commit('closeAdvice', () =>
        closeAdvice(store, adviceId, { at, person, reason }),
      );
      if (done !== 'closed') return fail({ code: notClosed[done] });
      session.changed();
      return succeed(session.view());
    },
  };
}

const notClosed = {
  notThere: 'itemUnknown',
  delivered: 'itemDelivered',
  owed: 'itemSentAgain',
  closedBefore: 'itemClosed',
} as const;
