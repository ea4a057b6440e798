import { type ReactNode, useId, useState } from 'react';
import type { SaleView, TenderView } from '../../../src-shared/contract/views/sale.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { ApprovedBills } from '../../services/bills/approved-bills.tsx';
import { isRefundSale } from '../../services/bills/bill-words.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Amount } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import styles from './left-to-pay.module.css';

type Props = {
  readonly sale: SaleView;
  /** What stands at the foot: the ways out. */
  readonly children: ReactNode;
};

/** The one large number, what is left; under it the total and what was taken of it so far. */
export function LeftToPay({ sale, children }: Props) {
  const { ask } = usePresent();
  const [isBusy, setBusy] = useState(false);
  const [askedId, setAskedId] = useState<string | null>(null);
  const { saleId, number, total, left, payOut, tenders } = sale;
  const isRefund = isRefundSale(sale);
  const asked = tenders.find(({ tenderId }) => tenderId === askedId);

  async function takeBack({ tenderId }: TenderView) {
    setBusy(true);
    setAskedId(null);
    await ask('takeTenderBack', { saleId, tenderId });
    setBusy(false);
  }

  return (
    <>
      <div className={styles.left}>
        <h2 className={styles.label}>{isRefund ? texts.bills.refund.handOut : texts.pay.left}</h2>
        <p className={styles.number} aria-live="polite">
          <Amount money={isRefund ? payOut : left} isLarge />
        </p>
      </div>
      <Boundary what={texts.bills.page.title}>
        <ApprovedBills sale={sale} />
      </Boundary>
      <Boundary what={texts.frame.parts.tenders}>
        <ul className={styles.tenders} aria-label={texts.pay.tenders}>
          <li className={styles.row}>
            <span className={styles.what}>
              {texts.pay.total}
              {number !== null && <span className={styles.quiet}>{texts.saleNumber(number)}</span>}
            </span>
            <Amount money={isRefund ? payOut : total} />
          </li>
          {tenders.map((tender) => (
            <TenderRow
              key={tender.tenderId}
              tender={tender}
              isBusy={isBusy}
              onTakeBack={() => setAskedId(tender.tenderId)}
            />
          ))}
        </ul>
      </Boundary>
      {asked ? (
        <BackQuestion
          key={asked.tenderId}
          tender={asked}
          onKeep={() => setAskedId(null)}
          onGo={() => void takeBack(asked)}
        />
      ) : (
        children
      )}
    </>
  );
}

type RowProps = {
  readonly tender: TenderView;
  readonly isBusy: boolean;
  readonly onTakeBack: () => void;
};

function TenderRow({ tender, isBusy, onTakeBack }: RowProps) {
  const { kind, amount, reference, canBeTakenBack } = tender;
  const nameId = useId();
  return (
    <li className={styles.row}>
      <span id={nameId} className={styles.what}>
        {texts.tenders[kind]}
        {reference && (
          <span className={styles.quiet}>
            <bdi>{reference}</bdi>
          </span>
        )}
      </span>
      <Amount money={amount} />
      {canBeTakenBack && (
        <Button
          isResting={isBusy}
          aria-describedby={nameId}
          aria-label={texts.pay.takeBackOf(formatMoney(amount))}
          onClick={onTakeBack}
        >
          {texts.pay.takeBack}
        </Button>
      )}
    </li>
  );
}

type QuestionProps = {
  readonly tender: TenderView;
  readonly onKeep: () => void;
  readonly onGo: () => void;
};

// A tender leaves by a person's word that the money has gone back.
function BackQuestion({ tender: { kind, amount }, onKeep, onGo }: QuestionProps) {
  return (
    <Confirm
      question={texts.pay.backQuestions[kind](formatMoney(amount))}
      keep={texts.pay.keep}
      onKeep={onKeep}
      go={texts.pay.backGo[kind]}
      onGo={onGo}
    />
  );
}
