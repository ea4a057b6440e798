import { type KeyboardEvent, memo, useLayoutEffect, useRef, useState } from 'react';
import type { LineView } from '../../../src-shared/contract/views/sale.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { shownNumber } from '../../services/bills/bill-number.ts';
import { billName } from '../../services/bills/bill-words.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import styles from './line-list.module.css';

/** What a press does; these stay the same as long as the list stands. */
export type LineSteps = {
  readonly onOpen: (line: LineView) => void;
  readonly onTakeOff: (line: LineView) => void;
  /** Arrows led out of the list: back to the amount. */
  readonly onLeave: () => void;
};

type Props = LineSteps & { readonly lines: readonly LineView[] };

/** The list as an element, for whoever leads into it by a key. */
export const lineListId = 'lines-of-the-sale';

/** What is sold, newest last and in sight. Arrows lead from line to line, Delete takes one off. */
export function LineList(props: Props) {
  return <Lines {...props} />;
}

const Lines = memo(function Lines({ lines, onOpen, onTakeOff, onLeave }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const newestId = lines.at(-1)?.lineId;
  useLayoutEffect(() => {
    if (newestId) list.current?.scrollTo(0, list.current.scrollHeight);
  }, [newestId]);

  function focus(index: number) {
    const row = list.current?.children[index]?.firstElementChild;
    if (row instanceof HTMLElement) row.focus();
    else onLeave();
  }

  function onKeyDown(event: KeyboardEvent) {
    const index = lines.findIndex(({ lineId }) => lineId === idOf(event.target));
    const line = lines[index];
    if (!line || event.ctrlKey || event.altKey || event.metaKey) return;
    const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: lines.length - 1 };
    if (event.key === 'Delete') {
      focus(index + 1 < lines.length ? index + 1 : index - 1);
      onTakeOff(line);
    } else if (Object.hasOwn(to, event.key)) focus(to[event.key as keyof typeof to]);
    else return;
    event.preventDefault();
  }

  const tabId = lines.some(({ lineId }) => lineId === currentId) ? currentId : newestId;
  return (
    <div className={styles.room}>
      {/* Each line is a button; what is pressed on them is heard once, around them all. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul
        ref={list}
        id={lineListId}
        className={styles.lines}
        aria-label={texts.sale.lines}
        onKeyDown={onKeyDown}
        onFocus={(event) => setCurrentId(idOf(event.target))}
        onClick={(event) => {
          const line = lines.find(({ lineId }) => lineId === idOf(event.target));
          if (line) onOpen(line);
        }}
      >
        {lines.map((line) => (
          <LineRow key={line.lineId} line={line} isTabStop={line.lineId === tabId} />
        ))}
      </ul>
    </div>
  );
}, isSameList);

/** What a line is called. */
export function lineName({ name, bill }: Pick<LineView, 'name' | 'bill'>): string {
  if (bill) return billName(texts, bill);
  return name ?? texts.sale.item;
}

type RowProps = { readonly line: LineView; readonly isTabStop: boolean };

const LineRow = memo(function LineRow({ line, isTabStop }: RowProps) {
  const { lineId, quantity, unit, amount, bill } = line;
  return (
    <li className={styles.place}>
      <button
        type="button"
        className={styles.line}
        data-line={lineId}
        tabIndex={isTabStop ? 0 : -1}
      >
        {bill ? (
          <span className={styles.bill}>
            <bdi className={styles.biller}>{lineName(line)}</bdi>
            <span className={styles.number}>
              {shownNumber(bill)}
              <em className={styles[bill.state]}>{texts.bills.lineStates[bill.state]}</em>
            </span>
          </span>
        ) : (
          <bdi className={styles.name}>{lineName(line)}</bdi>
        )}
        {quantity > 1 && (
          <span className={styles.times}>
            {texts.sale.timesOf(quantity)} {formatMoney(unit)}
          </span>
        )}
        <span className={styles.amount}>
          <Amount money={amount} />
        </span>
      </button>
    </li>
  );
}, isSameRow);

function idOf(target: EventTarget): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>('[data-line]')?.dataset['line'] ?? null;
}

// Every snapshot brings all lines anew; a sale of a thousand must not be drawn anew with each.
function isSameList(before: Props, after: Props): boolean {
  return (
    before.lines.length === after.lines.length &&
    before.lines.every((line, index) => isSameLine(line, after.lines[index]))
  );
}

function isSameRow(before: RowProps, after: RowProps): boolean {
  return before.isTabStop === after.isTabStop && isSameLine(before.line, after.line);
}

function isSameLine(line: LineView, other: LineView | undefined): boolean {
  return (
    line.lineId === other?.lineId &&
    line.name === other.name &&
    line.quantity === other.quantity &&
    line.bill?.number === other.bill?.number &&
    line.bill?.state === other.bill?.state &&
    line.bill?.biller === other.bill?.biller &&
    line.unit.amountMinor === other.unit.amountMinor
  );
}
