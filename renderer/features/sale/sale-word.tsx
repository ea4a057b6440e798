import type { SaleRow } from '../../../src-shared/contract/views/history.ts';
import { texts } from '../../texts/texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { StateWord } from '../../words/state-word.tsx';
import styles from './recent-sales.module.css';

/** What became of a sale, in a word: of one by QR what became of its payment, and what that still owes. */
export function SaleWord({ row: { state, payment } }: { row: SaleRow }) {
  const advice = payment?.advice ?? null;
  if (state === 'completed') return <StateWord row={{ state: 'paid', advice }} />;
  if (state !== 'parked' && payment) return <StateWord row={payment} />;
  const { parked, nothingSold } = texts.sale.words;
  return (
    <span className={styles.aside}>
      <Mark kind={state === 'parked' ? 'clock' : 'cross'} />{' '}
      {state === 'parked' ? parked : nothingSold}
    </span>
  );
}
