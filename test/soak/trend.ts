// How fast something grows, told so that single bad samples do not matter.

export type Point = { readonly x: number; readonly y: number };

/**
 * The Theil–Sen slope: the median of the slopes between all pairs of points. Up to 29 % of the
 * points may be anything. NaN when no two points have a different x.
 */
export function slopeOf(points: readonly Point[]): number {
  const slopes = points.flatMap((a, index) =>
    points.slice(index + 1).flatMap((b) => (a.x === b.x ? [] : [(b.y - a.y) / (b.x - a.x)])),
  );
  return medianOf(slopes);
}

/** NaN for none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
