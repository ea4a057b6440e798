import { useMemo, useRef, useState } from 'react';
import type { ReportView } from '../../../src-shared/contract/views/reports.ts';
import { tenderKinds } from '../../../src-shared/contract/views/tender-kinds.ts';
import type { BusinessDay } from '../../../src-shared/domain/business-day.ts';
import { texts } from '../../texts/texts.ts';
import { useAsked } from '../../till/use-answer.ts';
import { Amount } from '../../ui/amount.tsx';
import { Difference } from '../../ui/difference.tsx';
import { dayOfYear } from '../../ui/moments.ts';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { useFocus } from '../../ui/use-focus.ts';
import { DayChoice } from './day-choice.tsx';
import { Detail, QrDetails } from './qr-details.tsx';
import styles from './reports-screen.module.css';

const refreshMs = 30_000;

/** A day of business in sums, by the till's own book; today's until another one is chosen. */
export function ReportsScreen() {
  const [day, setDay] = useState<BusinessDay | null>(null);
  const question = useMemo(() => (day === null ? {} : { day }), [day]);
  const { answer, isRefused } = useAsked('getReport', question, refreshMs);
  const report = answer?.value ?? null;
  const heading = useRef<HTMLHeadingElement>(null);
  useFocus(heading);
  const isToday = report === null || report.day === report.today;
  return (
    <Page
      heading={heading}
      title={isToday ? texts.reports.title : dayOfYear(texts, report.day)}
      aside={report && <DayChoice report={report} onDay={setDay} />}
    >
      {report ? (
        <>
          <p className={styles.bounds}>{boundsWords(report, isToday)}</p>
          <Figures report={report} isToday={isToday} />
        </>
      ) : (
        <p className={styles.quiet}>{isRefused ? texts.reports.refused : texts.reports.loading}</p>
      )}
    </Page>
  );
}

function boundsWords({ beginsHour }: ReportView, isToday: boolean): string {
  const hour = `${String(beginsHour).padStart(2, '0')}:00`;
  return isToday ? texts.reports.since(hour) : texts.reports.between(hour);
}

function Figures({ report, isToday }: { report: ReportView; isToday: boolean }) {
  const { sales, tenders, notPaid } = report;
  const { reports } = texts;
  const hasQr = tenders.qr.count > 0 || notPaid.count > 0;
  return (
    <>
      <div className={styles.total}>
        <p className={styles.sum}>
          <Amount money={sales.amount} isLarge />
        </p>
        <p className={styles.count}>{reports.sales(sales.count)}</p>
      </div>
      {sales.count === 0 && (
        <Note title={isToday ? reports.empty : reports.emptyDay}>
          {isToday ? reports.emptyNote : reports.emptyDayNote}
        </Note>
      )}
      {sales.count > 0 && (
        <dl className={styles.parts}>
          {tenderKinds.map((kind) => (
            <div key={kind}>
              <dt>{reports.tenders[kind]}</dt>
              <dd>
                <Amount money={tenders[kind].amount} />
              </dd>
              <dd className={styles.quiet}>{reports.payments(tenders[kind].count)}</dd>
            </div>
          ))}
        </dl>
      )}
      {(report.bills.count > 0 || report.refunds.count > 0) && <BillDetails report={report} />}
      {(tenders.cash.count > 0 || report.held.count > 0) && <CashDetails report={report} />}
      {hasQr && <QrDetails report={report} />}
    </>
  );
}

/** What went through for billers, and what was given back for them: both are in the sums above. */
function BillDetails({ report: { bills, refunds } }: { report: ReportView }) {
  const { reports } = texts;
  return (
    <section>
      <h2 className={styles.title}>{reports.bills}</h2>
      <dl className={styles.details}>
        <Detail name={reports.billsPaid} note={reports.countedBills(bills.count)}>
          <Amount money={bills.amount} />
        </Detail>
        <Detail name={reports.billsRefunded} note={reports.countedBills(refunds.count)}>
          <Amount money={refunds.amount} />
        </Detail>
      </dl>
    </section>
  );
}

function CashDetails({ report: { change, held, rounding } }: { report: ReportView }) {
  const { reports } = texts;
  return (
    <section>
      <h2 className={styles.title}>{reports.tenders.cash}</h2>
      <dl className={styles.details}>
        <Detail name={reports.change} note={reports.changeNote}>
          <Amount money={change} />
        </Detail>
        <Detail name={reports.rounding} note={roundingWords(rounding)}>
          <Difference money={rounding} />
        </Detail>
        {held.count > 0 && (
          <Detail name={reports.held} note={reports.heldNote}>
            <Amount money={held.amount} />
          </Detail>
        )}
      </dl>
    </section>
  );
}

function roundingWords({ amountMinor }: ReportView['rounding']): string {
  const { roundingNote } = texts.reports;
  if (amountMinor === 0) return roundingNote.none;
  return amountMinor < 0 ? roundingNote.less : roundingNote.more;
}
