// The snapshot, and what stands in it to be read.
import type { tillCalls } from '../../../src-shared/contract/calls/till.ts';
import { succeed } from '../../../src-shared/result.ts';
import type { Session } from '../session.ts';
import { closeNotice } from '../store/tables/notices.ts';
import type { Calls } from './dispatch.ts';

export function tillCallsOf(session: Session): Calls<typeof tillCalls> {
  const { store } = session;
  return {
    getTill: () => succeed(session.view()),
    closeNotice: ({ id }) => {
      store.commit('closeNotice', () => closeNotice(store, id));
      session.changed();
      return succeed(session.view());
    },
  };
}
