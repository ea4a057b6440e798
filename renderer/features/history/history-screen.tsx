import { useEffect, useMemo, useRef, useState } from 'react';
import type { PaymentRow } from '../../../src-shared/contract/views/history.ts';
import { referencesSearched } from '../../../src-shared/domain/search.ts';
import { texts } from '../../texts/texts.ts';
import { useAnswer } from '../../till/use-answer.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import { dayOf } from '../../ui/moments.ts';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { useFocus } from '../../ui/use-focus.ts';
import styles from './history-screen.module.css';
import { PaymentLine } from './payment-line.tsx';

const typingPauseMs = 250;

type Props = {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onOpenPayment: (paymentId: string) => void;
};

/** Every payment, newest first, one line each. */
export function HistoryScreen({ search, onSearch, onOpenPayment }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useFocus(heading);
  const settled = useSettledText(search.trim());
  return (
    <Page
      heading={heading}
      title={texts.history.title}
      aside={
        <label className={styles.search}>
          <span>{texts.history.search}</span>
          <input
            type="search"
            value={search}
            maxLength={100}
            placeholder={texts.history.searchHint}
            onChange={(event) => onSearch(event.target.value)}
          />
        </label>
      }
    >
      <Found key={settled} search={settled} onOpenPayment={onOpenPayment} />
    </Page>
  );
}

type Older = { readonly rows: readonly PaymentRow[]; readonly nextBefore: number | null };

// The first page keeps itself fresh; older pages are added below it as they were when asked for.
function Found({
  search,
  onOpenPayment,
}: {
  search: string;
  onOpenPayment: Props['onOpenPayment'];
}) {
  const { ask } = usePresent();
  const question = useMemo(() => (search === '' ? {} : { search }), [search]);
  const answer = useAnswer('getHistory', question);
  const [older, setOlder] = useState<Older | null>(null);
  if (!answer) return <p className={styles.quiet}>{texts.history.loading}</p>;

  const newest = answer.value.rows;
  // New payments push the first page down: what it now shows is not shown again below.
  const known = new Set(newest.map((row) => row.paymentId));
  const rows = [...newest, ...(older?.rows ?? []).filter((row) => !known.has(row.paymentId))];
  const before = older ? older.nextBefore : answer.value.nextBefore;

  async function more(from: number) {
    const page = await ask('getHistory', { ...question, before: from });
    if (!page) return;
    const first = older?.rows ?? newest;
    setOlder({ rows: [...first, ...page.rows], nextBefore: page.nextBefore });
  }

  if (rows.length === 0) {
    return search === '' ? (
      <Note title={texts.history.empty}>{texts.history.emptyNote}</Note>
    ) : (
      <Note title={texts.history.noMatch(search)}>
        {texts.history.noMatchNote(referencesSearched.toLocaleString(texts.locale))}
      </Note>
    );
  }
  return (
    <>
      {daysOf(rows).map(({ day, lines }) => (
        <section key={lines[0]?.paymentId} className={styles.day}>
          <h2 className={styles.dayName}>{day}</h2>
          <ul className={styles.lines}>
            {lines.map((row) => (
              <li key={row.paymentId}>
                <PaymentLine row={row} onOpen={() => onOpenPayment(row.paymentId)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {before !== null && (
        <div className={styles.older}>
          <Button onClick={() => void more(before)}>{texts.history.older}</Button>
        </div>
      )}
    </>
  );
}

// The day stands once above its payments. A clock that was set back begins another section, for the
// order is that in which they came about.
function daysOf(rows: readonly PaymentRow[]): { day: string; lines: PaymentRow[] }[] {
  const days: { day: string; lines: PaymentRow[] }[] = [];
  for (const row of rows) {
    const day = dayOf(texts, row.startedAt);
    const last = days.at(-1);
    if (last?.day === day) last.lines.push(row);
    else days.push({ day, lines: [row] });
  }
  return days;
}

/** The text once typing has paused. */
function useSettledText(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), typingPauseMs);
    return () => window.clearTimeout(timer);
  }, [text]);
  return settled;
}
