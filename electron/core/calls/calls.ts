// Ties each call of the contract to what it does. No decisions: those are the till's.
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { findCurrency } from '../../../src-shared/domain/money.ts';
import { readSearch } from '../../../src-shared/domain/search.ts';
import { fail, invariant, type Result, succeed } from '../../../src-shared/result.ts';
import { startOfDay } from '../clock.ts';
import type { Till } from '../counter/till.ts';
import type { Session } from '../session.ts';
import { closeAdvice } from '../store/tables/closings.ts';
import { pagePayments, totalsOfDay } from '../store/tables/history.ts';
import { closeNotice } from '../store/tables/notices.ts';
import { paymentPage, queueView } from '../views/snapshot.ts';
import type { Calls } from './dispatch.ts';

/** Payments on one page of the history. */
const pageSize = 50;

/** The calls of a core with this session. `Session` says what there is in each mode. */
export function callsOf(session: Session): Calls {
  const { store, clock } = session;
  const withTill = (act: (till: Till) => Result<null, Failure>) => {
    if (!session.selling) return notSetUp;
    const acted = act(session.selling.till);
    return acted.ok ? succeed(session.view()) : acted;
  };
  return {
    getTill: () => succeed(session.view()),
    startPayment: ({ amountMinor, saleNumber }) =>
      session.setUp.isLeaving
        ? leaving
        : withTill((till) => till.startPayment(amountMinor, saleNumber)),
    cancelPayment: ({ paymentId }) => withTill((till) => till.cancelPayment(paymentId)),
    approvalShown: ({ paymentId }) => withTill((till) => till.approvalShown(paymentId)),
    nextSale: ({ paymentId }) => withTill((till) => till.nextSale(paymentId)),
    voidPayment: ({ paymentId }) => withTill((till) => till.voidPayment(paymentId)),

    getQueue: () => succeed(queueView(store, session.selling?.queue ?? null)),
    sendNow: () =>
      withTill(() => {
        session.selling?.link.forgive();
        session.selling?.link.tryNow();
        session.selling?.queue.sendNow();
        return succeed(null);
      }),
    sendAgain: ({ adviceId }) =>
      withTill(() => {
        if (!session.selling?.queue.sendAgain(adviceId)) {
          return fail({ code: 'itemGone' });
        }
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

    closeNotice: ({ id }) => {
      store.commit('closeNotice', () => closeNotice(store, id));
      session.changed();
      return succeed(session.view());
    },

    getHistory: ({ search, before }) => {
      const currency = findCurrency(session.currency);
      invariant(currency, 'a profile has a known currency');
      const query = readSearch(search ?? '', currency);
      return succeed(pagePayments(store, { search: query, before, limit: pageSize }));
    },
    getPayment: ({ paymentId }) => {
      const page = paymentPage(store, paymentId);
      if (page) return succeed(page);
      return store.unreadable.has('payments', paymentId)
        ? fail({ code: 'unreadablePayment' })
        : fail({ code: 'unknownPayment' });
    },
    getReport: () => {
      const since = startOfDay(clock.stamp());
      return succeed(totalsOfDay(store, since, session.currency));
    },

    getSettings: () => succeed(session.setUp.view()),
    saveProfile: ({ profile, password }) =>
      session.setUp.save(profile, password, () => session.isBusy()),

    actOnPhone: async (scenario) => {
      if (!session.training) return notInTraining;
      const acted = await session.training.act(scenario);
      return acted ? succeed({}) : fail({ code: 'phoneIdle' });
    },
    cutPower: () => {
      if (!session.training) return notInTraining;
      session.training.cutPower();
      return succeed({});
    },
  };
}

const notSetUp = fail<Failure>({ code: 'notSetUp' });
const leaving = fail<Failure>({ code: 'restarting' });
const notInTraining = fail<Failure>({ code: 'trainingOnly' });
const notClosed = {
  notThere: 'itemUnknown',
  delivered: 'itemDelivered',
  owed: 'itemSentAgain',
  closedBefore: 'itemClosed',
} as const;
