import type { ReactNode } from 'react';
import type { ReportView } from '../../../src-shared/contract/views/reports.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import styles from './reports-screen.module.css';

/** How far the QR payments are settled, what was not paid, and by whom they were paid. */
export function QrDetails({ report }: { report: ReportView }) {
  const { confirmed, unconfirmed, closed, notPaid, byPartner } = report;
  const { reports } = texts;
  return (
    <>
      <section>
        <h2 className={styles.title}>{reports.qr}</h2>
        <dl className={styles.details}>
          <Detail name={reports.confirmed} note={reports.payments(confirmed.count)}>
            <Amount money={confirmed.amount} />
          </Detail>
          <Detail
            name={reports.unconfirmed}
            note={
              unconfirmed.count > 0 ? reports.payments(unconfirmed.count) : reports.allConfirmed
            }
            isOpen={unconfirmed.count > 0}
          >
            <Amount money={unconfirmed.amount} />
          </Detail>
          {closed.count > 0 && (
            <Detail name={reports.closed} note={reports.payments(closed.count)}>
              <Amount money={closed.amount} />
            </Detail>
          )}
          <Detail name={reports.notPaid} note={notPaidWords(notPaid)}>
            {reports.attempts(notPaid.count)}
          </Detail>
        </dl>
      </section>
      {byPartner.length > 0 && (
        <section>
          <h2 className={styles.title}>{reports.byPartner}</h2>
          <dl className={styles.details}>
            {byPartner.map(({ partner, count, amount }) => (
              <Detail key={partner} name={<bdi>{partner}</bdi>} note={reports.payments(count)}>
                <Amount money={amount} />
              </Detail>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}

type DetailProps = {
  readonly name: ReactNode;
  readonly note: string;
  /** Something is still to come. */
  readonly isOpen?: boolean;
  readonly children: ReactNode;
};

/** One sum below the large ones. */
export function Detail({ name, note, isOpen = false, children }: DetailProps) {
  return (
    <div className={isOpen ? `${styles.detail} ${styles.open}` : styles.detail}>
      <dt>{name}</dt>
      <dd className={styles.quiet}>{note}</dd>
      <dd className={styles.detailSum}>{children}</dd>
    </div>
  );
}

// How the attempts ended, each kind that there was.
function notPaidWords({ declined, cancelled, voided, unanswered }: ReportView['notPaid']): string {
  const { reports } = texts;
  const kinds = [
    declined > 0 && reports.declined(declined),
    cancelled > 0 && reports.cancelled(cancelled),
    voided > 0 && reports.voided(voided),
    unanswered > 0 && reports.unanswered(unanswered),
  ];
  return kinds.filter((words) => words !== false).join(', ');
}
