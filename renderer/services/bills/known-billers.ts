// Which billers this window has paid, so that the usual ones stand first. A preference of the window:
// it names nobody's account, and nothing of money hangs on it.
import type { BillerView } from '../../../src-shared/contract/views/bills.ts';
import { keepPreference, readPreference } from '../../ui/preferences.ts';
import { quietly } from '../../ui/quietly.ts';

const key = 'until-billers';
/** More would be no help to the eye. */
const mostKnown = 50;

/** Newest first; `uses` says how often. */
type Known = { readonly id: string; readonly uses: number };

export function rememberBiller(id: string): void {
  const known = readKnown();
  const uses = (known.find((each) => each.id === id)?.uses ?? 0) + 1;
  const next = [{ id, uses }, ...known.filter((each) => each.id !== id)].slice(0, mostKnown);
  keepPreference(key, JSON.stringify(next));
}

/** Those that were paid here most often, then lately; then all others by name. */
export function usualFirst(billers: readonly BillerView[]): {
  readonly usual: readonly BillerView[];
  readonly others: readonly BillerView[];
} {
  const ranks = new Map(
    readKnown()
      .toSorted((one, other) => other.uses - one.uses)
      .map(({ id }, index) => [id, index]),
  );
  const rank = ({ id }: BillerView) => ranks.get(id) ?? Number.MAX_SAFE_INTEGER;
  const byName = billers.toSorted((one, other) => one.name.localeCompare(other.name));
  return {
    usual: byName.filter(({ id }) => ranks.has(id)).toSorted((a, b) => rank(a) - rank(b)),
    others: byName.filter(({ id }) => !ranks.has(id)),
  };
}

function readKnown(): readonly Known[] {
  const kept: unknown = quietly(() => JSON.parse(readPreference(key) ?? '[]'), []);
  return Array.isArray(kept) ? kept.filter(isKnown) : [];
}

function isKnown(value: unknown): value is Known {
  const { id, uses } = (value ?? {}) as Partial<Known>;
  return typeof id === 'string' && typeof uses === 'number';
}
