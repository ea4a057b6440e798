// The snapshot: all that a window needs to draw any screen of this moment. Reads only.
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { findCurrency } from '../../../src-shared/domain/money.ts';
import { invariant } from '../../../src-shared/result.ts';
import { type Clock, stampDistanceMs } from '../clock.ts';
import type { Endpoint } from '../engine/endpoint.ts';
import type { Session } from '../session.ts';
import type { Store } from '../store/store.ts';
import { recentSales } from '../store/tables/history.ts';
import { openNotices } from '../store/tables/notices.ts';
import { countOwed, oldestConfirmation } from '../store/tables/owed.ts';
import { saleTables } from '../store/tables/sales.ts';
import { currentPaymentView } from './current-payment.ts';
import { parkedViews, saleView } from './sale.ts';
import { saleRow } from './sale-page.ts';

/** Sales the sale screen shows beside the keypad. */
const recentLimit = 6;

/** What the run of the core says of itself. */
type Run = Pick<TillView, 'revision' | 'runId' | 'mode' | 'problems'>;

export function tillView(
  { store, clock, selling, endpoints, currency: numeric }: Session,
  run: Run,
): TillView {
  const currency = findCurrency(numeric);
  invariant(currency, 'a profile has a known currency');
  // Before what is owed is counted: these may meet a row that cannot be read.
  const sale = selling?.till.sales.onCounter;
  const payment = selling && sale ? currentPaymentView(store, sale, selling.till, clock) : null;
  const parked = selling ? parkedViews(store, selling.till) : [];
  const recent = store.kept('recent', [...saleTables, 'postings'], () =>
    recentSales(store, recentLimit).map((each) => saleRow(store, each)),
  );
  return {
    ...run,
    shop: {
      name: selling?.profile.merchant.name ?? '',
      terminalId: selling?.profile.terminalId ?? '',
    },
    currency,
    maxAmountMinor: selling?.profile.maxAmountMinor ?? 0,
    sells: { bills: selling?.profile.interfaces.bills !== undefined },
    connection: connectionOf(endpoints, clock.stamp()),
    owed: {
      ...store.kept('owed', ['advices', 'transactions'], () => countOwed(store)),
      lateSince: lateSince(store, endpoints, clock),
    },
    sale: selling && sale ? saleView(store, sale, selling.till) : null,
    payment,
    parked,
    storeNotices: store.kept('notices', ['settings'], () => openNotices(store)),
    recent,
  };
}

// Of an interface that does not take a confirmation for ever.
function lateSince(store: Store, endpoints: readonly Endpoint[], clock: Clock): string | null {
  for (const { service, confirmWithinMs } of endpoints) {
    if (confirmWithinMs === undefined) continue;
    const name = `oldest ${service.name}`;
    const since = store.kept(name, ['advices'], () => oldestConfirmation(store, service.name));
    if (since !== null && stampDistanceMs(since, clock.stamp()) > confirmWithinMs) return since;
  }
  return null;
}

const worstFirst = ['credentialsRefused', 'noConnection', 'checking', 'connected'] as const;

/** The connection that stands worst, of all interfaces of this till. */
function connectionOf(endpoints: readonly Endpoint[], now: string): TillView['connection'] {
  const place = ({ link }: Endpoint) => worstFirst.indexOf(link.state);
  const [worst] = [...endpoints].sort((left, right) => place(left) - place(right));
  if (!worst) return { state: 'checking', since: now, doubtsDate: false };
  const { state, since, doubtsDate } = worst.link;
  return { state, since, doubtsDate };
}
