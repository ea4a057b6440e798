// The one real clock, and what it writes. Zones are those of a process of their own, because the zone
// of a process is the whole process's.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { stampDistanceMs, systemClock } from '../../electron/core/clock.ts';

const clockFile = new URL('../../electron/core/clock.ts', import.meta.url).href;

/** What an expression over the clock's module is in a till of this zone. */
function inZone(zone: string, expression: string): unknown {
  const program = `import * as clock from '${clockFile}';
    process.stdout.write(JSON.stringify(${expression}));`;
  const text = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  });
  return JSON.parse(text);
}

describe('a stamp', () => {
  it('carries the offset of its moment, through summer time and half hours', () => {
    const moments = `['2026-03-29T00:59:59.999Z', '2026-03-29T01:00:00.000Z',
      '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'].map((at) => clock.stampOf(new Date(at)))`;
    expect(inZone('Europe/London', moments)).toEqual([
      '2026-03-29T00:59:59.999+00:00',
      '2026-03-29T02:00:00.000+01:00',
      '2026-10-25T01:30:00.000+01:00',
      '2026-10-25T01:30:00.000+00:00',
    ]);
    const ends = `[0, 2147483647999, 2147483648000].map((ms) => clock.stampOf(new Date(ms)))`;
    expect(inZone('Africa/Johannesburg', ends)).toEqual([
      '1970-01-01T02:00:00.000+02:00',
      '2038-01-19T05:14:07.999+02:00',
      '2038-01-19T05:14:08.000+02:00',
    ]);
    expect(inZone('America/St_Johns', 'clock.stampOf(new Date(1773482400000))')).toBe(
      '2026-03-14T07:30:00.000-02:30',
    );
  });
});

describe('the distance between stamps', () => {
  it('counts offsets, and is negative when the clock was set back', () => {
    const noon = '2026-03-14T12:00:00.000+02:00';
    expect(stampDistanceMs(noon, '2026-03-14T10:00:01.000+00:00')).toBe(1_000);
    expect(stampDistanceMs(noon, '2026-03-14T11:00:00.000+02:00')).toBe(-3_600_000);
  });
});

describe('the system clock', () => {
  it('runs timers in order and not early, and then lets its process end', () => {
    const program = `(await (async () => {
      const { systemClock } = clock;
      systemClock.watch(() => {});
      const callOff = systemClock.after(60_000, () => {});
      const started = systemClock.monotonicMs();
      const ran = [];
      const wait = (ms) => new Promise((resolve) => systemClock.after(ms, () => {
        ran.push([ms, systemClock.monotonicMs() - started >= ms]);
        resolve();
      }));
      await Promise.all([wait(30), wait(10), wait(20), wait(0), wait(-5)]);
      callOff();
      return ran;
    })())`;
    expect(inZone('UTC', program)).toEqual([
      [0, true],
      [-5, true],
      [10, true],
      [20, true],
      [30, true],
    ]);
  });

  it('goes forward', () => {
    let last = systemClock.monotonicMs();
    for (let reading = 0; reading < 1_000; reading += 1) {
      const now = systemClock.monotonicMs();
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
    }
  });
});
