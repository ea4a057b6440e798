import type { ReportView } from '../../../src-shared/contract/views/reports.ts';
import { type BusinessDay, daysAfter } from '../../../src-shared/domain/business-day.ts';
import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import styles from './day-choice.module.css';

type Props = {
  readonly report: ReportView;
  /** Null: today, whichever that is by then. */
  readonly onDay: (day: BusinessDay | null) => void;
};

/** Which day the report is of: one earlier or later, any by its date, and back to today. */
export function DayChoice({ report: { day, today, firstDay }, onDay }: Props) {
  const go = (to: BusinessDay) => onDay(to >= today ? null : to < firstDay ? firstDay : to);
  const { reports } = texts;
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.legend}>{reports.day}</legend>
      <Button disabled={day <= firstDay} onClick={() => go(daysAfter(day, -1))}>
        {reports.dayBefore}
      </Button>
      <DateField
        label={reports.day}
        date={day}
        first={firstDay}
        last={today}
        onDate={(date) => date !== null && go(date)}
      />
      <Button disabled={day >= today} onClick={() => go(daysAfter(day, 1))}>
        {reports.dayAfter}
      </Button>
      <Button disabled={day === today} onClick={() => onDay(null)}>
        {reports.today}
      </Button>
    </fieldset>
  );
}
