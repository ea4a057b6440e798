// The snapshot: all that a window needs to draw any screen of this moment. Reads only.
import type { TillView } from '../../../src-shared/contract/views/till.ts';
import { findCurrency } from '../../../src-shared/domain/money.ts';
import { invariant } from '../../../src-shared/result.ts';
import type { Session } from '../session.ts';
import { countOwed } from '../store/tables/advices.ts';
import { recentPayments } from '../store/tables/history.ts';
import { openNotices } from '../store/tables/notices.ts';
import { currentPaymentView } from './current-payment.ts';

/** Payments the sale screen shows beside the keypad. */
const recentLimit = 6;

/** What the run of the core says of itself. */
type Run = Pick<TillView, 'revision' | 'runId' | 'mode' | 'problems'>;

export function tillView(
  { store, clock, selling, currency: numeric }: Session,
  run: Run,
): TillView {
  const currency = findCurrency(numeric);
  invariant(currency, 'a profile has a known currency');
  // Before what is owed is counted: these may meet a row that cannot be read.
  const payment = selling ? currentPaymentView(store, selling.till, clock) : null;
  const recent = recentPayments(store, recentLimit);
  return {
    ...run,
    shop: {
      name: selling?.profile.merchant.name ?? '',
      terminalId: selling?.profile.terminalId ?? '',
    },
    currency,
    maxAmountMinor: selling?.profile.maxAmountMinor ?? 0,
    connection: {
      state: selling?.link.state ?? 'checking',
      since: selling?.link.since ?? clock.stamp(),
      doubtsDate: selling?.link.doubtsDate ?? false,
    },
    owed: countOwed(store),
    payment,
    storeNotices: openNotices(store),
    recent,
  };
}
