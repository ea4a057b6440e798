// What a window may ask of the main thread, whichever host carries it: so large, so often. A page that
// went wild (or is not ours any more) is answered with a failure; it must not hold up the till.
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { Clock } from '../core/clock.ts';

/** The largest call, counted in characters and values; a profile is about 2 KiB. */
const largestCall = 64 * 1024;
const longestName = 40;
/** Calls in a burst, and what comes back each second. A quick typist in History makes ten a second. */
const mostAtOnce = 100;
const perSecond = 50;

export class CallGate {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  #left = mostAtOnce;
  #countedAtMs: number;

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
    this.#countedAtMs = clock.monotonicMs();
  }

  /** Why this call is not passed on, or null when it is. Takes anything for a name and an input. */
  refusalOf(name: unknown, input: unknown): Failure | null {
    if (!this.mayCome()) return tooOften;
    const isNamed = typeof name === 'string' && name.length <= longestName;
    return isNamed && isWithin(input, largestCall) ? null : tooLarge;
  }

  /** Whether one more message may come now. */
  mayCome(): boolean {
    const nowMs = this.#clock.monotonicMs();
    const earned = ((nowMs - this.#countedAtMs) * perSecond) / 1_000;
    this.#left = Math.min(mostAtOnce, this.#left + earned);
    this.#countedAtMs = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}

const tooOften: Failure = { code: 'tooOften' };
const tooLarge: Failure = { code: 'tooLarge' };

// What JSON can say, and no more of it than `most`; a cycle comes to its end so too.
function isWithin(value: unknown, most: number): boolean {
  let left = most;
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    left -= typeof next === 'string' ? next.length + 1 : 1;
    if (typeof next === 'object' && next !== null) {
      if (!isPlain(next)) return false;
      // Counted by its length: one of holes has nothing to look at, and takes as long to write down.
      if (Array.isArray(next)) left -= next.length;
      for (const key in next) {
        left -= key.length + 1;
        if (left < 0) return false;
        waiting.push((next as Record<string, unknown>)[key]);
      }
    }
    if (left < 0) return false;
  }
  return true;
}

function isPlain(value: object): boolean {
  const kind: unknown = Object.getPrototypeOf(value);
  return kind === Object.prototype || kind === Array.prototype || kind === null;
}
