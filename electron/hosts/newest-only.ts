// Passes snapshots to a reader that may be slower than the till: one on its way at a time, and
// while the reader is busy only the newest is kept. So a slow window costs no memory, and still
// ends with the last state.

export class NewestOnly<Value> {
  readonly #pass: (value: Value) => 'canTakeMore' | 'busy';
  #busy = false;
  #kept: { readonly value: Value } | null = null;

  /** `pass` hands a value over and says whether the reader can take another at once. */
  constructor(pass: (value: Value) => 'canTakeMore' | 'busy') {
    this.#pass = pass;
  }

  offer(value: Value): void {
    if (this.#busy) this.#kept = { value };
    else this.#busy = this.#pass(value) === 'busy';
  }

  /** The reader can take more: hands over what was kept, if anything. */
  readerIsFree(): void {
    this.#busy = false;
    const kept = this.#kept;
    this.#kept = null;
    if (kept) this.offer(kept.value);
  }
}
