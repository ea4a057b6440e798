import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { boundsOf, businessDayOf, daysAfter } from '../../../src-shared/domain/business-day.ts';

it.each([
  ['2026-03-14T00:00:00.000+02:00', 0, '2026-03-14'],
  ['2026-03-14T23:59:59.999+02:00', 0, '2026-03-14'],
  ['2026-03-14T03:59:59.999+02:00', 4, '2026-03-13'],
  ['2026-03-14T04:00:00.000+02:00', 4, '2026-03-14'],
  ['2026-03-01T01:00:00.000-02:30', 2, '2026-02-28'],
  ['2028-03-01T01:00:00.000+13:45', 2, '2028-02-29'],
  ['2026-01-01T22:00:00.000+02:00', 23, '2025-12-31'],
])('%s is, with a day from %i on, on %s', (stamp, beginsHour, day) => {
  expect(businessDayOf(stamp, beginsHour)).toBe(day);
});

it('a day leads to the next one and back, over months, years and days when clocks change', () => {
  expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29');
  expect(daysAfter('2026-03-29', -1)).toBe('2026-03-28');
});

const moment = fc.date({
  min: new Date('2001-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
});

it('every moment is within the bounds of its own day and of no other', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 23 }), (at, beginsHour) => {
      const stamp = `${at.toISOString().slice(0, 23)}+02:00`;
      const day = businessDayOf(stamp, beginsHour);
      const days = [-1, 0, 1].map((away) => daysAfter(day, away));
      const holds = days.map((each) => {
        const [from, until] = boundsOf(each, beginsHour);
        return stamp >= from && stamp < until;
      });
      expect(holds).toEqual([false, true, false]);
    }),
  );
});
