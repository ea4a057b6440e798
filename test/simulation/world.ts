// Virtual time and everything that happens in it, in one order: by time, then by when it was asked
// for. One thread runs it; between two events everything that was promised comes about.
import { Random } from './random.ts';

type Event = { readonly atMs: number; readonly order: number; readonly action: () => void };

/** Most events of one story: more is a livelock. */
const eventLimit = 200_000;

export class World {
  readonly random: Random;
  readonly story: string[] = [];
  readonly violations: string[] = [];
  nowMs = 0;
  #order = 0;
  #hash = 0x811c9dc5;
  readonly #heap: Event[] = [];

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  /** Stands for everything that happened, in order. */
  get hash(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0');
  }

  /** Writes a line of the story. */
  note(line: string): void {
    const text = `${(this.nowMs / 1_000).toFixed(3).padStart(10)}  ${line}`;
    this.story.push(text);
    for (let at = 0; at < text.length; at += 1) {
      this.#hash = Math.imul(this.#hash ^ text.charCodeAt(at), 0x01000193);
    }
  }

  /** A promise of the till was broken. */
  violate(invariant: string, what: string): void {
    this.violations.push(`${invariant}: ${what}`);
    this.note(`!! ${invariant} ${what}`);
  }

  after(delayMs: number, action: () => void): () => void {
    let isOff = false;
    this.#order += 1;
    push(this.#heap, {
      atMs: this.nowMs + Math.max(delayMs, 0),
      order: this.#order,
      action: () => {
        if (!isOff) action();
      },
    });
    return () => {
      isOff = true;
    };
  }

  /** Lets time pass until the condition holds or the moment comes. True when it holds. */
  async run(untilMs: number, isDone: () => boolean = () => false): Promise<boolean> {
    for (;;) {
      await settle();
      if (isDone()) return true;
      // What comes after a broken promise is no news.
      if (this.violations.length > 0) return false;
      const next = this.#heap[0];
      if (!next || next.atMs > untilMs) break;
      pop(this.#heap);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      if (this.#order > eventLimit) {
        this.violate('L4', 'it never comes to rest');
        return false;
      }
      next.action();
    }
    this.nowMs = Math.max(this.nowMs, untilMs);
    return isDone();
  }
}

/** Everything that was promised and can come about without time has come about. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function isEarlier(a: Event, b: Event): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function push(heap: Event[], event: Event): void {
  let at = heap.length;
  heap.push(event);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (!above || !isEarlier(event, above)) break;
    heap[at] = above;
    heap[parent] = event;
    at = parent;
  }
}

function pop(heap: Event[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let at = 0;
  heap[0] = last;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    let least = at;
    const value = (index: number) => heap[index] as Event;
    if (left < heap.length && isEarlier(value(left), value(least))) least = left;
    if (right < heap.length && isEarlier(value(right), value(least))) least = right;
    if (least === at) return;
    [heap[at], heap[least]] = [value(least), value(at)];
    at = least;
  }
}
