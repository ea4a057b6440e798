import { Fragment } from 'react';
import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import type { Texts } from '../../texts/en/en.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Mark } from '../../ui/mark.tsx';
import { NextSale } from '../sale/next-sale.tsx';
import styles from './sold-screen.module.css';

/** A sale that is paid for and complete: first of all what goes back to the customer. */
export function SoldScreen({ sale }: { sale: SaleView }) {
  const { saleId, number, tenders, change, total } = sale;
  const words = texts.pay.sold;
  const isChangeDue = change.amountMinor > 0;
  const isCash = tenders.some(({ kind }) => kind === 'cash');

  return (
    <div className={styles.screen}>
      <header className={styles.panel}>
        <h1 className={styles.word}>
          <Mark kind="check" />
          {isChangeDue ? words.change : words.paid}
        </h1>
        {isChangeDue ? (
          <p className={styles.change}>
            <Amount money={change} isLarge />
          </p>
        ) : (
          <p className={styles.total}>
            <Amount money={total} isLarge />
          </p>
        )}
        <p className={styles.facts}>{number !== null && texts.saleNumber(number)}</p>
      </header>
      <div className={styles.words}>
        <p className={styles.lead}>
          {isChangeDue ? words.giveChange : isCash ? words.noChange : words.handOver}
        </p>
        <dl className={styles.tenders}>
          {factsOf(texts, sale).map(([id, name, value]) => (
            <Fragment key={id}>
              <dt>
                <bdi>{name}</bdi>
              </dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
        </dl>
      </div>
      <footer className={styles.actions}>
        <NextSale saleId={saleId} />
      </footer>
    </div>
  );
}

type Fact = readonly [id: string, name: string, value: string];

function factsOf({ pay }: Texts, { total, tenders, rounding, change }: SaleView): Fact[] {
  const sign = rounding.amountMinor < 0 ? '−' : '+';
  const rounded = formatMoney({ ...rounding, amountMinor: Math.abs(rounding.amountMinor) });
  return [
    ['total', pay.total, formatMoney(total)],
    ...tenders.map(({ tenderId, kind, amount, reference }): Fact => {
      const name = pay.sold[kind];
      return [tenderId, reference ? `${name} · ${reference}` : name, formatMoney(amount)];
    }),
    ...(rounding.amountMinor === 0
      ? []
      : [['rounding', pay.sold.rounding, sign + rounded] as Fact]),
    ...(change.amountMinor === 0 ? [] : [['change', pay.sold.change, formatMoney(change)] as Fact]),
  ];
}
