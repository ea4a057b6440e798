import { texts } from '../../texts/texts.ts';
import styles from './training-band.module.css';

/** Across the top of every screen in training, so that nobody hands over goods for it. */
export function TrainingBand() {
  return (
    <div className={styles.band}>
      <p className={styles.words}>
        <strong>{texts.frame.training}</strong> {texts.frame.trainingNote}
      </p>
    </div>
  );
}
