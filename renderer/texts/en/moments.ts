// Lengths of time.
import { counted } from './phrases.ts';

export const moments = {
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} min`,
  hours: (count: number) => `${count} h`,
  hoursMinutes: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
  days: (count: number) => counted(count, 'day', 'days'),
  aMoment: 'a moment',
};
