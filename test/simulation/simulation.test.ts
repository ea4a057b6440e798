// That the simulation itself can be trusted: the same seed is the same story, and what the till relies
// on is really what it relies on. The many seeds are played by run.ts, the deliberate bugs by
// test-mutants.ts.
import { beforeAll, expect, it } from 'vitest';
import { allHold } from './far-end.ts';
import { simulate } from './simulate.ts';
import type { Swarm } from './swarm.ts';
import { prepare } from './template.ts';

beforeAll(prepare);

async function play(seeds: number, assume = allHold, aim: Partial<Swarm> = {}) {
  const stories = [];
  for (let seed = 1; seed <= seeds; seed += 1) stories.push(await simulate(seed, assume, aim));
  return stories;
}

/** A line and customers that lean on all four assumptions. */
const leaning: Partial<Swarm> = {
  sales: 3,
  lossy: true,
  delayed: true,
  doubled: true,
  flaps: true,
  sleeps: true,
  damage: null,
  habits: {
    scans: 1,
    approves: 1,
    dawdles: 0,
    cancels: 0,
    voids: 0,
    pressesTwice: 0,
    keepsPicture: 1,
    windowIsBlank: 0,
    shares: ['all'],
    baskets: 0,
    changesMind: 0,
    parks: 0,
    byHand: 0,
    takesBack: 0,
  },
};

it('tells the same story for the same seed', async () => {
  const first = await play(25);
  const again = await play(25);
  expect(again.map(({ hash }) => hash)).toEqual(first.map(({ hash }) => hash));
  expect(again.map(({ lines }) => lines)).toEqual(first.map(({ lines }) => lines));
  expect(new Set(first.map(({ hash }) => hash)).size).toBe(25);
});

it('breaks no promise while what it relies on holds', async () => {
  const stories = await play(150);
  expect(stories.flatMap(({ seed, violations }) => violations.map((what) => [seed, what]))).toEqual(
    [],
  );
});

// R06: a harness that finds nothing when something is wrong proves nothing.
it.each(['A1', 'A2', 'A3', 'A4'] as const)('counts what comes through without %s', async (off) => {
  const stories = await play(100, { ...allHold, [off]: false }, leaning);
  const through = stories.flatMap(({ letThrough }) => Object.keys(letThrough));
  expect(through.length).toBeGreaterThan(0);
  expect(through.every((name) => name.endsWith(`without ${off}`))).toBe(true);
});
