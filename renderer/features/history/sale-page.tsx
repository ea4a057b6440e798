import { useMemo, useRef } from 'react';
import type { BillStory } from '../../../src-shared/contract/views/bills.ts';
import type { SalePage as SalePageView } from '../../../src-shared/contract/views/history.ts';
import { BillsOfSale } from '../../services/bills/bills-of-sale.tsx';
import { texts } from '../../texts/texts.ts';
import { useAsked } from '../../till/use-answer.ts';
import { type SaveFile, usePresent } from '../../till/use-till.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { useFocus } from '../../ui/use-focus.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { SaleWord } from '../../words/sale-word.tsx';
import { SaleAccount } from './sale-account.tsx';
import { saleOutcome } from './sale-outcome.ts';
import styles from './sale-page.module.css';
import { SaleStory } from './story/sale-story.tsx';

type Props = {
  readonly saleId: string;
  readonly onBack: () => void;
  readonly onRefund: (story: BillStory) => void;
};

/** Everything that is known about one sale: how it ended, what was sold, how it was paid, what was done. */
export function SalePage({ saleId, onBack, onRefund }: Props) {
  const question = useMemo(() => ({ saleId }), [saleId]);
  const { answer, isRefused } = useAsked('getSale', question);
  const page = answer?.value ?? null;
  const { saveFile } = usePresent();
  const isSold = page?.sale.state !== 'abandoned';
  const heading = useRef<HTMLHeadingElement>(null);
  useFocus(heading, page !== null || isRefused);
  useKeys((event) => {
    if (event.key !== 'Escape') return false;
    onBack();
    return true;
  });
  return (
    <>
      <div className={styles.back}>
        <Button onClick={onBack}>{texts.history.back}</Button>
        {page && <Button onClick={() => save(page, saveFile)}>{texts.history.export}</Button>}
      </div>
      {page ? (
        <Page
          heading={heading}
          title={<SaleWord row={page.sale} />}
          aside={
            <span className={isSold ? styles.amount : `${styles.amount} ${styles.unsold}`}>
              <Amount money={page.sale.total} isLarge />
            </span>
          }
        >
          <Outcome page={page} />
          <BillsOfSale page={page} onRefund={onRefund} />
          <div className={styles.columns}>
            <SaleAccount page={page} />
            <section>
              <h2 className={styles.title}>{texts.history.timeline}</h2>
              <SaleStory page={page} />
            </section>
          </div>
        </Page>
      ) : (
        <Page heading={heading} title={isRefused ? texts.history.notShown : texts.history.loading}>
          {isRefused && <p className={styles.quiet}>{texts.history.notShownNote}</p>}
        </Page>
      )}
    </>
  );
}

/** What became of the money in plain words, before anything of how it came to that; and what is to be done. */
function Outcome({ page }: { page: SalePageView }) {
  const { money, more, todo } = saleOutcome(texts, page);
  return (
    <div className={styles.outcome}>
      <p className={styles.money}>{money}</p>
      {more.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {todo.map((sentence) => (
        <p key={sentence} className={styles.todo}>
          <Mark kind="triangle" /> <span>{sentence}</span>
        </p>
      ))}
    </div>
  );
}

function save(page: SalePageView, saveFile: SaveFile): void {
  const { number, saleId } = page.sale;
  void saveFile(`sale-${number ?? saleId}.json`, JSON.stringify(page, null, 2));
}
