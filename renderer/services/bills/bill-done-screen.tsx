import type { SaleView } from '../../../src-shared/contract/views/sale.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { NextSale } from '../../features/sale/next-sale.tsx';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Mark } from '../../ui/mark.tsx';
import styles from './bill-done-screen.module.css';
import { shownNumber } from './bill-number.ts';
import { BillSlip } from './bill-slip.tsx';
import { billName, isRefundSale } from './bill-words.ts';

const { done: words, refund } = texts.bills;

/** A completed sale with bills: what goes back to the customer, and for each bill what they take along. */
export function BillDoneScreen({ sale }: { sale: SaleView }) {
  const { saleId, lines, change } = sale;
  const bills = lines.filter(({ bill }) => bill !== null);
  const isRefund = isRefundSale(sale);
  const isChangeDue = !isRefund && change.amountMinor > 0;

  return (
    <div className={styles.screen}>
      <header className={styles.panel}>
        <h1 className={styles.word}>
          <Mark kind="check" />
          {isRefund ? refund.done : isChangeDue ? texts.pay.sold.change : texts.pay.sold.paid}
        </h1>
        <p className={isChangeDue ? styles.change : styles.total}>
          <Amount money={largest(sale, isRefund)} isLarge />
        </p>
        <p className={styles.facts}>
          <Facts parts={factsOf(sale, isRefund)} />
        </p>
      </header>
      <div className={styles.words}>
        <p className={styles.lead}>
          {isRefund ? refund.doneNote : bills.length > 1 ? words.giveSlips : words.giveSlip}
        </p>
        <ul className={styles.bills}>
          {bills.map(
            ({ lineId, bill, amount }) =>
              bill && (
                <li key={lineId} className={styles.bill}>
                  <div className={styles.about}>
                    <p className={styles.name}>
                      <bdi>{billName(texts, bill)}</bdi>
                    </p>
                    <p className={styles.number}>{shownNumber(bill)}</p>
                    <p>
                      <Amount money={amount} />
                    </p>
                  </div>
                  {bill.story && <BillSlip story={bill.story} />}
                </li>
              ),
          )}
        </ul>
      </div>
      <footer className={styles.actions}>
        <NextSale saleId={saleId} />
      </footer>
    </div>
  );
}

function largest({ payOut, change, total }: SaleView, isRefund: boolean) {
  if (isRefund) return payOut;
  return change.amountMinor > 0 ? change : total;
}

function factsOf({ number, total, tenders }: SaleView, isRefund: boolean) {
  return [
    number !== null && texts.saleNumber(number),
    !isRefund && `${texts.pay.total} ${formatMoney(total)}`,
    ...tenders.map(({ kind, amount }) => `${texts.pay.sold[kind]} ${formatMoney(amount)}`),
  ];
}
