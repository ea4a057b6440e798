// Notices a thread that is alive but stuck: asks it every few seconds, and counts the questions that
// found no answer. A slow disk may hold it up for long, so the limit is generous; and a question after
// which this thread itself had no turn (the computer slept, or was busy) counts for nothing.
import type { Clock } from '../clock.ts';

const everyMs = 3_000;
/** So long a silence is no slow disk any more. A multiple of `everyMs`. */
export const silenceMs = 15_000;
/** Our own turn came so much too late: no silence can be measured. */
const lateMs = 1_500;

export type HeartbeatParts = {
  readonly clock: Clock;
  readonly ask: () => void;
  /** Told once; nothing more is asked then. */
  readonly onSilence: () => void;
};

export class Heartbeat {
  readonly #parts: HeartbeatParts;
  #unanswered = 0;
  #askedAtMs = 0;
  #forget = () => {};

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
    this.#ask();
  }

  /** Whatever was asked, it is there. */
  answered(): void {
    this.#unanswered = 0;
  }

  stop(): void {
    this.#forget();
  }

  #ask(): void {
    const { clock, ask } = this.#parts;
    this.#unanswered += 1;
    this.#askedAtMs = clock.monotonicMs();
    ask();
    this.#forget = clock.after(everyMs, () => this.#look());
  }

  #look(): void {
    const { clock, onSilence } = this.#parts;
    const waitedMs = clock.monotonicMs() - this.#askedAtMs;
    if (waitedMs > everyMs + lateMs) this.#unanswered = 0;
    if (this.#unanswered * everyMs >= silenceMs) onSilence();
    else this.#ask();
  }
}
