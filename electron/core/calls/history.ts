// What was: payments, and the sums of any day.
import type { historyCalls } from '../../../src-shared/contract/calls/history.ts';
import { findCurrency } from '../../../src-shared/domain/money.ts';
import { readSearch } from '../../../src-shared/domain/search.ts';
import { fail, invariant, succeed } from '../../../src-shared/result.ts';
import type { Session } from '../session.ts';
import { pagePayments } from '../store/tables/history.ts';
import { paymentPage } from '../views/payment-page.ts';
import { reportOf } from '../views/report.ts';
import type { Calls } from './dispatch.ts';

/** Payments on one page of the history. */
const pageSize = 50;

export function historyCallsOf(session: Session): Calls<typeof historyCalls> {
  const { store } = session;
  return {
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
    getReport: ({ day }) => succeed(reportOf(session, day)),
  };
}
