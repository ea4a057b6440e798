import { createContext, type ReactNode, useContext } from 'react';
import { texts } from '../texts/texts.ts';
import styles from './boundary.module.css';
import { Catcher } from './catcher.tsx';

/** Which state of the till the window shows; a broken part is tried again with the next. */
export const Freshness = createContext('');

type Props = {
  /** What cannot be seen when it breaks, as the beginning of a sentence. */
  readonly what: string;
  /** In place of the usual words, where something better can be said or done. */
  readonly instead?: (again: () => void) => ReactNode;
  readonly children: ReactNode;
};

/** One place of the window: what breaks in it says so there, and comes back with the state of the till. */
export function Boundary({ what, instead, children }: Props) {
  const since = useContext(Freshness);
  return (
    <Catcher since={since} instead={instead ?? ((again) => broken(what, again))}>
      {children}
    </Catcher>
  );
}

// Plain elements only: the button that broke everywhere must not be what says so.
function broken(what: string, again: () => void): ReactNode {
  return (
    <div className={styles.broken} role="alert" data-broken="">
      <p>{texts.frame.broken(what)}</p>
      <button type="button" className={styles.again} onClick={again}>
        {texts.frame.showAgain}
      </button>
    </div>
  );
}
