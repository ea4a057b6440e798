import type { LineView, SaleView } from '../../../src-shared/contract/views/sale.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/note.tsx';
import { LineList, type LineSteps, lineName } from './line-list.tsx';
import styles from './sale-lines.module.css';

type Props = LineSteps & { readonly sale: SaleView; readonly onPutBack: (line: LineView) => void };

/** What is on the counter: its lines, what was taken off last, and what they come to. */
export function SaleLines({ sale, onPutBack, ...steps }: Props) {
  const { lines, removed, total, left } = sale;
  const takenMinor = total.amountMinor - left.amountMinor;
  return (
    <section className={styles.sale} aria-label={texts.sale.lines}>
      {lines.length === 0 ? (
        <div className={styles.empty}>
          <Note title={texts.sale.noLines}>{texts.sale.noLinesNote}</Note>
        </div>
      ) : (
        <LineList lines={lines} {...steps} />
      )}
      {removed && <Removed line={removed} onPutBack={onPutBack} />}
      <dl className={styles.sums}>
        {takenMinor > 0 && (
          <div className={styles.taken}>
            <dt>{texts.sale.taken}</dt>
            <dd>
              <Amount money={{ ...total, amountMinor: takenMinor }} />
            </dd>
          </div>
        )}
        <div className={styles.total}>
          <dt>
            {texts.sale.total}
            {lines.length > 1 && (
              <span className={styles.count}>{texts.sale.countedLines(lines.length)}</span>
            )}
          </dt>
          <dd>
            <Amount money={total} isLarge />
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Removed({ line, onPutBack }: { line: LineView; onPutBack: (line: LineView) => void }) {
  const name = lineName(line);
  return (
    <div className={styles.removed}>
      <p className={styles.what} aria-live="polite">
        <bdi>{name}</bdi> {formatMoney(line.amount)} {texts.sale.takenOff}
      </p>
      <Button aria-label={texts.sale.undoOf(name)} onClick={() => onPutBack(line)}>
        {texts.sale.undo}
      </Button>
    </div>
  );
}
