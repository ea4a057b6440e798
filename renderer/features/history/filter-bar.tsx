import type { ReactNode } from 'react';
import { tenderKinds } from '../../../src-shared/contract/views/tender-kinds.ts';
import { saleStates } from '../../../src-shared/domain/sale/sale.ts';
import { texts } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import styles from './filter-bar.module.css';
import { activeFilters, type HistoryFilters, noFilters } from './filters.ts';

type Props = {
  readonly filters: HistoryFilters;
  readonly onFilters: (filters: HistoryFilters) => void;
};

/** Which sales are shown: of one day, in one state, paid in one way; and back to all of them. */
export function FilterBar({ filters, onFilters }: Props) {
  const { history } = texts;
  return (
    <fieldset className={styles.bar}>
      <legend className={styles.legend}>{history.filters}</legend>
      <span className={styles.name} aria-hidden="true">
        {history.day}
      </span>
      <DateField
        label={history.day}
        date={filters.day}
        onDate={(day) => onFilters({ ...filters, day })}
      />
      <Choice
        label={history.state}
        any={history.anyState}
        chosen={filters.state}
        options={saleStates}
        words={texts.saleStates}
        onChoice={(state) => onFilters({ ...filters, state })}
      />
      <Choice
        label={history.tender}
        any={history.anyTender}
        chosen={filters.tender}
        options={tenderKinds}
        words={texts.tenders}
        onChoice={(tender) => onFilters({ ...filters, tender })}
      />
      <Button disabled={activeFilters(filters).length === 0} onClick={() => onFilters(noFilters)}>
        {history.reset}
      </Button>
    </fieldset>
  );
}

type ChoiceProps<Option extends string> = {
  readonly label: string;
  /** Says that none is chosen. */
  readonly any: string;
  readonly chosen: Option | null;
  readonly options: readonly Option[];
  readonly words: Readonly<Record<Option, string>>;
  readonly onChoice: (chosen: Option | null) => void;
};

function Choice<Option extends string>(props: ChoiceProps<Option>): ReactNode {
  const { label, any, chosen, options, words, onChoice } = props;
  return (
    <select
      aria-label={label}
      className={chosen === null ? styles.choice : `${styles.choice} ${styles.chosen}`}
      value={chosen ?? ''}
      onChange={({ target }) => onChoice(options.find((each) => each === target.value) ?? null)}
    >
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {words[option]}
        </option>
      ))}
    </select>
  );
}
