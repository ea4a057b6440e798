import { useRef } from 'react';
import type { ReportView } from '../../../src-shared/contract/views/reports.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { useAnswer } from '../../till/use-answer.ts';
import { Amount } from '../../ui/amount.tsx';
import { dayOf, hourAndMinute } from '../../ui/moments.ts';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { useFocus } from '../../ui/use-focus.ts';
import styles from './reports-screen.module.css';

const nothing = {};
const refreshMs = 30_000;

/** The business day so far, by the till's own book. */
export function ReportsScreen() {
  const report = useAnswer('getReport', nothing, refreshMs)?.value ?? null;
  const heading = useRef<HTMLHeadingElement>(null);
  useFocus(heading);
  const since =
    report &&
    texts.reports.since(`${dayOf(texts, report.since)}, ${hourAndMinute(texts, report.since)}`);
  return (
    <Page
      heading={heading}
      title={texts.reports.title}
      aside={since && <span className={styles.quiet}>{since}</span>}
    >
      {report ? (
        <Figures report={report} />
      ) : (
        <p className={styles.quiet}>{texts.reports.loading}</p>
      )}
    </Page>
  );
}

function Figures({ report }: { report: ReportView }) {
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
          <dd className={styles.quiet}>{texts.reports.attempts(notPaid.count)}</dd>
        </div>
      </dl>
      {byPartner.length === 0 ? (
        <Note title={texts.reports.empty}>{texts.reports.emptyNote}</Note>
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
