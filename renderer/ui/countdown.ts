// Seconds that are left, and when the shown number changes next. Pure: both moments are given, on
// one monotonic clock.

/** Whole seconds left as a person counts them down: 0 means that less than one is left. */
export function fullSecondsLeft(leftMs: number): number {
  return Math.max(0, Math.floor(leftMs / 1000));
}

/** Seconds left, a started one included: 0 only when nothing is left. */
export function startedSecondsLeft(leftMs: number): number {
  return Math.max(0, Math.ceil(leftMs / 1000));
}

/** How long to wait, from `leftMs` on, until the number of full seconds has become one less. */
export function untilNextSecondMs(leftMs: number): number {
  // A breath past the full second, so that a timer that is early by a fraction shows it once.
  return (leftMs % 1000) + 4;
}

/** `9:41`, as a person counts a length down. */
export function minutesAndSeconds(leftMs: number): string {
  const seconds = startedSecondsLeft(leftMs);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
