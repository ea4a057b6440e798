// The sums of a day, as a window shows them.
import type { ReportView } from '../../../src-shared/contract/views/reports.ts';
import {
  type BusinessDay,
  boundsOf,
  businessDayOf,
} from '../../../src-shared/domain/business-day.ts';
import type { NotPaidReason } from '../../../src-shared/services/qr/payment.ts';
import type { Session } from '../session.ts';
import {
  firstSaleAt,
  heldNow,
  notPaidBetween,
  type Sum,
  totalsBetween,
} from '../store/tables/history.ts';

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
  const bounds = boundsOf(day, beginsHour);
  const totals = totalsBetween(store, bounds, currency);
  const money = (amountMinor: number) => ({ amountMinor, currency });
  const counted = ({ count, amountMinor }: Sum) => ({ count, amount: money(amountMinor) });
  const { wallet, drawer, card } = totals.tenders;
  return {
    day,
    beginsHour,
    today,
    firstDay: businessDayOf(firstSaleAt(store) ?? now, beginsHour),
    sales: counted(totals.sales),
    tenders: { qr: counted(wallet), cash: counted(drawer), card: counted(card) },
    bills: counted(totals.provided),
    refunds: counted(totals.refunded),
    change: money(totals.changeMinor),
    held: counted(heldNow(store, currency)),
    rounding: money(totals.roundingMinor),
    notPaid: notPaidOf(notPaidBetween(store, bounds)),
    byPartner: totals.byPartner.map(({ partner, ...sum }) => ({ partner, ...counted(sum) })),
    confirmed: counted(totals.confirmed),
    unconfirmed: counted(totals.unconfirmed),
    closed: counted(totals.closed),
  };
}

function notPaidOf(counts: ReadonlyMap<string | null, number>): ReportView['notPaid'] {
  const sum = (counted: Iterable<number>) => [...counted].reduce((all, count) => all + count, 0);
  const of = (...codes: NotPaidReason['code'][]) => sum(codes.map((code) => counts.get(code) ?? 0));
  const count = sum(counts.values());
  const declined = of('declined', 'codeRefused', 'codeUnsafe', 'amountMismatch');
  const cancelled = of('cancelled');
  const voided = of('voided', 'undecided');
  return { count, declined, cancelled, voided, unanswered: count - declined - cancelled - voided };
}
