import type { ReactNode } from 'react';
import { formatMoney } from '../../../src-shared/domain/money.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { dayOfYear } from '../../ui/moments.ts';
import { wallNowMs } from '../../ui/wall-clock.ts';
import styles from './bill-aside.module.css';
import { type BillDraft, foundOf } from './bill-draft.ts';
import { bareNumber, inGroups } from './bill-number.ts';
import { BillPractice } from './bill-practice.tsx';

type Props = {
  readonly draft: BillDraft;
  readonly onPractise?: (changes: Partial<BillDraft>) => void;
  /** In the place of what is known, as long as nothing is. */
  readonly instead?: ReactNode;
  /** The ways out, at the foot. */
  readonly children: ReactNode;
};

/** What is known of the bill so far, read back in groups; beside every question about it. */
export function BillAside({ draft, onPractise, instead, children }: Props) {
  const { till } = usePresent();
  const { bills } = texts;
  const found = foundOf(draft);
  const isAfterNumber = draft.step === 'look' || draft.step === 'amount';
  const number = !isAfterNumber ? '' : bareNumber(draft.number);
  const biller = found?.biller ?? draft.biller?.name ?? null;
  return (
    <>
      <h2 className={styles.title}>{bills.title}</h2>
      {instead && <div className={styles.instead}>{instead}</div>}
      <dl className={styles.facts}>
        {draft.step !== 'find' && (
          <Fact name={bills.kind} isWide>
            {bills.kinds[draft.kind]}
          </Fact>
        )}
        {draft.step !== 'find' && biller && (
          <Fact name={bills.biller} isStrong isWide>
            <bdi>{biller}</bdi>
          </Fact>
        )}
        {number !== '' && (
          <Fact name={bills.numbers[draft.kind]} isNumber isWide>
            {inGroups(number)}
          </Fact>
        )}
        {found && <Found found={found} />}
      </dl>
      <div className={styles.foot}>
        {till.mode === 'training' && draft.step !== 'find' && (
          <Boundary what={bills.practice.title}>
            <BillPractice {...(onPractise && { onNumber: onPractise })} />
          </Boundary>
        )}
        {children}
      </div>
    </>
  );
}

function Found({ found }: { found: NonNullable<ReturnType<typeof foundOf>> }) {
  const { due: words } = texts.bills;
  const { customer, due, dueDate, fee, least, most } = found;
  return (
    <>
      {customer && (
        <Fact name={words.customer} isStrong>
          <bdi>{customer}</bdi>
        </Fact>
      )}
      {due && (
        <Fact name={words.due} isStrong>
          {due.amountMinor === 0 ? words.nothing : formatMoney(due)}
        </Fact>
      )}
      {dueDate && <Fact name={words.date}>{dateWords(dueDate)}</Fact>}
      {least && <Fact name={words.least}>{formatMoney(least)}</Fact>}
      {most && <Fact name={words.most}>{formatMoney(most)}</Fact>}
      {fee && fee.amountMinor > 0 && (
        <Fact name={words.fee} isWide>
          {formatMoney(fee)} <small className={styles.note}>{words.feeNote}</small>
        </Fact>
      )}
    </>
  );
}

// A bill that is past its day is paid all the same; the customer may want to know.
function dateWords(dueDate: string): string {
  const date = dayOfYear(texts, dueDate);
  const isPast = Date.parse(`${dueDate}T23:59:59`) < wallNowMs();
  return isPast ? texts.bills.due.overdue(date) : date;
}

type FactProps = {
  readonly name: string;
  readonly isStrong?: boolean;
  readonly isNumber?: boolean;
  readonly isWide?: boolean;
  readonly children: ReactNode;
};

function Fact({ name, isStrong = false, isNumber = false, isWide = false, children }: FactProps) {
  return (
    <div className={isWide ? styles.wide : undefined}>
      <dt>{name}</dt>
      <dd className={isNumber ? styles.number : isStrong ? styles.strong : undefined}>
        {children}
      </dd>
    </div>
  );
}
