// What was: sales, and the sums of any day.
import type { historyCalls } from '../../../src-shared/contract/calls/history.ts';
import type { TenderKind } from '../../../src-shared/contract/views/tender-kinds.ts';
import { boundsOf } from '../../../src-shared/domain/business-day.ts';
import { findCurrency } from '../../../src-shared/domain/money.ts';
import { readSearch } from '../../../src-shared/domain/search.ts';
import { fail, invariant, succeed } from '../../../src-shared/result.ts';
import type { Session } from '../session.ts';
import { pageSales } from '../store/tables/history.ts';
import { reportOf } from '../views/report.ts';
import { salePage, saleRow } from '../views/sale-page.ts';
import type { Calls } from './dispatch.ts';

/** Sales on one page of the history. */
const pageSize = 50;

export function historyCallsOf(session: Session): Calls<typeof historyCalls> {
  const { store } = session;
  return {
    getHistory: ({ search, day, state, tender, before }) => {
      const currency = findCurrency(session.currency);
      invariant(currency, 'a profile has a known currency');
      const beginsHour = session.selling?.profile.dayBeginsHour ?? 0;
      const { sales, nextBefore } = pageSales(store, {
        search: readSearch(search ?? '', currency),
        bounds: day === undefined ? null : boundsOf(day, beginsHour),
        state: state ?? null,
        paidBy: tender ? paidBy(tender) : null,
        before,
        limit: pageSize,
      });
      return succeed({ rows: sales.map((sale) => saleRow(store, sale)), nextBefore });
    },
    getSale: ({ saleId }) => {
      const page = salePage(store, saleId);
      if (page) return succeed(page);
      return store.unreadable.has('sales', saleId)
        ? fail({ code: 'unreadableSale' })
        : fail({ code: 'unknownSale' });
    },
    getReport: ({ day }) => succeed(reportOf(session, day)),
  };
}

function paidBy(tender: TenderKind) {
  return tender === 'qr' ? { service: tender } : { hand: tender };
}
