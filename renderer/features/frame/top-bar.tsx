import type { MouseEvent } from 'react';
import icon from '../../../assets/icon.svg';
import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { type Place, places } from './places.ts';
import styles from './top-bar.module.css';

type Props = {
  readonly place: Place;
  readonly shopName: string;
  readonly onGo: (place: Place) => void;
  readonly onKeyMap: () => void;
};

export function TopBar({ place, shopName, onGo, onKeyMap }: Props) {
  return (
    <div className={styles.bar}>
      <span className={styles.product}>
        <img src={icon} alt="" width="32" height="32" />
        {texts.product}
      </span>
      <nav className={styles.places} aria-label={texts.mainPlaces}>
        {places.map((each) => (
          <a
            key={each}
            href="."
            className={styles.place}
            aria-current={each === place ? 'page' : undefined}
            onClick={(event: MouseEvent) => {
              event.preventDefault();
              onGo(each);
            }}
          >
            <span className={styles.name} data-name={texts.places[each]}>
              {texts.places[each]}
            </span>
          </a>
        ))}
      </nav>
      <span className={styles.shop}>
        <bdi>{shopName}</bdi>
      </span>
      <Button kind="bare" onClick={onKeyMap} aria-haspopup="dialog">
        <kbd className={styles.key}>?</kbd>
        {texts.keys.open}
      </Button>
    </div>
  );
}
