// Who hears of a change, and how often. Promises: each listener begins with the present view, and the
// last change is always heard.
import type { TillView } from '../../src-shared/contract/views/till.ts';
import type { Clock } from './clock.ts';

/** How long changes of the queue are gathered before a window hears of them, in milliseconds. */
const gatherMs = 100;

type Listener = (till: TillView) => void;

export class Listeners {
  readonly #clock: Clock;
  readonly #view: () => TillView;
  readonly #all = new Set<Listener>();
  #gathering: (() => void) | null = null;
  #gathered = false;
  #stopped = false;

  constructor(clock: Clock, view: () => TillView) {
    this.#clock = clock;
    this.#view = view;
  }

  /** Gives back how to take the listener away. */
  add(listener: Listener): () => void {
    this.#all.add(listener);
    listener(this.#view());
    return () => this.#all.delete(listener);
  }

  /**
   * A payment's change is told at once. Of the queue's, which come by the hundred, the first is, and
   * what follows it closely is gathered.
   */
  tell(urgency: 'now' | 'soon'): void {
    if (urgency === 'soon' && this.#gathering) {
      this.#gathered = true;
      return;
    }
    this.#push();
    if (urgency === 'now') return;
    this.#gathering = this.#clock.after(gatherMs, () => {
      this.#gathering = null;
      if (this.#gathered) this.tell('soon');
    });
  }

  /** Nobody hears of anything any more. */
  stop(): void {
    this.#stopped = true;
    this.#gathering?.();
  }

  #push(): void {
    this.#gathered = false;
    if (this.#stopped || this.#all.size === 0) return;
    const view = this.#view();
    for (const listener of this.#all) listener(view);
  }
}
