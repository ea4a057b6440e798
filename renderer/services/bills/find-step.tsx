import { type KeyboardEvent, type Ref, useId, useMemo, useRef, useState } from 'react';
import type { BillersView, BillerView } from '../../../src-shared/contract/views/bills.ts';
import { billKinds } from '../../../src-shared/services/bills/operations.ts';
import { StepLabel } from '../../features/pay/step-label.tsx';
import { texts } from '../../texts/texts.ts';
import { useAsked } from '../../till/use-answer.ts';
import { Button } from '../../ui/button.tsx';
import { Decider } from '../../ui/decider.tsx';
import { Halves } from '../../ui/halves.tsx';
import { ageOf } from '../../ui/moments.ts';
import { Note } from '../../ui/note.tsx';
import { useFocus } from '../../ui/use-focus.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { wallNowMs } from '../../ui/wall-clock.ts';
import { BillAside } from './bill-aside.tsx';
import type { StepProps } from './bill-form.tsx';
import { Chips } from './chips.tsx';
import styles from './find-step.module.css';
import { usualFirst } from './known-billers.ts';

const nothing = {};
const { find } = texts.bills;

type Props = StepProps & { readonly onRefund: () => void };

/** What kind of bill, and whose: the usual billers first, or the number alone. */
export function FindStep({ draft, onDraft, onLeave, onRefund }: Props) {
  const { view, isRefused, shown, search, setSearch, category, setCategory } = useSought();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useFocus(field);
  useKeys(({ key }) => {
    if (key !== 'Escape') return false;
    if (search === '') onLeave();
    else setSearch('');
    return true;
  });

  const choose = (biller: BillerView | null) =>
    onDraft({ step: 'number', biller: biller && { id: biller.id, name: biller.name } });

  return (
    <Halves
      title={find.question}
      aside={
        <BillAside
          draft={draft}
          instead={<Categories {...shown} value={category} onValue={setCategory} />}
        >
          <Button onClick={onRefund}>{texts.bills.refund.link}</Button>
        </BillAside>
      }
      field={
        <Search
          draft={draft}
          onDraft={onDraft}
          ref={field}
          search={search}
          onSearch={setSearch}
          onDown={() => list.current?.querySelector('button')?.focus()}
          onEnter={() => {
            const first = [...shown.usual, ...shown.others][0];
            if (search.trim() === '') choose(null);
            else if (first) choose(first);
          }}
        />
      }
      keypad={
        <List
          ref={list}
          view={view}
          isRefused={isRefused}
          shown={shown}
          search={search.trim()}
          onChoose={choose}
          onUp={() => field.current?.focus()}
        />
      }
      steps={
        <>
          <Button tall onClick={onLeave}>
            <StepLabel>{texts.bills.backToSale}</StepLabel>
          </Button>
          <Button
            kind={view?.billers.length === 0 || isRefused ? 'next' : 'plain'}
            tall
            onClick={() => choose(null)}
          >
            <StepLabel>{find.other}</StepLabel>
          </Button>
        </>
      }
    />
  );
}

type CategoriesProps = {
  readonly categories: readonly string[];
  readonly value: string;
  readonly onValue: (category: string) => void;
};

function Categories({ categories, value, onValue }: CategoriesProps) {
  if (categories.length < 2) return null;
  const options = categories.map((each) => [each, each] as const);
  return (
    <Chips
      name={find.categories}
      value={value}
      options={[['', find.all], ...options]}
      onValue={onValue}
    />
  );
}

/** The billers, and those of them that are looked for. */
function useSought() {
  const { answer, isRefused } = useAsked('getBillers', nothing);
  const [search, setSearch] = useState('');
  const [category, setCategory] = useState('');
  const view = answer?.value ?? null;
  const shown = useMemo(() => shownOf(view, search, category), [view, search, category]);
  return { view, isRefused, shown, search, setSearch, category, setCategory };
}

type SearchProps = Pick<StepProps, 'draft' | 'onDraft'> & {
  readonly ref: Ref<HTMLInputElement>;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** Into the list. */
  readonly onDown: () => void;
  readonly onEnter: () => void;
};

function Search({ draft, onDraft, ref, search, onSearch, onDown, onEnter }: SearchProps) {
  const id = useId();
  return (
    <form
      className={styles.field}
      onSubmit={(event) => {
        event.preventDefault();
        onEnter();
      }}
    >
      <Chips
        name={texts.bills.kind}
        value={draft.kind}
        options={billKinds.map((kind) => [kind, texts.bills.kinds[kind]])}
        onValue={(kind) => onDraft({ kind })}
      />
      <label className={styles.label} htmlFor={id}>
        {find.search}
      </label>
      <input
        ref={ref}
        id={id}
        className={styles.search}
        value={search}
        maxLength={100}
        placeholder={find.searchHint}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onSearch(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          onDown();
        }}
      />
    </form>
  );
}

type Shown = ReturnType<typeof shownOf>;

type ListProps = {
  readonly ref: Ref<HTMLDivElement>;
  /** Out of the list, above its first row. */
  readonly onUp: () => void;
  readonly view: BillersView | null;
  readonly isRefused: boolean;
  readonly shown: Shown;
  readonly search: string;
  readonly onChoose: (biller: BillerView) => void;
};

function List({ ref, onUp, ...props }: ListProps) {
  return (
    // Arrows lead from row to row; what is pressed on them is each row's own.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={ref} className={styles.list} onKeyDown={(event) => moveBetweenRows(event, onUp)}>
      <Listed {...props} />
    </div>
  );
}

function Listed(props: Omit<ListProps, 'ref' | 'onUp'>) {
  const { view, isRefused, shown, search, onChoose } = props;
  if (!view) return <p className={styles.quiet}>{isRefused ? find.refused : find.loading}</p>;
  if (view.billers.length === 0) return <Note title={find.none}>{find.otherNote}</Note>;
  const { usual, others } = shown;
  if (usual.length + others.length === 0) {
    return <Note title={find.noMatch(search)}>{find.noMatchNote}</Note>;
  }
  return (
    <>
      {usual.length > 0 && <h2 className={styles.heading}>{find.often}</h2>}
      <Rows billers={usual} onChoose={onChoose} />
      {others.length > 0 && (
        <h2 className={styles.heading}>
          {find.billers} <span className={styles.age}>{listedWords(view)}</span>
        </h2>
      )}
      <Rows billers={others} onChoose={onChoose} />
    </>
  );
}

type RowsProps = {
  readonly billers: readonly BillerView[];
  readonly onChoose: (biller: BillerView) => void;
};

function Rows({ billers, onChoose }: RowsProps) {
  return (
    <ul>
      {billers.map((biller) => (
        <li key={biller.id}>
          <Decider className={styles.row} data-row="" onClick={() => onChoose(biller)}>
            <bdi className={styles.name}>{biller.name}</bdi>
            <span className={styles.category}>{biller.categories.join(', ')}</span>
          </Decider>
        </li>
      ))}
    </ul>
  );
}

function listedWords({ listedAt }: BillersView): string {
  if (listedAt === null) return find.listOfShop;
  const nowMs = wallNowMs();
  return nowMs - Date.parse(listedAt) < 60_000
    ? find.listedNow
    : find.listed(ageOf(texts, listedAt, nowMs));
}

function shownOf(view: BillersView | null, search: string, category: string) {
  const billers = view?.billers ?? [];
  const sought = search.trim().toLowerCase();
  const matching = billers.filter(
    ({ name, categories }) =>
      name.toLowerCase().includes(sought) && (category === '' || categories.includes(category)),
  );
  const categories = [...new Set(billers.flatMap((biller) => biller.categories))].toSorted();
  return { ...usualFirst(matching), categories };
}

function moveBetweenRows(event: KeyboardEvent<HTMLElement>, onUp: () => void): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === event.target);
  const next = rows[at + step];
  if (at + step < 0) onUp();
  else next?.focus();
}
