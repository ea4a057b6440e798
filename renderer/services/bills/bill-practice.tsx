import { useState } from 'react';
import {
  type BillErrorType,
  type BillScenarioName,
  billErrorTypes,
  billScenarioNames,
} from '../../../src-shared/services/bills/scenarios.ts';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import type { BillDraft } from './bill-draft.ts';
import { inGroups } from './bill-number.ts';
import styles from './bill-practice.module.css';

const { practice, refusals } = texts.bills;

type Props = {
  /** Where a number is asked for: puts one in. */
  readonly onNumber?: (changes: Partial<BillDraft>) => void;
};

/** Training: what the biller answers next, and numbers that its books know. */
export function BillPractice({ onNumber }: Props) {
  const { ask } = usePresent();
  const [name, setName] = useState<BillScenarioName>('approve');
  const [errorType, setErrorType] = useState<BillErrorType>('UNKNOWN_CUSTOMER_ACCOUNT');

  function choose(next: BillScenarioName, why: BillErrorType) {
    setName(next);
    setErrorType(why);
    const scenario = next === 'decline' ? { name: next, errorType: why } : { name: next };
    void ask('chooseBillScenario', scenario);
  }

  return (
    <section className={styles.practice} aria-label={practice.title}>
      {onNumber && (
        <ul className={styles.numbers} aria-label={practice.numbers}>
          {practice.accounts.map(([number, what, kind]) => (
            <li key={number}>
              <Button onClick={() => onNumber({ number, kind, isScanned: false })}>
                <span className={styles.number}>
                  <span>{inGroups(number)}</span>
                  <small>{what}</small>
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <label className={styles.choice}>
        <span>{practice.next}</span>
        <select
          value={name}
          onChange={({ target }) => choose(target.value as BillScenarioName, errorType)}
        >
          {billScenarioNames.map((each) => (
            <option key={each} value={each}>
              {practice.scenarios[each]}
            </option>
          ))}
        </select>
      </label>
      {name === 'decline' && (
        <label className={styles.choice}>
          <span>{practice.why}</span>
          <select
            value={errorType}
            onChange={({ target }) => choose(name, target.value as BillErrorType)}
          >
            {billErrorTypes.map((each) => (
              <option key={each} value={each}>
                {refusals[each].what}
              </option>
            ))}
          </select>
        </label>
      )}
    </section>
  );
}
