import { useState } from 'react';
import { type ExerciseName, exerciseNames } from '../../../src-shared/contract/scenarios.ts';
import { BillPractice } from '../../services/bills/bill-practice.tsx';
import { texts } from '../../texts/texts.ts';
import { usePresent } from '../../till/use-till.ts';
import { Button } from '../../ui/button.tsx';
import styles from './practise.module.css';

/** Training: has something go wrong with what is owed, for a person to see to. */
export function Practise() {
  const { till, ask } = usePresent();
  const [begun, setBegun] = useState<ExerciseName | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function begin(exercise: ExerciseName) {
    setBusy(true);
    const done = await ask('practise', { exercise });
    if (done) setBegun(exercise);
    setBusy(false);
  }

  return (
    <section className={styles.practise} aria-label={texts.practise.title}>
      <h2 className={styles.title}>{texts.practise.title}</h2>
      <ul className={styles.exercises}>
        {exerciseNames.map((name) => (
          <li key={name} className={styles.exercise}>
            <Button isResting={isBusy} onClick={() => void begin(name)}>
              {texts.practise.exercises[name].name}
            </Button>
            <p>{texts.practise.exercises[name].note}</p>
          </li>
        ))}
      </ul>
      {till.sells.bills && <BillPractice />}
      <output className={styles.begun}>{begun && texts.practise.exercises[begun].begun}</output>
    </section>
  );
}
