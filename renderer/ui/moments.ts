// Moments and lengths of time as words. Pure: the present moment is given.
import type { Texts } from '../texts/en/en.ts';
import { quietly } from './quietly.ts';

const clockTimes = new Map<string, Intl.DateTimeFormat>();

/** `10:21:31` in the window's own zone. */
export function timeOfDay(texts: Texts, stamp: string): string {
  return format(texts.locale, stamp, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** `10:21`. */
export function hourAndMinute(texts: Texts, stamp: string): string {
  return format(texts.locale, stamp, { hour: '2-digit', minute: '2-digit' });
}

/** `Sat 21 Nov`. */
export function dayOf(texts: Texts, stamp: string): string {
  return format(texts.locale, stamp, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** A date (`2026-11-21`) with its year: `Sat, 21 Nov 2026`. */
export function dayOfYear(texts: Texts, date: string): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  return format(texts.locale, `${date}T12:00`, parts);
}

/** How long something lasts, in its one or two largest units: `40 s`, `5 min`, `2 h 10 min`. */
export function lengthOfTime({ moments }: Texts, lengthMs: number): string {
  const seconds = Math.floor(lengthMs / 1000);
  if (seconds < 1) return moments.aMoment;
  if (seconds < 60) return moments.seconds(seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return moments.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return moments.days(Math.floor(hours / 24));
  return minutes % 60 === 0 ? moments.hours(hours) : moments.hoursMinutes(hours, minutes % 60);
}

/** How long something still lasts, in started minutes: `10 min` until `9 min` are left. */
export function lengthLeft(texts: Texts, leftMs: number): string {
  const minute = 60_000;
  return lengthOfTime(texts, leftMs > minute ? Math.ceil(leftMs / minute) * minute : leftMs);
}

/** How long ago a stamp was; never less than nothing. */
export function ageOf(texts: Texts, stamp: string, nowWallMs: number): string {
  return lengthOfTime(texts, Math.max(0, nowWallMs - Date.parse(stamp)));
}

function format(locale: string, stamp: string, parts: Intl.DateTimeFormatOptions): string {
  // A stamp that is none, or a language that this Chromium lacks, is shown as it was written.
  return quietly(() => {
    const key = `${locale} ${Object.keys(parts).join()}`;
    const known =
      clockTimes.get(key) ?? new Intl.DateTimeFormat(locale, { ...parts, hour12: false });
    clockTimes.set(key, known);
    return known.format(Date.parse(stamp));
  }, stamp);
}
