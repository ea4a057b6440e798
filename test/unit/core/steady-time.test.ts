import { describe, expect, it } from 'vitest';
import type { TimeNotice } from '../../../electron/core/clock.ts';
import { SteadyTime, type TimeSources } from '../../../electron/core/steady-time.ts';

type NodeTimer = { dueMs: number; readonly everyMs: number | null; readonly action: () => void };

/** A computer with a clock that stands still in a sleep, or one that goes on, and Node's timers. */
class Computer implements TimeSources {
  awake = 500;
  asleep = 0;
  wall = Date.UTC(2026, 2, 14);
  readonly nodeTimers = new Set<NodeTimer>();
  /** How early Node's timers fire. */
  earlyMs = 0;
  readonly #countsSleep: boolean;

  constructor(options: { countsSleep: boolean } = { countsSleep: false }) {
    this.#countsSleep = options.countsSleep;
  }

  awakeMs(): number {
    return this.#countsSleep ? this.awake + this.asleep : this.awake;
  }

  // In steps of 10 ms, and begun long before this process.
  bootMs(): number {
    if (this.#countsSleep) return this.awakeMs();
    return Math.floor((86_400_003 + this.awake + this.asleep) / 10) * 10;
  }

  wallMs(): number {
    return this.wall;
  }

  once(delayMs: number, action: () => void): () => void {
    const timer = { dueMs: this.awake + delayMs, everyMs: null, action };
    this.nodeTimers.add(timer);
    return () => this.nodeTimers.delete(timer);
  }

  every(everyMs: number, action: () => void): void {
    this.nodeTimers.add({ dueMs: this.awake + everyMs, everyMs, action });
  }

  /** The computer runs: what Node was told to do is done, counted in time awake. */
  async run(forMs: number): Promise<void> {
    const untilMs = this.awake + forMs;
    for (;;) {
      const next = [...this.nodeTimers]
        .filter(({ dueMs }) => dueMs - this.earlyMs <= untilMs)
        .sort((a, b) => a.dueMs - b.dueMs)[0];
      if (!next) break;
      this.#goOn(Math.max(next.dueMs - this.earlyMs - this.awake, 0));
      if (next.everyMs === null) this.nodeTimers.delete(next);
      else next.dueMs += next.everyMs;
      next.action();
      await Promise.resolve();
    }
    this.#goOn(untilMs - this.awake);
  }

  suspend(forMs: number): void {
    this.asleep += forMs;
    this.wall += forMs;
  }

  #goOn(byMs: number): void {
    this.awake += byMs;
    this.wall += byMs;
  }
}

function start(options?: { countsSleep: boolean }) {
  const computer = new Computer(options);
  const time = new SteadyTime(computer);
  const done: string[] = [];
  const notices: TimeNotice[] = [];
  const set = (name: string, delayMs: number) => time.after(delayMs, () => done.push(name));
  const stopWatching = time.watch((notice) => {
    notices.push(notice);
    done.push(notice.kind);
  });
  return { computer, time, done, notices, set, stopWatching };
}

describe('a timer', () => {
  it('runs when it is due, never before, and once', async () => {
    const { computer, done, set } = start();
    set('a', 1_000);
    await computer.run(999.9);
    expect(done).toEqual([]);
    await computer.run(0.1);
    expect(done).toEqual(['a']);
    await computer.run(60_000);
    expect(done).toEqual(['a']);
  });

  it('is not early when those of Node are', async () => {
    const { computer, time, done } = start();
    computer.earlyMs = 0.9;
    const startMs = time.nowMs();
    time.after(20, () => done.push(String(time.nowMs() - startMs)));
    await computer.run(30);
    expect(done).toHaveLength(1);
    expect(Number(done[0])).toBeGreaterThanOrEqual(20);
  });

  it('runs in the order of what is due, then of what was set', async () => {
    const { computer, done, set } = start();
    set('late', 300);
    set('first of two', 200);
    set('second of two', 200);
    set('early', 100);
    await computer.run(300);
    expect(done).toEqual(['early', 'first of two', 'second of two', 'late']);
  });

  it('called off does not run, and nothing of Node is left that keeps a process alive', async () => {
    const { computer, done, set } = start();
    const callOffs = [set('a', 100), set('b', 200)];
    callOffs[0]?.();
    await computer.run(150);
    callOffs[1]?.();
    expect([...computer.nodeTimers].filter(({ everyMs }) => everyMs === null)).toEqual([]);
    await computer.run(60_000);
    expect(done).toEqual([]);
  });

  it('called off by another that is due with it does not run', async () => {
    const { computer, time, done, set } = start();
    let callOff = () => {};
    time.after(100, () => callOff());
    callOff = set('called off', 200);
    computer.suspend(60_000);
    await computer.run(1_000);
    expect(done).toEqual(['resumed']);
  });

  it('longer than any of Node runs when it is due', async () => {
    const { computer, time, done } = start();
    const longMs = 2 ** 31 + 5_000;
    const delaysMs: number[] = [];
    const once = computer.once.bind(computer);
    computer.once = (delayMs, action) => {
      delaysMs.push(delayMs);
      return once(delayMs, action);
    };
    time.after(longMs, () => done.push('long'));
    computer.suspend(longMs - 10_000);
    await computer.run(9_000);
    expect(done).toEqual(['resumed']);
    await computer.run(1_020);
    expect(done).toEqual(['resumed', 'long']);
    expect(Math.max(...delaysMs)).toBe(2 ** 31 - 1);
  });

  it('that breaks leaves the others to run', async () => {
    const { computer, time, done, set } = start();
    time.after(100, () => {
      throw new Error('broken');
    });
    set('next', 100);
    await expect(computer.run(100)).rejects.toThrow('broken');
    await computer.run(1);
    expect(done).toEqual(['next']);
  });

  it('set by another with no delay runs in its turn', async () => {
    const { computer, done, set, time } = start();
    time.after(10, () => set('set later', 0));
    set('same moment', 10);
    await computer.run(12);
    expect(done).toEqual(['same moment', 'set later']);
  });
});

const systems: [string, boolean][] = [
  ['its monotonic clock stands still (Linux)', false],
  ['its monotonic clock goes on (macOS, Windows)', true],
];

describe.each(systems)('a computer that sleeps while %s', (_, countsSleep) => {
  it.each([5_000, 120_000, 8 * 3_600_000])(
    'for %i ms runs what became due within a second, in order, then tells of it',
    async (sleepMs) => {
      const { computer, time, done, notices, set } = start({ countsSleep });
      set('60 s', 60_000);
      set('2 s', 2_000);
      set('3 s', 3_000);
      set('1 s', 1_000);
      set('10 min', 600_000);
      await computer.run(500);
      const before = time.nowMs();
      computer.suspend(sleepMs);
      await computer.run(1_000);
      const due = ['1 s', '2 s', '3 s', '60 s', '10 min'].slice(
        0,
        sleepMs > 600_000 ? 5 : sleepMs > 60_000 ? 4 : 3,
      );
      expect(done).toEqual([...due, 'resumed']);
      expect(Math.abs(time.nowMs() - before - sleepMs - 1_000)).toBeLessThanOrEqual(10);
      const [notice] = notices;
      expect(notice?.kind === 'resumed' && notice.awayMs).toBeGreaterThanOrEqual(sleepMs - 10);
    },
  );

  it('shortens the wait of what is not due yet by the sleep, and by no more', async () => {
    const { computer, done, set } = start({ countsSleep });
    set('10 min', 600_000);
    computer.suspend(5 * 60_000);
    await computer.run(299_900);
    expect(done).toEqual(['resumed']);
    await computer.run(1_100);
    expect(done).toEqual(['resumed', '10 min']);
  });

  it('is told of once for each sleep', async () => {
    const { computer, notices } = start({ countsSleep });
    for (let night = 0; night < 3; night += 1) {
      computer.suspend(8 * 3_600_000);
      await computer.run(10_000);
    }
    expect(notices.map(({ kind }) => kind)).toEqual(['resumed', 'resumed', 'resumed']);
  });
});

describe('the first to ask for the time after a sleep', () => {
  it('is told it with the sleep, and what is due runs before the next turn', async () => {
    const { computer, time, done, set } = start();
    set('b', 2_000);
    set('a', 1_000);
    await computer.run(100);
    const before = time.nowMs();
    computer.suspend(60_000);
    // As an answer that waited in a socket does: no timer of Node has had its turn.
    expect(time.nowMs() - before).toBeGreaterThanOrEqual(59_990);
    expect(done).toEqual([]);
    await Promise.resolve();
    expect(done).toEqual(['a', 'b', 'resumed']);
  });
});

describe('time', () => {
  it('never goes back and is never ahead, however coarse the boot clock', async () => {
    const { computer, time } = start();
    const startMs = time.nowMs();
    let last = startMs;
    for (let step = 0; step < 2_000; step += 1) {
      if (step % 100 === 50) computer.suspend(step * 7 + 0.5);
      await computer.run(0.7);
      const now = time.nowMs();
      expect(now).toBeGreaterThanOrEqual(last);
      expect(now - startMs).toBeLessThanOrEqual(computer.awake + computer.asleep - 500 + 10);
      last = now;
    }
  });

  it('does not take a pause between two readings for sleep', () => {
    const computer = new Computer();
    const time = new SteadyTime(computer);
    const before = time.nowMs();
    const bootMs = computer.bootMs.bind(computer);
    computer.bootMs = () => {
      const boot = bootMs();
      computer.awake += 3_000;
      return boot;
    };
    // Makes it ask the boot clock.
    computer.wall += 1_000;
    expect(time.nowMs() - before).toBe(3_000);
  });

  it('asks the boot clock, which is slow, only when the wall clock went further than it should', async () => {
    const { computer, time } = start();
    time.nowMs();
    let asked = 0;
    const bootMs = computer.bootMs.bind(computer);
    computer.bootMs = () => {
      asked += 1;
      return bootMs();
    };
    for (let step = 0; step < 50; step += 1) {
      computer.awake += 1;
      computer.wall += 1;
      time.nowMs();
    }
    expect(asked).toBe(0);
    const before = time.nowMs();
    computer.suspend(600_000);
    expect(time.nowMs() - before).toBe(600_000);
    expect(asked).toBe(1);
  });

  it('finds a sleep that a change of the wall clock hides at its next look', async () => {
    const { computer, time } = start();
    const before = time.nowMs();
    computer.suspend(600_000);
    computer.wall -= 600_000;
    await computer.run(1_000);
    expect(time.nowMs() - before).toBeCloseTo(601_000, -2);
  });

  it('counts no sleep when the boot clock goes back', async () => {
    const { computer, time, notices } = start();
    const before = time.nowMs();
    const bootMs = computer.bootMs.bind(computer);
    computer.bootMs = () => bootMs() - 80_000_000;
    await computer.run(2_000);
    expect(time.nowMs() - before).toBe(2_000);
    expect(notices).toEqual([]);
  });
});

describe('the wall clock', () => {
  const yearMs = 365 * 86_400_000;

  it.each([yearMs, -yearMs, -3_600_000, 3_600_000, -Date.UTC(2026, 2, 14), 2_500])(
    'set by %i ms changes no wait, and is told of once with the distance',
    async (byMs) => {
      const { computer, time, done, notices, set } = start();
      const before = time.nowMs();
      set('60 s', 60_000);
      await computer.run(1_500);
      computer.wall += byMs;
      await computer.run(58_499);
      expect(done).toEqual(['wallClockJumped']);
      expect(notices).toEqual([{ kind: 'wallClockJumped', byMs }]);
      await computer.run(1);
      expect(done).toEqual(['wallClockJumped', '60 s']);
      expect(time.nowMs() - before).toBe(60_000);
    },
  );

  it('that is put right little by little is not worth a word', async () => {
    const { computer, notices } = start();
    for (let second = 0; second < 60; second += 1) {
      computer.wall += 500;
      await computer.run(1_000);
    }
    expect(notices).toEqual([]);
  });

  it('that goes on during a sleep has not jumped; one that stood still has', async () => {
    const { computer, notices } = start();
    computer.suspend(3_600_000);
    await computer.run(1_000);
    expect(notices.map(({ kind }) => kind)).toEqual(['resumed']);
    computer.suspend(3_600_000);
    computer.wall -= 3_600_000;
    await computer.run(1_000);
    expect(notices.slice(1).map(({ kind }) => kind)).toEqual(['resumed', 'wallClockJumped']);
  });
});

describe('the watch', () => {
  it('looks once a second at most, and not before anybody waits or listens', async () => {
    const computer = new Computer();
    const time = new SteadyTime(computer);
    expect(computer.nodeTimers.size).toBe(0);
    time.after(100_000, () => {});
    const [watch] = [...computer.nodeTimers].filter(({ everyMs }) => everyMs !== null);
    expect(watch?.everyMs).toBe(1_000);
    time.after(100_000, () => {});
    expect(computer.nodeTimers.size).toBe(2);
  });

  it('tells nobody who has stopped listening', async () => {
    const { computer, notices, stopWatching } = start();
    stopWatching();
    computer.suspend(60_000);
    await computer.run(2_000);
    expect(notices).toEqual([]);
  });
});
