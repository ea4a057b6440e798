// Which sums a customer is likely to hand over for what is due. Pure.

/** Notes of each currency, in major units; coins are small change and typed. */
const notes: Readonly<Record<string, readonly number[]>> = {
  '710': [10, 20, 50, 100, 200],
  '072': [10, 20, 50, 100, 200],
  '426': [10, 20, 50, 100, 200],
  '516': [10, 20, 50, 100, 200],
  '748': [10, 20, 50, 100, 200],
  '943': [20, 50, 100, 200, 500, 1000],
  '967': [5, 10, 20, 50, 100],
  '840': [1, 5, 10, 20, 50, 100],
};

/** As many as stand side by side, the exact sum not among them. */
const mostOffered = 4;

/** The next sums above what is due that notes of one kind come to, least first; in minor units. */
export function sumsOffered(dueMinor: number, currency: string, digits: number): number[] {
  if (dueMinor <= 0) return [];
  const sums = (notes[currency] ?? []).map((note) => {
    const noteMinor = note * 10 ** digits;
    return Math.ceil(dueMinor / noteMinor) * noteMinor;
  });
  const above = [...new Set(sums)].filter((sum) => sum > dueMinor);
  return above.toSorted((left, right) => left - right).slice(0, mostOffered);
}
