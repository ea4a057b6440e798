// Whether the answers to advices advise against sending more. A maintenance page answers every advice
// with the same bare refusal, a portal with the same page: three advices in a row are enough to
// believe that it speaks about the path and not about each of them. A refusal of credentials holds everything back at once. After a pause, which
// doubles each time, one advice tries again. Times in milliseconds on the monotonic clock.
import type { AdviceVerdict } from '../../../src-shared/domain/advice.ts';
import { isUnusable } from '../../../src-shared/domain/outcome.ts';
import { breakerRetry, retryCeilingMs } from '../../../src-shared/domain/retry-schedule.ts';
import type { Judged } from '../wire/judged.ts';

/**
 * Advices in a row, answered with a final refusal without an ErrorDetail or by something foreign, that
 * open the breaker. One alone does not, however often it is tried: it has to reach a person.
 */
const breakerLimit = 3;

export class Breaker {
  #isTrusted = true;
  readonly #doubtful = new Set<string>();
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

  /** False from a doubtful answer or a pause until the intermediary answers: one advice goes ahead. */
  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  /** Learns from the answer to an attempt. True when it opens by that. */
  learn(
    adviceId: string,
    verdict: AdviceVerdict,
    answer: Pick<Judged, 'outcome' | 'silence' | 'explained'>,
    nowMs: number,
  ): boolean {
    if (verdict === 'hold') {
      this.#holds += 1;
      this.#pause(this.#holds, nowMs);
      return false;
    }
    const isForeign = isUnusable(answer.silence);
    if (answer.outcome === 'unknown' && !isForeign) return false;
    if (!isForeign && (verdict !== 'attention' || answer.explained)) {
      this.#isTrusted = true;
      this.forget();
      return false;
    }
    this.#isTrusted = false;
    if (this.#doubtful.size < breakerLimit) this.#doubtful.add(adviceId);
    if (this.#doubtful.size < breakerLimit) return false;
    this.#opened += 1;
    this.#pause(this.#opened, nowMs);
    return true;
  }

  /** The link or the credentials are back: what was learnt of credentials no longer counts. */
  forgetHolds(): void {
    if (this.#holds > 0) this.#pausedUntilMs = 0;
    this.#holds = 0;
  }

  /** A person wants it tried now: no pause counts, and doubtful answers are counted anew. */
  forget(): void {
    this.#doubtful.clear();
    this.#opened = 0;
    this.#holds = 0;
    this.#pausedUntilMs = 0;
  }

  #pause(times: number, nowMs: number): void {
    this.#isTrusted = false;
    this.#pausedUntilMs = nowMs + retryCeilingMs(breakerRetry, times);
  }
}
