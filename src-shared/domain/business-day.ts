// A day of business: it begins at an hour that the shop chooses and ends a day later, by the till's own
// clock. Pure, and on the texts of stamps: a payment counts on one day and on no other, whatever the
// clock or the zone was set to since.
import type { Stamp } from './stamp.ts';

/** Named by the date it begins on: `2026-03-14`. */
export type BusinessDay = string;

const hourMs = 3_600_000;

/** The day that a moment is in. `beginsHour`: 0 to 23. */
export function businessDayOf(stamp: Stamp, beginsHour: number): BusinessDay {
  const date = stamp.slice(0, 10);
  return Number(stamp.slice(11, 13)) < beginsHour ? daysAfter(date, -1) : date;
}

/** The day so many days later; earlier, if that is negative. */
export function daysAfter(day: BusinessDay, days: number): BusinessDay {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 24 * hourMs).toISOString().slice(0, 10);
}

/** Where a day begins and the next one does, to be compared with stamps as texts. */
export function boundsOf(day: BusinessDay, beginsHour: number): readonly [string, string] {
  const hour = String(beginsHour).padStart(2, '0');
  return [`${day}T${hour}`, `${daysAfter(day, 1)}T${hour}`];
}
