// The timeline of a sale, as it is read: what was done at its lines in one go stands together. Pure.
import type {
  PaymentStory,
  SaleEntry,
  SalePage,
} from '../../../../src-shared/contract/views/history.ts';

export type SaleStep =
  | { readonly kind: 'entry'; readonly at: string; readonly entry: SaleEntry }
  | { readonly kind: 'payment'; readonly at: string; readonly story: PaymentStory }
  /** Several changes to the lines, one after the other. */
  | { readonly kind: 'lines'; readonly at: string; readonly entries: readonly SaleEntry[] };

/** Fewer changes than this are shown one by one. */
const foldedMin = 4;
const lineKinds = new Set<SaleEntry['kind']>([
  'lineAdded',
  'lineChanged',
  'lineRemoved',
  'linePutBack',
]);

/** Oldest first, as they came. A payment that the entries do not name stands at its own time. */
export function stepsOf({ entries, payments }: Pick<SalePage, 'entries' | 'payments'>): SaleStep[] {
  const stories = new Map(payments.map((story) => [story.payment.paymentId, story]));
  const steps: SaleStep[] = [];
  for (const run of runsOf(entries)) {
    const [first] = run;
    if (!first) continue;
    if (run.length >= foldedMin) steps.push({ kind: 'lines', at: first.at, entries: run });
    else steps.push(...run.map((entry) => stepOf(entry, stories)));
  }
  for (const story of stories.values()) {
    const { startedAt } = story.payment;
    const next = steps.findIndex(({ at }) => Date.parse(at) > Date.parse(startedAt));
    steps.splice(next < 0 ? steps.length : next, 0, { kind: 'payment', at: startedAt, story });
  }
  return steps;
}

// Takes the story it names out of those that are still to be placed.
function stepOf(entry: SaleEntry, stories: Map<string, PaymentStory>): SaleStep {
  const { at } = entry;
  const story = entry.kind === 'paymentStarted' ? stories.get(entry.paymentId ?? '') : undefined;
  if (!story) return { kind: 'entry', at, entry };
  stories.delete(story.payment.paymentId);
  return { kind: 'payment', at, story };
}

/** Changes to the lines that follow each other are one run; anything else is a run of its own. */
function runsOf(entries: readonly SaleEntry[]): SaleEntry[][] {
  const runs: SaleEntry[][] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    const goesOn = lineKinds.has(entry.kind) && lineKinds.has(last?.[0]?.kind ?? 'opened');
    if (goesOn && last) last.push(entry);
    else runs.push([entry]);
  }
  return runs;
}
