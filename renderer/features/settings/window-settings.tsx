import { useId } from 'react';
import { texts } from '../../texts/texts.ts';
import {
  type Appearance,
  setAppearance,
  setSoundsOn,
  useAppearance,
  useSoundsOn,
} from '../../ui/preferences.ts';
import { SettingsGroup } from './settings-group.tsx';
import styles from './window-settings.module.css';

/** Appearance and sounds: no part of the profile, and kept by the window. */
export function WindowSettings() {
  const appearance = useAppearance();
  const areSoundsOn = useSoundsOn();
  return (
    <SettingsGroup {...texts.settings.window}>
      <div className={styles.choices}>
        <Choice
          name={texts.settings.appearance}
          value={appearance}
          options={Object.entries(texts.settings.appearances)}
          onValue={(value) => setAppearance(value as Appearance)}
        />
        <Choice
          name={texts.settings.sounds}
          value={areSoundsOn ? 'on' : 'off'}
          options={[
            ['on', texts.settings.soundsOn],
            ['off', texts.settings.soundsOff],
          ]}
          onValue={(value) => setSoundsOn(value === 'on')}
        />
      </div>
    </SettingsGroup>
  );
}

type ChoiceProps = {
  readonly name: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onValue: (value: string) => void;
};

function Choice({ name, value, options, onValue }: ChoiceProps) {
  const group = useId();
  return (
    <fieldset className={styles.choice}>
      <legend>{name}</legend>
      <div className={styles.options}>
        {options.map(([option, words]) => (
          <label key={option} className={styles.option}>
            <input
              type="radio"
              name={group}
              checked={option === value}
              onChange={() => onValue(option)}
            />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
