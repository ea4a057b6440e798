import { useMemo, useRef, useState } from 'react';
import type { ReportView } from '../../../src-shared/contract/views/reports.ts';
import type { BusinessDay } from '../../../src-shared/domain/business-day.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { useAnswer } from '../../till/use-answer.ts';
import { Amount } from '../../ui/amount.tsx';
import { dayOfYear } from '../../ui/moments.ts';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { useFocus } from '../../ui/use-focus.ts';
import { DayChoice } from './day-choice.tsx';
import styles from './reports-screen.module.css';

const refreshMs = 30_000;

/** A day of business in sums, by the till's own book; today's until another one is chosen. */
export function ReportsScreen() {
  const [day, setDay] = useState<BusinessDay | null>(null);
  const question = useMemo(() => (day === null ? {} : { day }), [day]);
  const answer = useAnswer('getReport', question, refreshMs);
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
        <p className={styles.quiet}>{texts.reports.loading}</p>
      )}
    </Page>
  );
}

function boundsWords({ beginsHour }: ReportView, isToday: boolean): string {
  const hour = `${String(beginsHour).padStart(2, '0')}:00`;
  return isToday ? texts.reports.since(hour) : texts.reports.between(hour);
}

function Figures({ report, isToday }: { report: ReportView; isToday: boolean }) {
  const { paid, confirmed, unconfirmed, closed, notPaid, byPartner } = report;
  return (
    <>
      <div className={styles.total}>
        <p className={styles.sum}>
          <Amount money={paid.amount} isLarge />
        </p>
        <p className={styles.count}>{texts.reports.paid(paid.count)}</p>
      </div>
      <dl className={styles.parts}>
        <div>
          <dt>{texts.reports.confirmed}</dt>
          <dd>
            <Amount money={confirmed.amount} />
          </dd>
          <dd className={styles.quiet}>{texts.reports.paid(confirmed.count)}</dd>
        </div>
        <div className={unconfirmed.count > 0 ? styles.open : undefined}>
          <dt>{texts.reports.unconfirmed}</dt>
          <dd>
            <Amount money={unconfirmed.amount} />
          </dd>
          <dd className={styles.quiet}>
            {unconfirmed.count > 0
              ? texts.reports.paid(unconfirmed.count)
              : texts.reports.allConfirmed}
          </dd>
          {closed.count > 0 && (
            <dd className={styles.quiet}>
              {texts.reports.closed(texts.reports.paid(closed.count), formatMoney(closed.amount))}
            </dd>
          )}
        </div>
        <div>
          <dt>{texts.reports.notPaid}</dt>
          <dd>{notPaid.count}</dd>
          <dd className={styles.quiet}>{notPaidWords(notPaid)}</dd>
        </div>
      </dl>
      {byPartner.length === 0 ? (
        <Note title={isToday ? texts.reports.empty : texts.reports.emptyDay}>
          {isToday ? texts.reports.emptyNote : texts.reports.emptyDayNote}
        </Note>
      ) : (
        <section>
          <h2 className={styles.title}>{texts.reports.byPartner}</h2>
          <ul>
            {byPartner.map(({ partner, count, amount }) => (
              <li key={partner} className={styles.partner}>
                <span>
                  <bdi>{partner}</bdi>
                </span>
                <span className={styles.quiet}>{texts.reports.paid(count)}</span>
                <span className={styles.partnerSum}>
                  <Amount money={amount} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

// How the attempts ended, each kind that there was.
function notPaidWords({ count, declined, cancelled, voided, unanswered }: ReportView['notPaid']) {
  const { reports } = texts;
  const kinds = [
    declined > 0 && reports.declined(declined),
    cancelled > 0 && reports.cancelled(cancelled),
    voided > 0 && reports.voided(voided),
    unanswered > 0 && reports.unanswered(unanswered),
  ].filter((words) => words !== false);
  return kinds.length > 0 ? kinds.join(', ') : reports.attempts(count);
}
