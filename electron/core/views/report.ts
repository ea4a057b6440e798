// The sums of a day, as a window shows them.
import type { ReportView } from '../../../src-shared/contract/views/reports.ts';
import {
  type BusinessDay,
  boundsOf,
  businessDayOf,
} from '../../../src-shared/domain/business-day.ts';
import type { Session } from '../session.ts';
import { firstPaymentAt, totalsBetween } from '../store/tables/history.ts';

type Asked = Pick<Session, 'store' | 'clock' | 'currency' | 'selling'>;

/** The report of a day of business; of today so far, when no day is named. */
export function reportOf(
  { store, clock, currency, selling }: Asked,
  asked: BusinessDay | undefined,
): ReportView {
  const beginsHour = selling?.profile.dayBeginsHour ?? 0;
  const now = clock.stamp();
  const today = businessDayOf(now, beginsHour);
  const day = asked ?? today;
  return {
    day,
    beginsHour,
    today,
    firstDay: businessDayOf(firstPaymentAt(store) ?? now, beginsHour),
    ...totalsBetween(store, boundsOf(day, beginsHour), currency),
  };
}
