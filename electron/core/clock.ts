// Time, chance and ids come into the core through here, so that a test can hold them still.
// Deadlines and waits run on the monotonic clock; wall time is only for stamps on paper and wire.
import { randomUUID } from 'node:crypto';
import { uptime } from 'node:os';
import type { Stamp } from '../../src-shared/domain/stamp.ts';
import { SteadyTime } from './steady-time.ts';

/** What a clock notices by itself. */
export type TimeNotice =
  /** The computer slept, or this process had no turn, for `awayMs`. What became due has run. */
  | { readonly kind: 'resumed'; readonly awayMs: number }
  /** Somebody or something set the wall clock. No wait or deadline has changed. */
  | { readonly kind: 'wallClockJumped'; readonly byMs: number };

export type Clock = {
  /** Wall time as RFC 3339 with offset and milliseconds. Never used to measure a wait. */
  stamp(): Stamp;
  /** Milliseconds since some fixed moment of this run, sleep included; never goes back. */
  monotonicMs(): number;
  /** Calls `action` once after `delayMs`; returns how to call it off. */
  after(delayMs: number, action: () => void): () => void;
  /** Tells of sleep and of jumps of the wall clock; returns how to stop listening. */
  watch(listener: (notice: TimeNotice) => void): () => void;
};

export type Chance = {
  /** A new random UUID v4. */
  uuid(): string;
  /** A draw from [0, 1). */
  draw(): number;
};

// The clock behind `performance.now` goes on during sleep on macOS (mach_continuous_time) and Windows
// (QueryPerformanceCounter), but stands still on Linux (CLOCK_MONOTONIC). There the system's uptime
// counts sleep (/proc/uptime: CLOCK_BOOTTIME in steps of 10 ms). Elsewhere it is not asked: on macOS
// it is the wall clock's distance from the start.
const steady = new SteadyTime({
  awakeMs: () => performance.now(),
  bootMs: process.platform === 'linux' ? () => uptime() * 1_000 : () => performance.now(),
  wallMs: () => Date.now(),
  once(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
  every: (intervalMs, action) => void setInterval(action, intervalMs).unref(),
});

// Under load many messages leave and are answered within one millisecond.
let stampedMs = Number.NaN;
let newestStamp = '';

function stampNow(): Stamp {
  const nowMs = Date.now();
  if (nowMs !== stampedMs) {
    stampedMs = nowMs;
    newestStamp = stampOf(new Date(nowMs));
  }
  return newestStamp;
}

export const systemClock: Clock = {
  stamp: stampNow,
  monotonicMs: () => steady.nowMs(),
  after: (delayMs, action) => steady.after(delayMs, action),
  watch: (listener) => steady.watch(listener),
};

export const systemChance: Chance = { uuid: () => randomUUID(), draw: () => Math.random() };

/** RFC 3339 in the local zone: `2026-03-14T10:21:07.412+02:00`. */
export function stampOf(moment: Date): Stamp {
  const offsetMinutes = -moment.getTimezoneOffset();
  const local = new Date(moment.getTime() + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const pad = (value: number) => String(value).padStart(2, '0');
  const offset = Math.abs(offsetMinutes);
  return `${local}${sign}${pad(Math.floor(offset / 60))}:${pad(offset % 60)}`;
}

/** Milliseconds from one stamp to another; negative when the wall clock was set back. */
export function stampDistanceMs(from: Stamp, to: Stamp): number {
  return Date.parse(to) - Date.parse(from);
}
