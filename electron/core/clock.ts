// Time, chance and ids come into the core through here, so that a test can hold them still.
// Deadlines and waits run on the monotonic clock; wall time is only for stamps on paper and wire.
import { randomUUID } from 'node:crypto';
import type { Stamp } from '../../src-shared/domain/payment.ts';

export type Clock = {
  /** Wall time as RFC 3339 with offset and milliseconds. Never used to measure a wait. */
  stamp(): Stamp;
  /** Milliseconds since some fixed moment of this run; never goes back. */
  monotonicMs(): number;
  /** Calls `action` once after `delayMs`; returns how to call it off. */
  after(delayMs: number, action: () => void): () => void;
};

export type Chance = {
  /** A new random UUID v4. */
  uuid(): string;
  /** A draw from [0, 1). */
  draw(): number;
};

// The longest wait a Node timer can hold; a longer one would fire at once.
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  stamp: () => stampOf(new Date()),
  monotonicMs: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, Math.min(Math.max(delayMs, 0), longestTimerMs));
    return () => clearTimeout(timer);
  },
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
