// Whether the answers to advices advise against sending more. A maintenance page answers every advice
// with the same bare refusal: three in a row are enough to believe that it speaks about the path and
// not about each advice. A refusal of credentials holds everything back at once. After a pause, which
// doubles each time, one advice tries again. Times in milliseconds on the monotonic clock.
import type { AdviceVerdict } from '../../src-shared/domain/advice.ts';
import { breakerRetry, retryCeilingMs } from '../../src-shared/domain/retry-schedule.ts';
import type { Judged } from './intermediary/classify.ts';

/** Final refusals in a row, without an ErrorDetail, that open the breaker. */
const breakerLimit = 3;

export class Breaker {
  #isTrusted = true;
  #bareRefusals = 0;
  #opened = 0;
  #holds = 0;
  #pausedUntilMs = 0;

  /** How often it opened in a row; 0 while it is closed. */
  get opened(): number {
    return this.#opened;
  }

  /** Nothing is sent before this. */
  get pausedUntilMs(): number {
    return this.#pausedUntilMs;
  }

  /** False from a bare refusal or a pause until something else is answered: one advice goes ahead. */
  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  /** Learns from the answer to an attempt. True when it opens by that. */
  learn(
    verdict: AdviceVerdict,
    answer: Pick<Judged, 'outcome' | 'explained'>,
    nowMs: number,
  ): boolean {
    if (verdict === 'hold') {
      this.#holds += 1;
      this.#pause(this.#holds, nowMs);
      return false;
    }
    if (answer.outcome === 'unknown') return false;
    if (verdict !== 'attention' || answer.explained) {
      this.#isTrusted = true;
      this.forget();
      return false;
    }
    this.#isTrusted = false;
    this.#bareRefusals += 1;
    if (this.#bareRefusals < breakerLimit) return false;
    this.#opened += 1;
    this.#pause(this.#opened, nowMs);
    return true;
  }

  /** The line or the credentials are back: what was learnt of credentials no longer counts. */
  forgetHolds(): void {
    if (this.#holds > 0) this.#pausedUntilMs = 0;
    this.#holds = 0;
  }

  /** A person wants it tried now: no pause counts, and refusals are counted anew. */
  forget(): void {
    this.#bareRefusals = 0;
    this.#opened = 0;
    this.#holds = 0;
    this.#pausedUntilMs = 0;
  }

  #pause(times: number, nowMs: number): void {
    this.#isTrusted = false;
    this.#pausedUntilMs = nowMs + retryCeilingMs(breakerRetry, times);
  }
}
