// Draws for a soak. It is not replayed, so chance is the system's.
import { systemChance } from '../../electron/core/clock.ts';
import { invariant } from '../../src-shared/result.ts';

/** A whole number from `least` to `most`. */
export function drawNumber(least: number, most: number): number {
  return least + Math.floor(systemChance.draw() * (most - least + 1));
}

export function drawFrom<Value>(values: readonly Value[]): Value {
  return drawWeighted(values.map((value) => [value, 1] as const));
}

/** One of the values, each as often as its weight says. */
export function drawWeighted<Value>(table: readonly (readonly [Value, number])[]): Value {
  let left = systemChance.draw() * table.reduce((sum, [, weight]) => sum + weight, 0);
  const drawn = table.find(([, weight]) => (left -= weight) < 0) ?? table.at(-1);
  invariant(drawn, 'a table to draw from has an entry');
  return drawn[0];
}

/** True in so many of a hundred cases. */
export function chanceOf(percent: number): boolean {
  return systemChance.draw() * 100 < percent;
}
