// Answers that come only after the caller's time was up: held back until their own time, or until a
// test or a lesson lets them go.
import type { Clock } from '../core/clock.ts';
import type { Answer, Respond } from './answers.ts';

export class HeldAnswers {
  readonly #clock: Clock;
  readonly #holdMs: number;
  readonly #held = new Set<{ readonly send: () => void; readonly callOff: () => void }>();

  constructor(clock: Clock, holdMs: number) {
    this.#clock = clock;
    this.#holdMs = holdMs;
  }

  hold(answer: Answer, respond: Respond): void {
    const send = () => {
      this.#held.delete(held);
      held.callOff();
      respond(answer);
    };
    const held = { send, callOff: this.#clock.after(this.#holdMs, send) };
    this.#held.add(held);
  }

  /** Sends them all; how many there were. */
  release(): number {
    const held = [...this.#held];
    for (const { send } of held) send();
    return held.length;
  }

  /** Calls off every timer; what is held is never sent. */
  stop(): void {
    for (const { callOff } of this.#held) callOff();
    this.#held.clear();
  }
}
