import type { ReactNode } from 'react';
import type { PaymentRow, SalePage } from '../../../src-shared/contract/views/history.ts';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { shownNumber } from '../../services/bills/bill-number.ts';
import { billName } from '../../services/bills/bill-words.ts';
import { texts } from '../../texts/texts.ts';
import { Amount } from '../../ui/amount.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Difference } from '../../ui/difference.tsx';
import { Facts } from '../../ui/facts.tsx';
import { dayOf, hourAndMinute, timeOfDay } from '../../ui/moments.ts';
import { saleName } from '../../words/sale-facts.ts';
import styles from './sale-account.module.css';

type PageProps = { readonly page: SalePage };

/** What was sold and how it was paid, as a slip has it. */
export function SaleAccount({ page }: PageProps) {
  const { sale } = page;
  return (
    <section className={styles.account}>
      <h2 className={styles.title}>{saleName(texts, sale)}</h2>
      <Lines page={page} />
      <Row name={texts.salePage.total} isTotal>
        <Amount money={sale.total} />
      </Row>
      <Tenders page={page} />
      <dl className={styles.facts}>
        <Fact name={texts.salePage.started} value={moment(sale.openedAt)} />
        {page.endedAt !== null && <Fact name={texts.salePage.ended} value={moment(page.endedAt)} />}
        <div>
          <dt>{texts.salePage.saleId}</dt>
          <dd className={styles.id}>
            <bdi>{sale.saleId}</bdi>
            <CopyButton text={sale.saleId} what={texts.salePage.saleId} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Lines({ page }: PageProps) {
  const { salePage } = texts;
  if (page.lines.length === 0) return <p className={styles.quiet}>{salePage.noLines}</p>;
  return (
    <ul aria-label={salePage.lines}>
      {page.lines.map(({ lineId, name, unit, quantity, amount, isRemoved, bill }) => (
        <li key={lineId}>
          <Row
            name={<bdi>{bill ? billName(texts, bill) : (name ?? salePage.item)}</bdi>}
            isStruck={isRemoved}
            facts={[
              bill && shownNumber(bill),
              quantity > 1 && salePage.times(quantity, formatMoney(unit)),
              isRemoved && salePage.takenOff,
            ]}
          >
            <Amount money={amount} />
          </Row>
        </li>
      ))}
    </ul>
  );
}

function Tenders({ page }: PageProps) {
  const { salePage } = texts;
  const paid = page.payments.map(({ payment }) => payment).filter(isCounted);
  const { change, rounding } = page;
  return (
    <>
      <ul aria-label={salePage.tenders}>
        {page.tenders.map(({ tenderId, kind, amount, reference, returnedAt }) => (
          <li key={tenderId}>
            <Row
              name={kind === 'cash' ? salePage.cashReceived : salePage.card}
              isStruck={returnedAt !== null}
              facts={[
                reference !== null && salePage.slip(reference),
                returnedAt !== null && salePage.givenBack(hourAndMinute(texts, returnedAt)),
              ]}
            >
              <Amount money={amount} />
            </Row>
          </li>
        ))}
        {paid.map(({ paymentId, partner, approved, amount }) => (
          <li key={paymentId}>
            <Row name={texts.tenders.qr} facts={[partner]}>
              <Amount money={approved ?? amount} />
            </Row>
          </li>
        ))}
      </ul>
      {change.amountMinor > 0 && (
        <Row name={salePage.change}>
          <Amount money={change} />
        </Row>
      )}
      {rounding.amountMinor !== 0 && (
        <Row name={salePage.rounding}>
          <Difference money={rounding} />
        </Row>
      )}
    </>
  );
}

type RowProps = {
  readonly name: ReactNode;
  readonly facts?: readonly (string | null | false)[];
  readonly isTotal?: boolean;
  readonly isStruck?: boolean;
  /** The amount. */
  readonly children: ReactNode;
};

function Row({ name, facts = [], isTotal = false, isStruck = false, children }: RowProps) {
  const told = facts.filter((fact) => typeof fact === 'string');
  const NameElement = isStruck ? 's' : 'span';
  return (
    <div className={isTotal ? `${styles.row} ${styles.total}` : styles.row}>
      <NameElement className={styles.name}>{name}</NameElement>
      <NameElement className={styles.sum}>{children}</NameElement>
      {told.length > 0 && (
        <span className={styles.quiet}>
          <Facts parts={told} />
        </span>
      )}
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Whether it pays for (a part of) its sale. */
function isCounted({ state }: PaymentRow): boolean {
  return state === 'approved' || state === 'paid';
}

function moment(stamp: string): string {
  return `${dayOf(texts, stamp)} ${timeOfDay(texts, stamp)}`;
}
