// When answers advise against sending, and for how long.
import { beforeEach, describe, expect, it } from 'vitest';
import { Breaker } from '../../../electron/core/engine/breaker.ts';

const minuteMs = 60_000;
const none = { silence: null, explained: false } as const;
const bare = ['attention', { ...none, outcome: 'failed' }] as const;
const foreign = ['repeat', { ...none, outcome: 'unknown', silence: 'foreignAnswer' }] as const;
const explained = ['attention', { outcome: 'failed', silence: null, explained: true }] as const;
const unknown = ['repeat', { ...none, outcome: 'unknown' }] as const;
const refusedCredentials = ['hold', { ...none, outcome: 'failed' }] as const;
const delivered = ['delivered', { ...none, outcome: 'successful' }] as const;
type Answer =
  | typeof bare
  | typeof foreign
  | typeof explained
  | typeof unknown
  | typeof refusedCredentials
  | typeof delivered;

let breaker: Breaker;
let advices: number;
beforeEach(() => {
  breaker = new Breaker();
  advices = 0;
});

/** Learns all of these at one moment, each about an advice of its own; what it said to each. */
const learn = (nowMs: number, ...answers: Answer[]) =>
  answers.map((answer) => {
    advices += 1;
    return learnOf(`advice ${advices}`, nowMs, answer);
  });
const learnOf = (adviceId: string, nowMs: number, [verdict, answer]: Answer) =>
  breaker.learn(adviceId, verdict, answer, nowMs);
const state = () => ({
  opened: breaker.opened,
  until: breaker.pausedUntilMs,
  isTrusted: breaker.isTrusted,
});
const closed = { opened: 0, until: 0, isTrusted: true };

describe('bare refusals', () => {
  it('open it when they are three in a row', () => {
    expect(learn(500, bare, bare)).toEqual([false, false]);
    expect(state()).toEqual({ opened: 0, until: 0, isTrusted: false });
    expect(learn(500, bare)).toEqual([true]);
    expect(state()).toEqual({ opened: 1, until: 500 + minuteMs, isTrusted: false });
  });

  it.each([
    ['a delivery', delivered],
    ['an explained refusal', explained],
  ])('are counted anew after %s', (_what, answer) => {
    expect(learn(0, bare, bare, answer, bare, bare)).not.toContain(true);
    expect(learn(0, bare)).toEqual([true]);
    learn(0, answer);
    expect(state()).toEqual(closed);
  });

  it('go on being counted when in between nothing final is answered', () => {
    expect(learn(0, bare, unknown, bare, unknown, bare)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('pause for a minute, and for twice as long each time, up to a quarter of an hour', () => {
    learn(0, bare, bare, bare);
    const pauses = Array.from({ length: 6 }, (_, index) => {
      const nowMs = (index + 1) * 20 * minuteMs;
      learn(nowMs, bare);
      return (breaker.pausedUntilMs - nowMs) / minuteMs;
    });
    expect(pauses).toEqual([2, 4, 8, 15, 15, 15]);
  });
});

describe('foreign answers', () => {
  it('open it when three advices in a row meet them, mixed with bare refusals or not', () => {
    expect(learn(500, foreign, foreign, foreign)).toEqual([false, false, true]);
    learn(500, delivered);
    expect(state()).toEqual(closed);
    expect(learn(500, foreign, bare, foreign)).toEqual([false, false, true]);
    expect(state()).toEqual({ opened: 1, until: 500 + minuteMs, isTrusted: false });
  });

  it('to one or two advices never do, however often: they have to reach a person', () => {
    for (let time = 0; time < 20; time += 1) {
      expect(learnOf('one', time, foreign)).toBe(false);
      expect(learnOf('other', time, foreign)).toBe(false);
    }
    expect(state()).toEqual({ opened: 0, until: 0, isTrusted: false });
  });

  it('pause longer each time while it is open, whichever advice meets them', () => {
    learn(0, foreign, foreign, foreign);
    expect(learnOf('advice 1', 60_000, foreign)).toBe(true);
    expect(breaker.pausedUntilMs).toBe(60_000 + 2 * minuteMs);
  });
});

describe('refused credentials', () => {
  it('pause at once, without opening it', () => {
    expect(learn(500, refusedCredentials)).toEqual([false]);
    expect(state()).toEqual({ opened: 0, until: 500 + minuteMs, isTrusted: false });
    learn(500, refusedCredentials);
    expect(breaker.pausedUntilMs).toBe(500 + 2 * minuteMs);
  });

  it('no longer count when the line or the credentials are back; one still goes ahead', () => {
    learn(500, refusedCredentials, refusedCredentials);
    breaker.forgetHolds();
    expect(state()).toEqual({ opened: 0, until: 0, isTrusted: false });
    learn(500, refusedCredentials);
    expect(breaker.pausedUntilMs).toBe(500 + minuteMs);
  });
});

it('a line that is back ends no pause for bare refusals', () => {
  learn(0, bare, bare, bare);
  breaker.forgetHolds();
  expect(state()).toEqual({ opened: 1, until: minuteMs, isTrusted: false });
});

it('a person who wants it tried now ends every pause; one goes ahead, and three more open it', () => {
  learn(0, bare, bare, bare, refusedCredentials);
  breaker.forget();
  expect(state()).toEqual({ opened: 0, until: 0, isTrusted: false });
  expect(learn(0, bare, bare, bare)).toEqual([false, false, true]);
});
